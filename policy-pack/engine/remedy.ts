import { segmentsOf } from "../../model/graph/path";
import type { Finding } from "./finding";

/**
 * Fixes what findings say how to. Changes the inputs in place, since a copy would have to read what is unknown.
 * True when anything was changed.
 */
export function putRight(inputs: object, findings: readonly Finding[]): boolean {
  return (
    findings.filter(({ put }) => put !== undefined).filter(({ at, put }) => putAt(inputs, segmentsOf(at), put)).length >
    0
  );
}

/** Makes the blocks on the way that are not there; leaves alone what is no block. */
function putAt(inputs: object, way: readonly (string | number)[], value: unknown): boolean {
  const last = way.at(-1);
  let place = inputs as Record<string | number, unknown>;
  for (const step of way.slice(0, -1)) {
    place[step] ??= {};
    const next = place[step];
    if (typeof next !== "object") {
      return false;
    }
    place = next as Record<string | number, unknown>;
  }
  if (last === undefined) {
    return false;
  }
  place[last] = value;
  return true;
}
