import fc from "fast-check";
import type { State } from "../../../../infra/lib/lambda/orchestration/state";
import type { StateStore } from "../../../../infra/lib/lambda/orchestration/state-store";
import {
  blips,
  lateCutOffs,
  lifetime,
  lostAnswers,
  policy,
  realOutages,
  secondLosses,
  slowThenLosses,
  wild,
} from "./histories";
import { invariants } from "./invariants";
import { type Fault, type History, World } from "./world";

// An invariant that no fault breaks says nothing: each of these orchestrators is wrong in one way, and is found out.

const mostHistories = 400;
const seed = 20_261_130;
const losses = realOutages.map(({ history }) => history);
const switchedOff = losses.map((history): History => ({ ...history, switches: [{ at: 0, mode: "off" }] }));
const partitions = losses.map(
  (history): History => ({
    ...history,
    troubles: history.troubles.map((one) => ({ ...one, kind: "partition" })),
  }),
);

/** A store that keeps something else than it is told. */
const keeping =
  (change: (state: State, before: State, now: number) => State): Fault["store"] =>
  (store) => ({
    ...store,
    keep: (held, state, decisions, now) => store.keep(held, change(state, held.state, now), decisions, now),
  });

/** After a round that failed it goes on with what it knew before, whatever the table has kept. */
function withOldState(store: StateStore): StateStore {
  let old: State | undefined;
  return {
    ...store,
    take: async (holder, now) => {
      const held = await store.take(holder, now);
      return held === undefined || old === undefined ? held : { ...held, state: old };
    },
    keep: async (held, ...rest) => {
      old = held.state;
      const kept = await store.keep(held, ...rest);
      old = undefined;
      return kept;
    },
  };
}

const faults: Readonly<Record<string, readonly [Fault, fc.Arbitrary<History>]>> = {
  "a failed round keeps its old state": [{ store: withOldState }, lostAnswers],
  "the lease is not renewed": [
    { store: keeping((state, before) => ({ ...state, lease: before.lease ?? state.lease })) },
    wild,
  ],
  "the lease is renewed whatever happens": [
    {
      store: keeping((state, _before, now) =>
        state.lease === undefined ? state : { ...state, lease: { ...state.lease, renewedAt: now } },
      ),
    },
    losses,
  ],
  "a lease is taken for shorter than writers take it": [{ policy: { leaseMs: 1_000 } }, lateCutOffs],
  "no lease is waited for": [{ policy: { leaseMs: undefined } }, wild],
  "any loss is within the promise": [{ policy: { mostLossMs: Number.POSITIVE_INFINITY } }, slowThenLosses],
  "nothing cools down": [{ policy: { cooldownMs: 0 } }, secondLosses],
  "a blip is an outage": [{ policy: { failuresInRow: 2, failureWindowMs: 10_000 } }, blips],
  "an outage is never one": [{ policy: { failureWindowMs: lifetime } }, losses],
  "a writer that answers is taken for silent": [
    {
      eyes: ({ word, ...rest }) =>
        word === undefined ? rest : { ...rest, word: async () => ({ ...(await word()), writer: "silent" }) },
    },
    slowThenLosses,
  ],
  "the world is never asked": [{ eyes: (eyes) => ({ ...eyes, world: async () => "standby" }) }, partitions],
  "the switch is never read": [{ eyes: (eyes) => ({ ...eyes, mode: async () => "on" }) }, switchedOff],
  "decisions are not kept": [
    { store: (store) => ({ ...store, keep: (held, state, _decisions, now) => store.keep(held, state, [], now) }) },
    losses,
  ],
  "people are not told": [{ store: keeping((state) => ({ ...state, untold: [] })) }, losses],
};

/** The invariant that a history breaks. */
async function brokenBy(history: History, fault: Fault): Promise<string | undefined> {
  const world = new World(history, policy, fault);
  await world.live(lifetime);
  return Object.entries(invariants).find(([, check]) => {
    try {
      check(world);
      return false;
    } catch {
      return true;
    }
  })?.[0];
}

jest.setTimeout(300_000);

test.each(Object.entries(faults))("it is found out when %s", async (_fault, [fault, histories]) => {
  const tried = fc.sample(histories, { numRuns: mostHistories, seed });
  for (const history of tried) {
    const broken = await brokenBy(history, fault);
    if (broken !== undefined) {
      expect(await brokenBy(history, {})).toBeUndefined();
      return;
    }
  }
  throw new Error(`${mostHistories} histories show nothing of it.`);
});
