import type { JsonObject } from "../../graph";

/** What a lookup may know: everything that is certain without asking AWS. */
export interface LookupContext {
  /** Region of the provider that would answer; undefined when it is not known. */
  readonly region: string | undefined;
}

/** Answers a lookup, or undefined when only AWS could. Throws what the provider would answer with. */
export type Lookup = (args: JsonObject, context: LookupContext) => JsonObject | undefined;
