import { measuresOf } from "../../../../infra/lib/lambda/orchestration/measures";
import type { Observation } from "../../../../infra/lib/lambda/orchestration/observation";
import { initialState, type State } from "../../../../infra/lib/lambda/orchestration/state";

const now = 1_800_000_000_000;
const seen: Observation = {
  frontDoors: { primary: "up", standby: "up" },
  world: "primary",
  database: "unknown",
  lag: undefined,
  mode: "on",
};
const valuesOf = (state: State, observation: Observation) =>
  Object.fromEntries(Object.entries(measuresOf(state, observation, now)).map(([name, { value }]) => [name, value]));
const copied = (copiedUntil: number): State => ({ ...initialState, copy: { ...initialState.copy, copiedUntil } });

test.each<[string, Observation["word"]]>([
  ["nobody asks the writer", undefined],
  ["the standby's page does not answer", "unknown"],
])("%s: of the writer and its copy nothing is said, not even that all is well", (_why, word) => {
  const observation = word === undefined ? seen : { ...seen, word };
  expect(valuesOf(copied(now), observation)).toEqual({ Watched: 1, Held: 0 });
});

test.each<[Observation["mode"], Record<string, number>]>([
  ["on", { Held: 0 }],
  ["off", { Held: 0 }],
  ["dry-run", { Held: 0 }],
  ["fence", { Held: 1 }],
  // The alarm keeps what was said last.
  ["unknown", {}],
])("the switch stands on %s: the primary's answer is %j", (mode, held) => {
  expect(valuesOf(initialState, { ...seen, mode })).toEqual({ Watched: 1, ...held });
});

test("a writer that is away holds the traffic, also when the switch cannot be read", () => {
  const state: State = { ...initialState, phase: { name: "standby-writes" } };
  expect(valuesOf(state, { ...seen, mode: "unknown" })).toEqual({ Watched: 1, Held: 1 });
});

test("a writer that answers, and a copy that is two seconds old", () => {
  const word = { writer: "answers", copiedUntil: now - 2_000 } as const;
  expect(valuesOf(copied(now - 2_000), { ...seen, word })).toEqual({
    Watched: 1,
    Held: 0,
    WriterSilent: 0,
    HeartbeatAge: 2,
  });
});

test("a silent writer, and a copy in which nothing was ever read", () => {
  const word = { writer: "silent", copiedUntil: undefined } as const;
  expect(valuesOf(initialState, { ...seen, word })).toEqual({ Watched: 1, Held: 0, WriterSilent: 1 });
});

test("the heartbeat's age grows when the page no longer finds one", () => {
  const word = { writer: "silent", copiedUntil: undefined } as const;
  expect(valuesOf(copied(now - 90_000), { ...seen, word })).toMatchObject({ HeartbeatAge: 90 });
});

test("a writer's clock that is ahead makes no age below nothing", () => {
  const word = { writer: "answers", copiedUntil: now + 400 } as const;
  expect(valuesOf(copied(now + 400), { ...seen, word })).toMatchObject({ HeartbeatAge: 0 });
});

test.each<[State["phase"], number]>([
  [{ name: "watching" }, 0],
  [{ name: "promoting", kind: "failover", to: "standby", startedAt: now, askedAt: now, asks: 1 }, 1],
  [{ name: "standby-writes" }, 1],
])("traffic is held while the writer is away: %j", (phase, held) => {
  expect(valuesOf({ ...initialState, phase }, seen)).toEqual({ Watched: 1, Held: held });
});
