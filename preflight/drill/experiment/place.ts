import { findArn } from "../../../model/aws/arn";
import { known } from "../../../model/graph/reading";
import type { Member, Stack } from "../../../model/graph/stack";
import { PreflightError } from "../../problem";

/** Where an experiment runs: all ARNs of its template are of this region and account. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** The other region of the stack. */
  readonly elsewhere: string;
}

/**
 * The place of the region that is lost. Throws a PreflightError where the stack names no region, no account, or several:
 * a template with a guess in it could hit what it should not.
 */
export function placeOf(stackName: string, stack: Stack, region: string, elsewhere: string): Place {
  if (region === "" || elsewhere === "") {
    throw new PreflightError(
      `stack ${stackName} does not tell its two regions, expected a region of each provider; an experiment without one could hit the wrong region`,
    );
  }
  const owners = ownersOf(stack);
  const [owner] = owners;
  if (owner === undefined || owners.size > 1) {
    const found = owners.size === 0 ? "no account in any ARN" : `accounts ${[...owners].map(accountOf).join(", ")}`;
    throw new PreflightError(
      `stack ${stackName} names ${found}, expected ARNs of one account; give the export of the deployed stack: drill --experiment --export FILE`,
    );
  }
  return { partition: owner.split(" ")[0] ?? "", account: accountOf(owner), region, elsewhere };
}

/** The ARN of something in this place. */
export function arnIn({ partition, account, region }: Place, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** The ARN that AWS gave, or the one that it will give; undefined where the name is not known. */
export function ownArn(
  { props }: Member<unknown>,
  place: Place,
  service: string,
  resource: string | undefined,
): string | undefined {
  const given = known(() => (props as { readonly arn?: unknown }).arn);
  const parts = typeof given === "string" ? findArn(given) : undefined;
  if (parts?.region === place.region && parts.account === place.account) return String(given);
  return resource === undefined ? undefined : arnIn(place, service, resource);
}

/** The id that AWS gave; undefined before deployment. */
export function idOf({ props }: Member<unknown>): string | undefined {
  return textOf(() => (props as { readonly id?: unknown }).id);
}

/** The text that stands there; undefined where it is unknown, empty or none. */
export function textOf(read: () => unknown): string | undefined {
  const value = known(read);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function accountOf(owner: string): string {
  return owner.split(" ")[1] ?? "";
}

/** Services whose ARNs name who owns the resource. */
const owned =
  /^arn:(aws[\w-]*):(?:dynamodb|rds|sns|sqs|lambda|states|events|cloudwatch|kms|iam|ec2|secretsmanager|autoscaling|elasticloadbalancing):[\w-]*:(\d{12}):/;

/** By the ARNs that AWS gave to the resources; before deployment, by those that the program wrote down. */
function ownersOf(stack: Stack): ReadonlySet<string> {
  const given = stack.all().flatMap(({ props }) => ownersIn(props, ["arn"]));
  return new Set(given.length > 0 ? given : stack.all().flatMap(({ props }) => ownersIn(props, Object.keys(props))));
}

function ownersIn(props: Readonly<Record<string, unknown>>, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const [, partition, account] = owned.exec(textOf(() => props[key]) ?? "") ?? [];
    return partition === undefined || account === undefined ? [] : [`${partition} ${account}`];
  });
}
