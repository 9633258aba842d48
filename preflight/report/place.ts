import type { SourcePosition } from "../graph";
import { nameOf, typeOf } from "../monitor/urn";

/** `name (type)`: a resource as people call it. */
export function titleOf(urn: string): string {
  return `${nameOf(urn)} (${typeOf(urn)})`;
}

/** `file:line`; empty when the program does not say. */
export function positionOf(source: SourcePosition | undefined): string {
  return source === undefined ? "" : `${source.file}:${source.line}`;
}

/** What a policy found and what it wants, in a line; a message of another shape as it is. */
export function differenceOf({ path, got, want, message }: Difference): string {
  return path === "" ? (message.split("\n")[0] ?? "") : `${path} is ${got}, expected ${want}`;
}

interface Difference {
  readonly path: string;
  readonly got: string;
  readonly want: string;
  readonly message: string;
}
