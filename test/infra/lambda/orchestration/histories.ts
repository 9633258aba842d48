import fc from "fast-check";
import type { Policy } from "../../../../infra/lib/lambda/orchestration/policy";
import { calm, type History, type Port, type Trouble, type TroubleKind } from "./world";

const second = 1_000;
export const minute = 60 * second;
export const lifetime = 30 * minute;

/** The deployed numbers, but for the time to cool down: two outages must fit into one history. */
export const policy: Policy = {
  failuresInRow: 6,
  failureWindowMs: 90 * second,
  longestGapMs: 15 * second,
  lagLimitMs: 10 * second,
  lateReadings: 2,
  freshMs: 90 * second,
  mostLossMs: 60 * second,
  leaseMs: 75 * second,
  switchoverAfterMs: 5 * minute,
  cooldownMs: 10 * minute,
  effectLimitMs: 45 * second,
  longestAskGapMs: 3 * minute,
  asksUntilTold: 3,
  promotionLimitMs: 10 * minute,
};

const between = (low: number, high: number) => fc.integer({ min: low, max: high });
const moment = between(0, lifetime);

const span = (longest: number) =>
  fc
    .record({ from: moment, length: between(second, longest) })
    .map(({ from, length }) => ({ from, to: from + length }));

function trouble(kinds: readonly TroubleKind[], shortest: number, longest: number): fc.Arbitrary<Trouble> {
  return fc
    .record({ kind: fc.constantFrom(...kinds), from: moment, length: between(shortest, longest) })
    .map(({ kind, from, length }) => ({ kind, from, to: from + length }));
}

/** How quickly the surroundings tell of an outage. */
const surroundings = {
  promotionMs: between(20 * second, 180 * second),
  dnsDownMs: between(27 * second, 125 * second),
  dnsUpMs: between(5 * second, 40 * second),
  lagPhaseMs: between(0, minute - 1),
  lagDelayMs: between(0, 20 * second),
  lagWithoutCopy: fc.constantFrom("grows" as const, "vanishes" as const, "stands-still" as const),
  isCommitHeld: fc.boolean(),
  wordAgeMs: between(0, 4 * second),
  disconnectedAfterMs: fc.option(between(0, 90 * second), { nil: undefined }),
  clockPhaseMs: between(0, 5 * second),
  goneMs: between(0, 4 * second),
  storeMs: fc.constantFrom(0, 0, 500),
};

const every: readonly TroubleKind[] = [
  "region-lost",
  "front-door",
  "partition",
  "standby-isolated",
  "copy",
  "slow-copy",
  "writer-lost",
  "overload",
  "brown-out",
  "standby-down",
];
const ports: readonly Port[] = ["switch", "database", "lag", "word", "world", "store", "store-answer", "tell"];

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html */
export const clusterStatuses = [
  "available",
  "backing-up",
  "backtracking",
  "cloning-failed",
  "creating",
  "deleting",
  "failing-over",
  "inaccessible-encryption-credentials",
  "inaccessible-encryption-credentials-recoverable",
  "maintenance",
  "migrating",
  "migration-failed",
  "modifying",
  "promoting",
  "preparing-data-migration",
  "renaming",
  "resetting-master-credentials",
  "starting",
  "stopped",
  "stopping",
  "storage-optimization",
  "update-iam-db-auth",
  "upgrading",
] as const;

/** A region of which a half comes back: clients get in, or the database runs, and something is still cut off. */
const halfReturn: fc.Arbitrary<readonly Trouble[]> = fc
  .record({
    kind: fc.constantFrom<TroubleKind>("partition", "front-door", "copy", "writer-lost", "overload"),
    from: between(4 * minute, 15 * minute),
    lost: between(30 * second, 5 * minute),
    longer: between(30 * second, 8 * minute),
  })
  .map(({ kind, from, lost, longer }) => [
    { kind: "region-lost", from, to: from + lost },
    { kind, from, to: from + lost + longer },
  ]);

/** A copy that gets further and further behind, and then the loss of the front door, or of all. */
const slowThenLost: fc.Arbitrary<readonly Trouble[]> = fc
  .record({
    kind: fc.constantFrom<TroubleKind>("region-lost", "front-door", "writer-lost"),
    from: between(3 * minute, 12 * minute),
    slow: between(20 * second, 8 * minute),
    lost: between(2 * minute, 8 * minute),
    isCaughtUp: fc.boolean(),
  })
  .map(({ kind, from, slow, lost, isCaughtUp }) => [
    { kind: "slow-copy", from, to: from + slow + (isCaughtUp ? 0 : lost) },
    { kind, from: from + slow, to: from + slow + lost },
  ]);

/** The primary is closed to the world and to the standby, and lives: what is inside goes on writing. */
const cutOff: fc.Arbitrary<readonly Trouble[]> = span(10 * minute).map((one) => [
  { ...one, kind: "partition" },
  { ...one, kind: "front-door" },
]);

