import { pace } from "../../../../infra/lib/lambda/orchestration/pace";
import { share } from "../../../helpers/histories";
import { minute, policy } from "./histories";
import { calm, type History, World } from "./world";

const second = 1_000;

/** From the loss of the region to the request, in the order in which it goes. */
const longest = {
  untilTheFirstFailedProbeBegins: 7,
  untilTheWindowIsFull: 90,
  untilTheProbeThatSeesIt: 7,
  thatProbeWaits: 4,
  theDecisionIsKept: 1,
};
const sum = Object.values(longest).reduce((total, one) => total + one, 0);

/** A loss at which everything that tells of it is as late as it may be, and every probe waits for its whole time. */
function slowest(from: number): History {
  return {
    ...calm,
    goneMs: pace.probeMs,
    storeMs: 500,
    clockPhaseMs: 5 * second,
    // 2 checks x 30 s, 4 s each without an answer, and 20 s to the DNS.
    dnsDownMs: 88 * second,
    // Measured when it is just not too late yet, again a minute later, and read 20 s after that.
    lagPhaseMs: (from + policy.lagLimitMs) % minute,
    lagDelayMs: 20 * second,
    troubles: [{ kind: "region-lost", from, to: 30 * minute }],
  };
}

/** Seconds from the loss to the request. */
async function secondsToRequest(history: History): Promise<number> {
  const [{ from } = { from: 0 }] = history.troubles;
  const world = new World(history, policy);
  await world.live(from + 3 * minute);
  const [first] = world.asked;
  return first === undefined ? Number.POSITIVE_INFINITY : (first.at - from) / second;
}

/** When in a minute the region can be lost, in milliseconds: all quarters of a second, in steps that a part spreads over. */
const phases = Array.from({ length: share(240, 0.1) }, (_, index) => 4 * minute + ((index * 29 * 250) % minute));

async function worstOf(make: (from: number) => History): Promise<number> {
  const times: number[] = [];
  for (const from of phases) {
    times.push(await secondsToRequest(make(from)));
  }
  return Math.max(...times);
}

jest.setTimeout(120_000);

test("from the loss to the request it takes no longer than the arithmetic says, whenever in a minute it happens", async () => {
  const worst = await worstOf(slowest);
  expect(sum).toBe(109);
  expect(worst).toBeLessThanOrEqual(sum);
  // Nor is the arithmetic much too long.
  expect(worst).toBeGreaterThan(sum - 6);
});

test("the budget has room for it, and for a request that takes 4 seconds: 90 to detect, 25 to decide", () => {
  expect(sum + 4).toBeLessThanOrEqual(90 + 25);
});

test("clocks that call up to ten seconds late leave no time in which nobody looks", async () => {
  const world = new World({ ...slowest(0), switches: [{ at: 0, mode: "off" }] }, policy);
  await world.live(20 * minute);
  const { looks } = world;
  expect(looks.length).toBeGreaterThan(200);
  const pauses = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(7 * second);
});

test("DNS that moves as late as the clients' own would cost the time that the witness saves", async () => {
  expect(await worstOf((from) => ({ ...slowest(from), dnsDownMs: 125 * second }))).toBeGreaterThan(90 + 25);
});

test("a person's request is answered within a run, nine times in ten and more, although somebody always holds the lock", async () => {
  const answered: number[] = [];
  for (const from of phases) {
    // No two phases meet the next run's knocking alike.
    const at = from + ((from * 7) % 1_931);
    const request = { id: "CHG-1", to: "standby" as const, at };
    const world = new World({ ...calm, storeMs: 20, requests: [request] }, policy);
    await world.live(at + pace.watchMs + 20 * second);
    answered.push(...world.asked.filter(({ kind }) => kind === "switchover").map((one) => one.at - at));
  }
  expect(answered.length).toBeGreaterThan(0.9 * phases.length);
  expect(Math.max(...answered)).toBeLessThanOrEqual(pace.watchMs + 5 * second);
});

test("no answer is asked for more often than its own time to wait allows", () => {
  expect(pace.roundMs).toBeGreaterThan(pace.probeMs);
});
