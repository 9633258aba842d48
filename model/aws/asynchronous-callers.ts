import type { FunctionArgs, PermissionArgs } from "@pulumi/aws/lambda";
import type { Interruption } from "../graph/interruption";
import { isGiven, known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import type { Directory, Found } from "./references";
import { tokens } from "./tokens";

/**
 * Services that hand an event to Lambda and do not wait for an answer, so that nobody but Lambda can keep what failed:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
 */
const FORGETFUL: ReadonlySet<string | undefined> = new Set([
  "cloudformation",
  "codecommit",
  "codepipeline",
  "config",
  "events",
  "iot",
  "logs",
  "s3",
  "ses",
  "sns",
]);

/** Which functions of a stack something calls without waiting for an answer. */
export class AsynchronousCallers {
  /** Callers that may be any function's. */
  readonly unknown: readonly Interruption[];
  private readonly called: ReadonlySet<string>;

  constructor(stack: Stack, functions: Directory<Plain<FunctionArgs>>) {
    const permissions = stack.of(tokens.functionPermission).filter(mayForget);
    const found: readonly Found<Plain<FunctionArgs>>[] = [
      ...permissions.map((member) => functions.find(member, "function", () => member.props.function)),
      ...stack.of(tokens.schedule).map((member) => functions.find(member, "target", () => member.props.target?.arn)),
    ];
    this.called = new Set(found.flatMap(({ members }) => members.map(({ urn }) => urn)));
    this.unknown = found.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown]));
  }

  has({ urn }: Member<unknown>): boolean {
    return this.called.has(urn);
  }
}

/** A principal that is still unknown may be such a service. */
function mayForget({ props }: Member<Plain<PermissionArgs>>): boolean {
  const principal = known(() => props.principal);
  if (typeof principal !== "string") {
    return isGiven(() => props.principal);
  }
  return FORGETFUL.has(/^([a-z0-9-]+)(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(principal)?.[1]);
}
