import { attempt, known } from "../../../model/graph/reading";
import { isUnknownValue } from "../../../model/graph/unknown";

/** The number, or what AWS takes when it is not set. Notes a value that is not known. */
export function settled(read: () => unknown, fallback: number, about: string, notes: string[]): number {
  const value = attempt(read);
  if (isUnknownValue(value)) {
    notes.push(`${about} is not known here; the drill takes ${fallback}`);
  }
  return numberIn(value) ?? fallback;
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

/** What a reading returns; what it could not read is another reader's to report. */
export function finish<Value>(reading: Generator<unknown, Value, void>): Value {
  for (;;) {
    const step = reading.next();
    if (step.done === true) {
      return step.value;
    }
  }
}
