import { Interruption } from "../../../graph/interruption";
import { attempt, known } from "../../../graph/reading";
import type { Member } from "../../../graph/stack";
import { isUnknownValue } from "../../../graph/unknown";

/** A property of a resource, or of a part of it. */
export interface About {
  readonly property: string;
  readonly of: Pick<Member<unknown>, "name" | "urn" | "sourcesOf"> | undefined;
}

/** What a reading could not read, in words and as what it is. */
export interface Notebook {
  readonly notes: string[];
  readonly hidden: Interruption[];
}

/** The number, or what AWS takes when it is not set. Notes a value that is not known here. */
export function settled(
  read: () => unknown,
  fallback: number,
  { property, of }: About,
  { notes, hidden }: Notebook,
): number {
  const value = attempt(read);
  if (isUnknownValue(value)) {
    notes.push(`${property} of ${of?.name} is not known here; the drill takes ${fallback}`);
    // One that comes from no resource is the provider's to fill in: the program says nothing.
    const isFed = (of?.sourcesOf(property.split(".")[0] ?? "") ?? []).length > 0;
    hidden.push(...(isFed ? [new Interruption(value, of?.urn)] : []));
  }
  return numberIn(value) ?? fallback;
}

/** Everything after the third `::` of a URN. */
export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Numbers also travel as text: the SDKs accept both. */
export function numberIn(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** The text, or undefined where there is none or it is not known. */
export function textOf(read: () => unknown): string | undefined {
  const value = known(read);
  return typeof value === "string" ? value : undefined;
}
