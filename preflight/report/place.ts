import type { SourcePosition } from "../graph";
import { nameOf, typeOf } from "../monitor/urn";
import { shorten } from "./shorten";

/** Characters of a name, a type or a path that are shown, and of a URN, which is made of them. */
const MAX_NAME = 500;
const MAX_URN = 2000;

/** A resource's name, as much as is shown of it. */
export function shownName(urn: string): string {
  return shorten(nameOf(urn), MAX_NAME);
}

/** A property path, as much as is shown of it. */
export function shownPath(path: string): string {
  return shorten(path, MAX_NAME);
}

export function shownUrn(urn: string): string {
  return shorten(urn, MAX_URN);
}

/** A resource's type, as much as is shown of it. */
export function shownType(urn: string): string {
  return shorten(typeOf(urn), MAX_NAME);
}

/** `name (type)`: a resource as people call it. */
export function titleOf(urn: string): string {
  return `${shownName(urn)} (${shownType(urn)})`;
}

/** `file:line`; empty when the program does not say. */
export function positionOf(source: SourcePosition | undefined): string {
  return source === undefined ? "" : `${source.file}:${source.line}`;
}

/** What a policy found and what it wants, in a line; a message of another shape as it is. */
export function differenceOf({ path, got, want, message }: Difference): string {
  return path === "" ? (message.split("\n")[0] ?? "") : `${shownPath(path)} is ${got}, expected ${want}`;
}

interface Difference {
  readonly path: string;
  readonly got: string;
  readonly want: string;
  readonly message: string;
}
