import fc from "fast-check";
import type { ScenarioName } from "../../../model/recovery/failures/scenario-names";
import type { DeclaredSystem, ServedName } from "../../../model/recovery/failures/system";
import { recoveryOf } from "../../../preflight/drill/drill";
import { endpointCheck, play, servedName, system } from "./systems";

interface Settings {
  readonly interval: 10 | 30;
  readonly threshold: number;
  readonly ttl: number;
}

const settings = fc.record({
  interval: fc.constantFrom<10 | 30>(10, 30),
  threshold: fc.integer({ min: 1, max: 10 }),
  ttl: fc.integer({ min: 0, max: 300 }),
});

function declared({ interval, threshold, ttl }: Settings, given: Partial<DeclaredSystem> = {}): DeclaredSystem {
  const name: ServedName = servedName({ ttlSeconds: ttl }, endpointCheck(interval, threshold));
  return system({ names: [name], ...given });
}

function recovery(declaration: DeclaredSystem, scenario: ScenarioName, seed: number): number {
  const [run] = play(declaration, scenario, 1, seed);
  return (run === undefined ? undefined : recoveryOf(run)) ?? Number.POSITIVE_INFINITY;
}

/** The same chance in every component: a slower setting never helps, not even in a single run. */
function neverFaster(slower: (given: Settings) => Settings): void {
  fc.assert(
    fc.property(settings, fc.nat(10_000), (given, seed) => {
      for (const scenario of ["region", "endpoint"] as const) {
        const base = recovery(declared(given), scenario, seed);
        expect(recovery(declared(slower(given)), scenario, seed)).toBeGreaterThanOrEqual(base);
      }
    }),
    { numRuns: 40, seed: 3 },
  );
}

describe("recovery is never earlier", () => {
  test("with a longer interval", () => neverFaster((given) => ({ ...given, interval: 30 })));

  test("with a higher threshold", () => neverFaster((given) => ({ ...given, threshold: given.threshold + 1 })));

  test("with a longer TTL", () => neverFaster((given) => ({ ...given, ttl: given.ttl + 30 })));

  test("with a database that has to be promoted", () => {
    const database = { name: "db", urn: "db", secondaryUrn: "second", region: "us-west-2", hasInstance: true };
    fc.assert(
      fc.property(settings, fc.nat(10_000), (given, seed) => {
        const promoted = declared(given, { globalDatabases: [{ ...database, forwardsWrites: false }] });
        expect(recovery(promoted, "region", seed)).toBeGreaterThanOrEqual(recovery(declared(given), "region", seed));
      }),
      { numRuns: 30, seed: 4 },
    );
  });
});

describe("a run", () => {
  const database = { name: "db", urn: "db", secondaryUrn: "second", region: "us-west-2", hasInstance: true };
  const whole = (given: Settings) => declared(given, { globalDatabases: [{ ...database, forwardsWrites: false }] });

  test("is the same for the same seed, whatever fails", () => {
    fc.assert(
      fc.property(
        settings,
        fc.nat(10_000),
        fc.constantFrom<ScenarioName>("region", "isolated", "grey", "control-plane", "standby-too", "endpoint", "az"),
        (given, seed, scenario) => {
          expect(play(whole(given), scenario, 1, seed)).toEqual(play(whole(given), scenario, 1, seed));
        },
      ),
      { numRuns: 30, seed: 5 },
    );
  });

  test("tells its course in order, and the share of clients that are served stays between none and all", () => {
    fc.assert(
      fc.property(settings, fc.nat(10_000), (given, seed) => {
        const [run] = play(whole(given), "region", 1, seed);
        const times = run?.timeline.map(({ seconds }) => seconds) ?? [];
        expect(times).toEqual([...times].sort((left, right) => left - right));
        const curve = run?.curve ?? [];
        expect(curve[0]).toEqual({ seconds: 0, share: 0 });
        expect(curve.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
        const instants = curve.map(({ seconds }) => seconds);
        expect(instants).toEqual([...instants].sort((left, right) => left - right));
      }),
      { numRuns: 30, seed: 6 },
    );
  });
});
