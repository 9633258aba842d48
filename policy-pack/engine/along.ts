import { part } from "../../model/graph/interruption";
import { below } from "../../model/graph/path";
import type { Check } from "./check";
import type { Finding } from "./finding";

/** Judges what stands at the end of a way through some inputs; `*` on it stands for each element of a list. */
export function* along(
  value: unknown,
  way: readonly string[],
  judge: (value: unknown, at: string) => Iterable<Finding>,
  at = "",
): Check<Finding> {
  const [step, ...rest] = way;
  if (step === undefined) {
    yield* judge(value, at);
  } else if (step !== "*") {
    const next = (value as Readonly<Record<string, unknown>> | null | undefined)?.[step];
    yield* along(next, rest, judge, below(at, step));
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      yield* part(() => along(value[index], rest, judge, below(at, index)));
    }
  } else if (value !== undefined && value !== null) {
    yield* along(value, rest, judge, at);
  }
}
