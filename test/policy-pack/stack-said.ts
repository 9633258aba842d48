import { isUnknownValue } from "../../model/graph/unknown";
import type { ExampleResource } from "../../policy-pack/engine/example";
import type { Rule } from "../../policy-pack/engine/rule";
import { stackOf } from "./show";

class NotApplicable extends Error {}

type ValidateStack = (args: object, report: (message: string, urn?: string) => void) => void;

/** A finding of a policy, by the resource's name. */
export interface Said {
  readonly name: string;
  readonly message: string;
}

/** What a policy that judges resources with their stack says of one, called as the SDK calls it; "?" where something is undetermined. */
export function saidOfStack(
  { policy }: Rule,
  resources: readonly ExampleResource[],
  settings: object = {},
): readonly (Said | "?")[] {
  const said: (Said | "?")[] = [];
  const report = (message: string, urn = "") => void said.push({ name: urn.split("::").at(-1) ?? "", message });
  const notApplicable = (reason: string): never => {
    throw new NotApplicable(reason);
  };
  const args = { resources: stackOf(resources), stackTags: new Map(), getConfig: () => settings, notApplicable };
  const { validateStack } = policy as { readonly validateStack?: ValidateStack };
  if (validateStack === undefined) {
    throw new Error(`${policy.name} judges no stack.`);
  }
  try {
    validateStack(args, report);
  } catch (error) {
    if (isUnknownValue(error)) {
      said.push("?");
    } else if (!(error instanceof NotApplicable)) {
      throw error;
    }
  }
  return said;
}
