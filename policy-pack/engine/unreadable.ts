import type { DocumentKind } from "../../model/aws/carriers";
import { findStatement, openDocument } from "../../model/aws/iam-document";
import { isSwitchedOff } from "./switched-off";

interface Reader {
  readonly law: string;
  readonly kinds: readonly DocumentKind[];
}

/** The policies on IAM documents, in the order in which they are asked to tell of one that cannot be read. */
const readers: Reader[] = [];

/** Adds a policy on IAM documents of these kinds: before all others, or behind them. */
export function enlist(law: string, kinds: readonly DocumentKind[], isFirst: boolean): void {
  readers.splice(isFirst ? 0 : readers.length, 0, { law, kinds });
}

/** The one policy that tells of a document of this kind that cannot be read; none when all are switched off. */
export function tellerOf(kind: DocumentKind): string | undefined {
  return readers.find(({ law, kinds }) => kinds.includes(kind) && !isSwitchedOff(law))?.law;
}

/** True when a document, or a statement in it, cannot be read and a policy on IAM documents tells so. */
export function isToldElsewhere(document: unknown, kind: DocumentKind): boolean {
  if (document === undefined || document === null || document === "" || tellerOf(kind) === undefined) {
    return false;
  }
  const { statements, faults } = openDocument(document, []);
  return faults.length > 0 || statements.some(({ at, read }) => findStatement(read(), at) === undefined);
}
