import { lifetime, minute, policy } from "./histories";
import { disturbances, isUndisturbed, surprises } from "./quiet-times";
import { merged, type Span, sinceWhen } from "./spans";
import type { World } from "./world";

const second = 1_000;
/** By how much a function's clock may be wrong. */
const clockStep = 10 * second;

/** Failovers that RDS took from the machine. */
export const byMachine = ({ database }: World) =>
  database.taken.filter(({ by, kind }) => by === "machine" && kind === "failover");
export const sent = ({ asked }: World, wanted: "failover" | "switchover") =>
  asked.filter(({ kind }) => kind === wanted).map(({ at }) => at);

/** A loss is answered, or told, within this time: DNS that is as late as it may be, and a lease from then. */
export const answeredWithin = 240 * second;
/** Verdicts that say nothing of a loss yet, or are told to nobody. */
const unanswered: readonly string[] = [
  "healthy",
  "suspected",
  "hold:copy-late",
  "hold:silence-too-short",
  "hold:lease-lasts",
];

/** Losses of the region that last, in which nothing keeps the orchestrator from its work. */
export function answerable(world: World): readonly Span[] {
  const { history } = world;
  return merged(history.troubles.filter(({ kind }) => kind === "region-lost"))
    .filter(
      ({ from, to }) => to - from > answeredWithin + 2 * clockStep && from + answeredWithin + 2 * clockStep < lifetime,
    )
    .filter(({ from }) => isUndisturbed(disturbances(history), from - 2 * minute, from + answeredWithin));
}

/** What must hold in every history, whatever happens, and however much of it at once. */
export const invariants: Readonly<Record<string, (world: World) => void>> = {
  "never two writers that acknowledge": (world) => {
    expect(world.hadTwoAcknowledging).toBe(false);
  },

  "a request answers an outage that lasts, not one that begins": (world) => {
    for (const at of sent(world, "failover")) {
      // What was seen is at most 8 seconds older than the decision, and that at most 20 older than the request.
      const seen = 28 * second;
      // A shorter pause than that may have gone unseen.
      const longest = (found: readonly Span[], back: number) => {
        const spans = merged(found, policy.longestGapMs);
        const moments = Array.from({ length: Math.ceil(back / second) + 1 }, (_, index) => at - index * second);
        return Math.max(...moments.map((one) => one - (sinceWhen(spans, one) ?? one)));
      };
      // A clock that is set forward makes time pass that does not.
      const forward = world.history.clockSteps.reduce((sum, { byMs }) => sum + Math.max(0, byMs), 0);
      expect(longest(world.silences, seen)).toBeGreaterThanOrEqual(policy.failureWindowMs - forward);
      // The DNS hears later that it is over.
      const { dnsDownMs, dnsUpMs } = world.history;
      expect(longest(world.outages, seen + dnsUpMs)).toBeGreaterThanOrEqual(dnsDownMs);
    }
  },

  "nothing is given up while the writer answers": (world) => {
    for (const at of sent(world, "failover")) {
      // What an instance says is at most 4 seconds old, and the rest as above.
      expect(
        Array.from({ length: 33 }, (_, index) => at - index * second).some((one) => !world.isWriterReached(one)),
      ).toBe(true);
    }
  },

  "what a failover loses is within the promise, and the time from the last look to RDS": (world) => {
    for (const { lossMs } of world.losses) {
      expect(lossMs).toBeLessThanOrEqual(policy.mostLossMs + 30 * second);
    }
  },

  "no second failover before the first has cooled down": (world) => {
    const taken = byMachine(world);
    taken.slice(1).forEach(({ at }, index) => {
      const first = taken[index]?.at ?? 0;
      // Somebody else may move the writer back before the machine has seen that it arrived.
      const isSeen = world.store.decisions.some(
        (one) => one.verdict === "promoted" && one.at >= first - clockStep && one.at <= at + clockStep,
      );
      expect(isSeen && at - first < policy.cooldownMs).toBe(false);
    });
  },

  "switched off, nothing is asked for": (world) => {
    for (const { at } of world.asked) {
      const seen = at - 28 * second;
      const { switches } = world.history;
      const lately = switches.filter((one) => one.at > seen && one.at <= at).map(({ mode }) => mode);
      expect([switches.filter((one) => one.at <= seen).at(-1)?.mode ?? "on", ...lately]).toContain("on");
    }
  },

  "a move without loss is a person's wish, answered once, or follows clients whose front door stays lost": (world) => {
    const wishes = new Set(world.history.requests.map(({ id }) => id));
    const own = world.store.decisions
      .filter(({ verdict }) => verdict === "switch-over:writer-lives")
      .map(({ at }) => at);
    expect(sent(world, "switchover").length).toBeLessThanOrEqual(wishes.size + own.length);
    for (const at of sent(world, "switchover")) {
      const isOwn = own.some((one) => Math.abs(at - one) < 35 * second);
      const isWished = world.history.requests.some((one) => one.at <= at && at - one.at < 120 * second);
      expect(isOwn || isWished).toBe(true);
    }
  },

  "no loss goes unanswered for longer than stated, while the orchestrator can work": (world) => {
    for (const { from } of answerable(world)) {
      const until = (after: number) => world.store.decisions.filter(({ at }) => at <= from + after);
      // What it had come to when the DNS had turned, or comes to later.
      const verdicts = until(answeredWithin).slice(Math.max(0, until(2 * minute).length - 1));
      expect(verdicts.some(({ verdict }) => !unanswered.includes(verdict))).toBe(true);
    }
  },

  "whoever writes may say so, while all is well": (world) => {
    const uneasy = [...disturbances(world.history), ...surprises(world.history)];
    expect(world.unwritable.filter((at) => isUndisturbed(uneasy, at - 2 * minute, at))).toEqual([]);
  },

  "every request is a decision that was kept before": (world) => {
    const decided = world.store.decisions
      .filter(({ verdict }) => /^(fail|switch)-over/.test(verdict))
      .map(({ at }) => at);
    for (const { at } of world.asked) {
      expect(decided.some((one) => one <= at + clockStep && at - one <= 20 * second + clockStep)).toBe(true);
    }
  },

  "decisions are kept in order, and people are notified of each that matters": ({ store, told }) => {
    expect(store.decisions.map(({ number }) => number)).toEqual(store.decisions.map((_one, index) => index + 1));
    const known = new Set([...told, ...store.state.untold].map(({ number }) => number));
    const matters = store.decisions.filter(({ tell }) => tell);
    // The store keeps the latest fifty that could not be told.
    expect(matters.slice(-50).filter(({ number }) => !known.has(number))).toEqual([]);
  },
};