/** Anything, at any time, on top of anything else. */
export const wild: fc.Arbitrary<History> = fc.record({
  ...surroundings,
  lookMs: fc.constantFrom(0, 0, 2_500),
  troubles: fc
    .tuple(
      fc.array(trouble(every, second, 60 * second), { maxLength: 8 }),
      fc.array(trouble(every, minute, 12 * minute), { maxLength: 4 }),
      fc.array(trouble(["region-lost"], 3 * minute, 12 * minute), { maxLength: 2 }),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: halfReturn },
        { weight: 1, arbitrary: slowThenLost },
        { weight: 1, arbitrary: cutOff },
      ),
    )
    .map((lists) => lists.flat()),
  standbyStatuses: fc
    .array(fc.tuple(span(4 * minute), fc.constantFrom(...clusterStatuses)), { maxLength: 2 })
    .map((list) => list.map(([one, status]) => ({ ...one, status }))),
  doesBusyRefuse: fc.boolean(),
  switches: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc
        .array(
          fc.record({
            at: moment,
            mode: fc.constantFrom("on" as const, "off" as const, "dry-run" as const, "fence" as const),
          }),
          {
            maxLength: 4,
          },
        )
        .map((list) => [...list].sort((one, other) => one.at - other.at)),
    },
  ),
  missed: fc.array(between(0, 29), { maxLength: 4 }),
  clockSteps: fc.array(fc.record({ at: moment, byMs: between(-10 * second, 10 * second) }), { maxLength: 1 }),
  wakes: fc.array(moment, { maxLength: 8 }),
  crashes: fc.array(moment, { maxLength: 3 }),
  freezes: fc.array(span(90 * second), { maxLength: 2 }),
  failing: fc
    .array(fc.tuple(span(3 * minute), fc.constantFrom(...ports)), { maxLength: 3 })
    .map((list) => list.map(([one, port]) => ({ ...one, port }))),
  asks: fc.array(
    fc.record({
      fate: fc.constantFrom("works" as const, "request-lost" as const, "answer-lost" as const, "breaks-off" as const),
      takesMs: between(0, 10 * second),
    }),
    { maxLength: 4 },
  ),
  others: fc.array(
    fc.record({
      at: moment,
      kind: fc.constant("switchover" as const),
      to: fc.constantFrom("primary" as const, "standby" as const),
    }),
    { maxLength: 3 },
  ),
  requests: fc.array(
    fc.record({
      at: moment,
      // The same id now and then: people ask again.
      id: fc.constantFrom("CHG-1", "CHG-2", "CHG-3", "CHG-4"),
      to: fc.constantFrom("primary" as const, "standby" as const),
    }),
    { maxLength: 4 },
  ),
});

/** Nothing else is wrong than the copy, and then the front door. */
export const slowThenLosses: fc.Arbitrary<History> = fc
  .record({ around: fc.record(surroundings), troubles: slowThenLost })
  .map(({ around, troubles }) => ({ ...calm, ...around, troubles }));

/** The region is lost, and the table's answers with it, just when it is decided. */
export const lostAnswers: fc.Arbitrary<History> = fc
  .record({
    from: between(4 * minute, 6 * minute),
    after: between(85 * second, 110 * second),
    for: between(second, 6 * second),
  })
  .map(({ from, after, for: length }) => ({
    ...calm,
    troubles: [{ kind: "region-lost", from, to: lifetime }],
    failing: [{ port: "store-answer", from: from + after, to: from + after + length }],
  }));

/** Nobody gets a statement through, and when the world has noticed the primary is cut off, and lives on. */
export const lateCutOffs: fc.Arbitrary<History> = fc
  .record({
    around: fc.record({
      ...surroundings,
      dnsDownMs: between(95 * second, 125 * second),
      promotionMs: between(20 * second, 40 * second),
      disconnectedAfterMs: between(0, 10 * second),
    }),
    from: between(4 * minute, 10 * minute),
    cut: between(95 * second, 130 * second),
  })
  .map(({ around, from, cut }) => ({
    ...calm,
    ...around,
    troubles: [
      { kind: "overload", from, to: from + 12 * minute },
      { kind: "partition", from: from + cut, to: from + 12 * minute },
    ],
  }));

/** Short outages only, however many; everything else as wild as it gets. */
export const blips: fc.Arbitrary<History> = fc
  .record({
    rest: wild,
    outages: fc.array(
      fc.record({
        kind: fc.constantFrom("region-lost" as const, "front-door" as const),
        // A shorter pause may fall into a time in which nobody looks.
        pause: between(24 * second, 90 * second),
        // Any that the checks which lead the clients would not find for certain.
        length: between(second, 89 * second),
      }),
      { minLength: 5, maxLength: 25 },
    ),
    others: fc.array(trouble(["copy", "standby-down"], second, 15 * minute), { maxLength: 3 }),
  })
  .map(({ rest, outages, others }) => {
    let at = 30 * second;
    const flapping = outages.map(({ kind, pause, length }) => {
      const from = at + pause;
      at = from + length;
      return { kind, from, to: at };
    });
    // A clock that is set forward makes time pass that does not: a lesson of another history.
    const clockSteps = rest.clockSteps.filter(({ byMs }) => byMs < 0);
    return { ...rest, clockSteps, others: [], requests: [], troubles: [...flapping, ...others] };
  });

