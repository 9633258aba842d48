import type { FailureRow } from "../../model/recovery/failures/row";
import { scenarioNames } from "../../model/recovery/failures/scenario-names";
import { failureTable } from "../../preflight/recovery/failures";
import { recoverySettings } from "../../preflight/recovery/settings";
import { Redactor } from "../../preflight/redact";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const failures = {
  endpoint: 1200,
  grey: 60,
  "replication-stopped": 60,
  "bad-release": 0,
};
const profile = new Map(
  ["recovery-limit-rto", "recovery-limit-rpo"].map((name) => [
    name,
    { level: "mandatory" as const, properties: { failures } },
  ]),
);

describe("a promise about a single failure is judged alike by the policies and by the matrix", () => {
  let pack: RunningPack;

  beforeAll(async () => {
    pack = await RunningPack.start("promises");
  }, 120_000);

  afterAll(() => pack?.stop());

  test.each(["fleet"])(
    "%s",
    async (stack) => {
      const recording = await recorded(stack);
      const { resources } = recording;
      const rows = failureTable(resources, recoverySettings(profile), new Redactor(resources, {})) ?? [];
      const { violations, undetermined } = await pack.judge(recording, profile);
      const broken = (policy: string) =>
        violations
          .filter((found) => found.policy === policy)
          .flatMap(({ want }) => / of 100 cases of (\S+) \(/.exec(want)?.[1] ?? [])
          .sort();
      const cells = (of: "served" | "missing", state: string) =>
        rows.filter((row: FailureRow) => row.promised?.[of]?.state === state).map(({ failure }) => failure);
      expect(rows.map(({ failure }) => failure)).toEqual(scenarioNames);
      expect(broken("recovery-limit-rto")).toEqual([...cells("served", "broken")].sort());
      expect(broken("recovery-limit-rpo")).toEqual([...cells("missing", "broken")].sort());
      expect(cells("served", "undetermined")).toContain("bad-release");
      expect(undetermined.map(({ policy }) => policy)).toContain("recovery-limit-rto");
      expect(cells("served", "kept")).toContain("endpoint");
      // While replication stands still, the limit of `rds.global_db_rpo` holds every commit.
      expect(cells("served", "broken")).toEqual(expect.arrayContaining(["grey", "replication-stopped"]));
    },
    300_000,
  );
});
