import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../../policy-pack/engine/rule";
import type { GivenResource, GivenStack } from "./show";

export type Case = (GivenResource | GivenStack) & { readonly because: string; readonly today?: string };
export type Named = Case & { readonly at: readonly string[]; readonly fail?: readonly string[] };

/** What a case file may add to a rule's own examples: boundaries and hostile input. */
export interface Cases {
  readonly pass?: readonly Case[];
  readonly fail?: readonly Named[];
  readonly undetermined?: readonly Named[];
  readonly skip?: readonly Case[];
}

export const casesFolder = join(__dirname, "cases");

/** The day on which everything is judged that does not name another. */
export const today = "2026-11-21";

/** `dynamodb/require-pitr` for `dynamodb-require-pitr`. */
export function fileOf({ meta }: Rule): string {
  return meta.name.replace("-", "/");
}

export function casesOf(rule: Rule): Cases {
  const file = join(casesFolder, `${fileOf(rule)}.ts`);
  return existsSync(file) ? (require(file) as { default: Cases }).default : {};
}