export interface RealOutage {
  readonly history: History;
  readonly from: number;
}

/** The primary region is lost for good; nothing is wrong with the standby. What came before is over. */
const loss = fc.record({
  from: between(8 * minute, 15 * minute),
  earlier: fc.array(trouble(["region-lost", "front-door", "copy", "partition"], second, 40 * second), { maxLength: 3 }),
  around: fc.record({
    ...surroundings,
    // Two checks 30 s apart, a timeout of 4 s each, and 5 to 20 s to the DNS, which are an assumption.
    dnsDownMs: between(35 * second, 88 * second),
    promotionMs: between(20 * second, 180 * second),
  }),
  wakes: fc.array(moment, { maxLength: 8 }),
  takesMs: between(0, 4 * second),
});

export const realOutages: fc.Arbitrary<RealOutage> = loss.map(({ from, earlier, around, wakes, takesMs }) => ({
  from,
  history: {
    ...calm,
    ...around,
    wakes,
    asks: [{ fate: "works" as const, takesMs }],
    // A metric that goes on saying that all is copied speaks against it, and people decide: a test of its own.
    lagWithoutCopy: around.lagWithoutCopy === "stands-still" ? ("vanishes" as const) : around.lagWithoutCopy,
    troubles: [...earlier.filter(({ to }) => to < from - minute), { kind: "region-lost", from, to: lifetime }],
  },
}));

/** A loss, a return without loss, and a second loss while the first failover cools down. */
export const secondLosses: fc.Arbitrary<History> = fc
  .record({
    first: realOutages,
    lasts: between(4 * minute, 6 * minute),
    back: between(10 * second, 2 * minute),
    again: between(second, 4 * minute),
    lastsAgain: between(2 * minute, 12 * minute),
    rest: wild,
  })
  .map(
    ({ first: { history, from }, lasts, back, again, lastsAgain, rest: { wakes, asks, clockSteps, clockPhaseMs } }) => {
      const lostAt = Math.min(from, 9 * minute);
      const returned = lostAt + lasts + back;
      const lostAgain = returned + again;
      return {
        ...history,
        wakes,
        asks,
        clockSteps,
        clockPhaseMs,
        troubles: [
          { kind: "region-lost", from: lostAt, to: lostAt + lasts },
          { kind: "region-lost", from: lostAgain, to: lostAgain + lastsAgain },
        ],
        others: [{ at: returned, kind: "switchover", to: "primary" }],
      };
    },
  );

/** As before, but runs crash, are missed and stand still, and calls are lost, until some time after the loss. */
export const troubledOutages: fc.Arbitrary<RealOutage & { readonly until: number; readonly lost: number }> = fc
  .record({
    outage: realOutages,
    late: between(0, 3 * minute),
    crashes: fc.array(between(0, 4 * minute), { maxLength: 2 }),
    missed: fc.array(between(0, 3), { maxLength: 2 }),
    freeze: fc.option(fc.record({ at: between(0, 3 * minute), length: between(second, minute) }), { nil: undefined }),
    failing: fc.array(fc.tuple(between(0, 2 * minute), fc.constantFrom(...ports)), { maxLength: 2 }),
    lost: between(0, 2),
  })
  .map(({ outage: { history, from }, late, crashes, missed, freeze, failing, lost }) => {
    const until = from + late;
    const before = (at: number) => Math.min(from + at, until);
    return {
      from,
      until: until + minute,
      lost,
      history: {
        ...history,
        asks: Array.from({ length: lost }, () => ({ fate: "request-lost" as const, takesMs: 1_000 })),
        crashes: crashes.map(before),
        missed: missed.map((count) => Math.floor(before(count * minute) / minute)),
        freezes: freeze === undefined ? [] : [{ from: before(freeze.at), to: before(freeze.at + freeze.length) }],
        failing: failing.map(([at, port]) => ({ port, from: before(at), to: until })),
      },
    };
  });

/** A loss that ends while the orchestrator stands still, just when it could have acted. */
export const frozenDecisions: fc.Arbitrary<History> = fc
  .record({
    around: fc.record({ ...surroundings, dnsDownMs: between(27 * second, 60 * second) }),
    from: between(5 * minute, 6 * minute),
    length: between(95 * second, 150 * second),
    beforeEnd: between(second, 60 * second),
    frozen: between(61 * second, 120 * second),
  })
  .map(({ around, from, length, beforeEnd, frozen }) => {
    const to = from + length;
    const freeze = { from: to - beforeEnd, to: to - beforeEnd + frozen };
    return { ...calm, ...around, lookMs: 3_500, freezes: [freeze], troubles: [{ kind: "region-lost", from, to }] };
  });
