import { attempt } from "../graph/reading";
import type { Member } from "../graph/stack";
import { isUnknownValue } from "../graph/unknown";
import { findNameProperty } from "./names";
import { tokens } from "./tokens";

/** A name as a resource's inputs give it. */
export interface GivenName {
  /** The way to the property. */
  readonly way: readonly string[];
  /** What stands there; undefined when AWS or Pulumi makes a name up. */
  readonly value: unknown;
  /** True when AWS puts something of its own after it. */
  readonly isPrefix: boolean;
  /** True when the name is a `Name` tag, which nobody has to give. */
  readonly isTag: boolean;
}

/** The physical name of a resource, or the prefix that AWS is to complete; undefined for types without one. */
export function findName(type: string, read: (property: string) => unknown): GivenName | undefined {
  const way = findNameProperty(type);
  const [first = "", second] = way ?? [];
  if (way === undefined) {
    return undefined;
  }
  if (second !== undefined) {
    const tags = read(first) as Readonly<Record<string, unknown>> | null | undefined;
    return { way, value: tags?.[second] ?? undefined, isPrefix: false, isTag: true };
  }
  const value = read(first) ?? undefined;
  const prefix = value === undefined ? (read(`${first}Prefix`) ?? undefined) : undefined;
  return prefix === undefined
    ? { way, value, isPrefix: false, isTag: false }
    : { way: [`${first}Prefix`], value: prefix, isPrefix: true, isTag: false };
}

/**
 * Beginnings that AWS asks for: of aliases, paths, cached registries' secrets, and logs of WAF and API Gateway, which looks
 * for its execution log under the id of the API and the name of the stage.
 */
const demanded =
  /^(alias\/|\/aws\/[a-z0-9-]+\/|\/|ecr-pullthroughcache\/|aws-waf-logs-|amazon-apigateway-|API-Gateway-Execution-Logs_[a-z0-9]+\/)/;

/** Under which RDS sends a database's logs: the database's own name is in the middle. */
const databaseLog = /^\/aws\/rds\/(?:cluster|instance)\/([^/]+)\/[^/]+$/;

/** The part of a name that its owner chooses: without the beginning or the suffix that AWS itself asks for. */
export function chosenPart(name: string): string {
  return name
    .replace(databaseLog, "$1")
    .replace(demanded, "")
    .replace(/\.fifo$/, "");
}

/**
 * Whether a log group is named by an id that API Gateway has yet to give, as the execution log of an API is. The stack
 * chooses nothing of it but the stage, whose own name is judged; once the id is there, so is this one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function awaitsApiId(member: Member): boolean {
  const isHidden = tokens.logGroup.has(member.type) && isUnknownValue(attempt(() => member.props.name));
  return isHidden && member.sourcesOf("name").some(({ type }) => tokens.restApi.has(type));
}

const words = "[a-z0-9]+(?:-[a-z0-9]+)*";
const forms = {
  service: "[a-z][a-z0-9]*",
  region: "[a-z]{2}(?:-[a-z]+)+-[0-9]",
  environment: "[a-z0-9]+",
  purpose: words,
} as const;

/** Words that some parts of a name must be; any will do for the others. */
export interface FixedParts {
  readonly region?: readonly string[];
  readonly environment?: string;
}

/**
 * Turns a template of `{service}`, `{region}`, `{environment}` and `{purpose}` into an expression with a group for each.
 * Anything else in it stands for itself.
 */
export function compilePattern(template: string, { region, environment }: FixedParts = {}): RegExp {
  const parts: Readonly<Record<string, string>> = {
    ...forms,
    ...(region === undefined ? {} : { region: region.map(literal).join("|") }),
    ...(environment === undefined ? {} : { environment: literal(environment) }),
  };
  const seen = new Set<string>();
  const source = template.replace(/\{(\w+)\}|[^{]+|./g, (piece, part: string | undefined) => {
    const form = part === undefined ? undefined : parts[part];
    if (part === undefined || form === undefined) {
      return literal(piece);
    }
    if (seen.has(part)) {
      return `\\k<${part}>`;
    }
    seen.add(part);
    return `(?<${part}>${form})`;
  });
  return new RegExp(`^${source}$`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
