import { matchesWildcard as matches } from "../../../model/aws/wildcard";
import { areMet, type Block, type Context } from "./conditions";

export interface Request {
  /** `dynamodb:GetItem` */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** ARN of the role. */
  readonly principal: string;
  readonly context: Context;
}

export interface Policies {
  /** Of the role: any of them allows. */
  readonly identity: readonly Document[];
  /** Of the resource. A key's own policy decides alone unless it leaves the decision to the account. */
  readonly resource: readonly Document[];
  /** What the role may do at most. */
  readonly boundary?: Document;
}

export type Decision = "allowed" | "denied" | "not allowed";

export interface Document {
  readonly Statement: Statement | readonly Statement[];
}

interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principals;
  readonly NotPrincipal?: Principals;
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Block;
}

type Texts = string | readonly string[];
type Principals = "*" | Readonly<Record<string, Texts>>;

/**
 * What IAM decides about a request inside one account:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: Request, { identity, resource, boundary }: Policies): Decision {
  const own = identity.flatMap(statementsOf);
  const theirs = resource.flatMap(statementsOf).filter((statement) => speaksOf(statement, request.principal));
  const limit = boundary === undefined ? undefined : statementsOf(boundary);
  const applying = (statements: readonly Statement[]) => statements.filter((statement) => applies(statement, request));
  const denies = applying([...own, ...theirs, ...(limit ?? [])]).some(({ Effect }) => Effect === "Deny");
  if (denies) {
    return "denied";
  }
  const allowedBy = (statements: readonly Statement[]) => applying(statements).some(({ Effect }) => Effect === "Allow");
  const byIdentity = allowedBy(own) && (limit === undefined || allowedBy(limit));
  const isKey = request.action.startsWith("kms:");
  const left = theirs.filter((statement) => leavesToAccount(statement, request.principal));
  const named = theirs.filter((statement) => !left.includes(statement));
  if (isKey) {
    return allowedBy(named) || (byIdentity && allowedBy(left)) ? "allowed" : "not allowed";
  }
  return byIdentity || allowedBy(named) ? "allowed" : "not allowed";
}

export function statementsOf({ Statement }: Document): readonly Statement[] {
  return Array.isArray(Statement) ? Statement : [Statement as Statement];
}

export function textsOf(texts: Texts | undefined): readonly string[] {
  return texts === undefined ? [] : typeof texts === "string" ? [texts] : texts;
}

function applies({ Action, NotAction, Resource, NotResource, Condition = {} }: Statement, request: Request): boolean {
  const isAction = (pattern: string) => matches(pattern.toLowerCase(), request.action.toLowerCase());
  const isResource = (pattern: string) => matches(pattern, request.resource);
  const hasAction = Action === undefined ? !textsOf(NotAction).some(isAction) : textsOf(Action).some(isAction);
  const hasResource =
    Resource === undefined ? !textsOf(NotResource).some(isResource) : textsOf(Resource).some(isResource);
  const isWhole = Resource === undefined && NotResource === undefined;
  return hasAction && (isWhole || hasResource) && areMet(Condition, request.context);
}

function speaksOf({ Principal, NotPrincipal }: Statement, role: string): boolean {
  if (NotPrincipal !== undefined) {
    return !names(NotPrincipal, role);
  }
  return Principal !== undefined && names(Principal, role);
}

function names(principals: Principals, role: string): boolean {
  const listed = principals === "*" ? ["*"] : textsOf(principals.AWS);
  return listed.some((principal) => principal === "*" || principal === role || isAccountOf(principal, role));
}

/** Who is named by its account gets nothing by that alone: its own policies decide. */
function leavesToAccount({ Effect, Principal }: Statement, role: string): boolean {
  const listed = typeof Principal === "object" ? textsOf(Principal.AWS) : [];
  return Effect === "Allow" && listed.length > 0 && listed.every((principal) => isAccountOf(principal, role));
}

function isAccountOf(principal: string, role: string): boolean {
  const [, , , , account = ""] = role.split(":");
  return principal === account || principal === `arn:aws:iam::${account}:root`;
}
