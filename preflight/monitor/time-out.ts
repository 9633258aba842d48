import { PreflightError } from "../problem";

/** How a program can be judged that cannot be run here. */
export const ELSEWHERE =
  "judge what Pulumi sees instead: pulumi preview --json > preview.json, then dr-guardrails analyze --file preview.json";

export interface Late {
  /** Which program, of which stack. */
  readonly where: string;
  readonly seconds: number;
  readonly resources: number;
  /** Whether it was still declaring resources. */
  readonly isGrowing: boolean;
  readonly detail: string;
}

/** What is said of a program that took longer than it may. */
export function timeoutError({ where, seconds, resources, isGrowing, detail }: Late): PreflightError {
  const registered = `${resources} resources so far`;
  const [state, way] = isGrowing
    ? [`${registered}, and more were coming`, `raise --time-limit, or ${ELSEWHERE}`]
    : [registered, "look for what it waits for, or raise --time-limit"];
  return new PreflightError(`${where} did not finish within ${seconds} s (${state}); ${way}`, detail);
}
