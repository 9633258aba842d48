import { unknowable } from "../graph/interruption";
import type { Member, Stack } from "../graph/stack";
import { tokensOf } from "../graph/tokens";
import type { Statement } from "./iam-document";
import { Directory, Referrers } from "./references";
import { tokens } from "./tokens";

type Props = Readonly<Record<string, unknown>>;

/** What carries the policy of a REST API: the API itself, or a resource of its own. */
export const apiPolicies = tokensOf<Props>(
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/restApiPolicy:RestApiPolicy",
);

/** True for a statement that allows nothing but calls of the API that carries it. */
export function isForCalls(statement: Statement): boolean {
  const actions = statement.entries("Action").map(({ read }) => String(read()).toLowerCase());
  return actions.length > 0 && actions.every((action) => action === "execute-api:invoke");
}

/**
 * True when an API may be called from the internet as it is, and asks no caller for a signature: a policy that lets
 * everybody call then says no more than no policy would, and what is asked of callers is said by each method. With
 * `AWS_IAM` such a policy lets any account's identities in; with a private API, any network's. Source: the API Gateway
 * developer guide, "How API Gateway resource policies affect authorization workflow". Throws where that is unknown.
 */
export function isOpenAsItIs(carrier: Member, stack: Stack): boolean {
  const apis = new Directory(stack.of(tokens.restApi));
  const api = tokens.restApi.has(carrier.type)
    ? carrier
    : (apis.find(carrier, "restApiId", () => carrier.props.restApiId).members[0] as Member | undefined);
  if (api === undefined) {
    return unknowable("restApiId");
  }
  const methods = new Referrers(stack.of(tokens.restApiMethod), "restApi", apis);
  const [lost] = methods.unknown;
  if (lost !== undefined) {
    throw lost.cause;
  }
  return (
    !isPrivate(api) &&
    !asksForSignature(api.props.body) &&
    methods.of(api as never).every(({ props }) => props.authorization !== "AWS_IAM")
  );
}

function isPrivate({ props }: Member): boolean {
  const configuration = props.endpointConfiguration as { readonly types?: unknown } | null | undefined;
  return String(configuration?.types ?? "").includes("PRIVATE");
}

/** An OpenAPI document says so for an operation: `x-amazon-apigateway-auth`, or a scheme of type `awsSigv4`. */
function asksForSignature(body: unknown): boolean {
  return /AWS_IAM|awsSigv4/i.test(typeof body === "string" ? body : JSON.stringify(body ?? ""));
}
