import { Interruption } from "../../model/graph/interruption";
import type { Stack } from "../../model/graph/stack";
import type { Fault, PromisedSeconds } from "../../model/recovery/failures/judge";
import type { ReadingSettings } from "../../model/recovery/failures/read/system";
import { scenarioNames } from "../../model/recovery/failures/scenario-names";
import type { Check } from "../engine/check";
import { type StackFinding, Word } from "../engine/finding";

type Names = Exclude<(typeof scenarioNames)[number], "region">;

const seconds = { type: "integer", minimum: 0 } as const;

/** The failures about which a promise can be made; the loss of the region is what `maximumSeconds` is about. */
export const promisable = Object.fromEntries(
  scenarioNames.filter((name) => name !== "region").map((name) => [name, seconds]),
) as Readonly<Record<Names, typeof seconds>>;

interface Question {
  readonly promised: PromisedSeconds;
  readonly percentile: number;
  readonly of: "served" | "missing";
}

/** What breaks the promises about single failures. The simulation is loaded when something is promised. */
export function* brokenPromises(stack: Stack, settings: ReadingSettings, question: Question): Check<StackFinding> {
  if (Object.keys(question.promised).length === 0) {
    return;
  }
  const { judgeFailures }: typeof import("../../model/recovery/failures/judge") =
    require("../../model/recovery/failures/judge");
  for (const found of judgeFailures(stack, settings, question)) {
    yield found instanceof Interruption ? found : findingOf(found, question);
  }
}

function findingOf({ failure, judged, urn, at, because }: Fault, { of, percentile }: Question): StackFinding {
  const { judgedSeconds, promisedSeconds } = judged;
  const whose = of === "served" ? "the recovery" : "the loss";
  const does = of === "served" ? "takes" : "is";
  const bound = judgedSeconds === null ? "has no bound" : `${does} up to ${Math.round(judgedSeconds)} seconds`;
  const got = `not enough: ${whose} ${bound}`;
  const what = of === "served" ? "a recovery within" : "a loss of at most";
  const why = because === undefined ? "" : `: ${because}`;
  const want = `${what} ${promisedSeconds} seconds in ${percentile} of 100 cases of ${failure.name} (${failure.title})${why}`;
  return { urn, at, got: new Word(got), want };
}
