import { Interruption } from "../../graph/interruption";
import type { Stack } from "../../graph/stack";
import { UnknownValueError, unknown } from "../../graph/unknown";
import { type Judged, judgeMissing, judgeServed, promisedRuns } from "./promises";
import { type ReadingSettings, readSystem } from "./read/system";
import { playRuns } from "./runs";
import { type Scenario, scenarios } from "./scenario";
import { servedOf } from "./served";
import type { DeclaredSystem } from "./system";

/** Seconds that are promised, by the name of a failure. */
export type PromisedSeconds = Readonly<Record<string, number | undefined>>;

/** A promise about one failure that is not kept, or of which that is not known, and where it is decided. */
export interface Fault {
  readonly failure: Scenario;
  readonly judged: Judged;
  readonly urn: string;
  readonly at: string;
  /** What stands in the way of a figure, in words; where there is something to say. */
  readonly because?: string;
}

interface Question {
  readonly promised: PromisedSeconds;
  /** Of a hundred cases of the failure, how many must keep the promise. */
  readonly percentile: number;
  /** How soon clients are served again, or what may be missing. */
  readonly of: "served" | "missing";
}

/** The promises of a profile that a stack breaks. What leaves one undetermined is yielded as an interruption. */
export function* judgeFailures(
  stack: Stack,
  settings: ReadingSettings,
  { promised, percentile, of }: Question,
): Generator<Fault | Interruption, void, void> {
  const system = readSystem(stack, settings);
  const judge = of === "served" ? judgeServed : judgeMissing;
  for (const failure of scenarios) {
    const seconds = promised[failure.name];
    if (seconds === undefined) continue;
    const runs = playRuns(system, failure, { ...promisedRuns, writesPerSecond: 1, outcomesOnly: true });
    const judged = judge(system, failure, runs, seconds, percentile);
    const place = of === "served" ? servingPlace(system, failure) : storePlace(judged);
    if (judged.state === "undetermined") yield* hiddenBehind(system, failure, place);
    const because = of === "served" ? servedOf(system, failure, runs).because : undefined;
    if (judged.state === "broken") yield { failure, judged, ...place, ...(because === undefined ? {} : { because }) };
  }
}

interface Place {
  readonly urn: string;
  readonly at: string;
}

/** The database that fails, or else the name that leads to what fails. */
function servingPlace({ databases, names }: DeclaredSystem, { data }: Scenario): Place {
  const [database] = data === "all" || data === "writer" ? databases : [];
  if (database !== undefined) return { urn: database.urn, at: "engine" };
  const [name] = names;
  return { urn: name?.primary.urn ?? "", at: name?.at ?? "name" };
}

function storePlace({ store }: Judged): Place {
  return { urn: store?.urn ?? "", at: store?.at ?? "region" };
}

function* hiddenBehind(system: DeclaredSystem, { frontDoor }: Scenario, { urn, at }: Place): Iterable<Interruption> {
  const isDetected = frontDoor === "gone" || frontDoor === "refuses";
  const found = [...system.hidden, ...(isDetected ? system.untoldDetections : [])];
  yield* found.length > 0 ? found : [new Interruption(new UnknownValueError(unknown.string, [at]), urn)];
}
