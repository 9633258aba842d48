import { readProfileDocument } from "../../preflight/analyzer/profile-files";
import type { Recording } from "../../preflight/graph";
import { withChange, withValue } from "../helpers/edit";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const table = "aws:dynamodb/table:Table";
const bucket = "aws:s3/bucket:Bucket";
const listener = "aws:lb/listener:Listener";
const modern = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const production = { "dr-guardrails:retention": "production" };
const zone = "aws:route53/zone:Zone";

function change(graph: Recording, type: string, name: string, path: string, value: boolean | string): Recording {
  return withChange(graph, type, name, (resource) => ({
    ...resource,
    inputs: withValue(resource.inputs, path, value),
    outputs: withValue(resource.outputs, path, value),
  }));
}

describe("the profile for production", () => {
  let pack: RunningPack;
  let graph: Recording;

  beforeAll(async () => {
    [graph, pack] = await Promise.all([
      recorded("trading", { "dr-guardrails:runtime": "nodejs22.x" }),
      RunningPack.start("trading", "production"),
    ]);
  });
  afterAll(() => pack.stop());

  test("asks for what a stack of drills must not have, for a certificate, for word of a lost region, and for nothing else", async () => {
    const at = { policy: "resource-require-retention" };
    const notice = { policy: "recovery-require-outside-notice", name: "api-primary", path: "name" };
    const tls = { policy: "alb-require-tls", path: "protocol" };
    expect(await pack.broken(graph)).toEqual(
      expect.arrayContaining([
        { ...at, name: "trades-table", path: "deletionProtectionEnabled" },
        { ...at, name: "trades-table", path: "replicas[0].deletionProtectionEnabled" },
        { ...at, name: "archive-primary-bucket", path: "forceDestroy" },
        { ...at, name: "archive-secondary-bucket", path: "forceDestroy" },
        { ...tls, name: "balancer-primary-http" },
        { ...tls, name: "balancer-secondary-http" },
        notice,
      ]),
    );
    expect(new Set((await pack.broken(graph)).map(({ policy }) => policy))).toEqual(
      new Set([at.policy, tls.policy, notice.policy]),
    );
  });

  test("is met once everything that holds records is guarded, and listeners speak TLS", async () => {
    const guarded = [
      [listener, "balancer-primary-http", "protocol", "HTTPS"],
      [listener, "balancer-primary-http", "sslPolicy", modern],
      [listener, "balancer-secondary-http", "protocol", "HTTPS"],
      [listener, "balancer-secondary-http", "sslPolicy", modern],
      [table, "trades-table", "deletionProtectionEnabled", true],
      [table, "trades-table", "replicas[0].deletionProtectionEnabled", true],
      [bucket, "archive-primary-bucket", "forceDestroy", false],
      [bucket, "archive-secondary-bucket", "forceDestroy", false],
      [zone, "zone-zone", "forceDestroy", false],
    ] as const;
    const kept = guarded.reduce((before, [type, name, path, value]) => change(before, type, name, path, value), graph);
    // Which of its own metrics moves when a region is lost, a system's profile says.
    expect((await pack.broken(kept)).map(({ policy }) => policy)).toEqual(["recovery-require-outside-notice"]);
  });

  test("lets a resource be protected and retained, which the other profiles forbid", async () => {
    const kept = withChange(graph, table, "trades-table", (resource) => ({
      ...resource,
      options: { ...resource.options, protect: true, retainOnDelete: true },
    }));
    expect((await pack.broken(kept)).map(({ policy }) => policy)).not.toContain("resource-forbid-retention");
  });

  test("rejects a runtime that AWS no longer supports", async () => {
    const broken = await pack.broken(await recorded("trading"));
    expect(broken.map(({ policy }) => policy)).toContain("lambda-require-supported-runtime");
  });
});

describe("the fleet's profile for production", () => {
  let pack: RunningPack;

  beforeAll(async () => {
    pack = await RunningPack.start("fleet", "fleet-production");
  });
  afterAll(() => pack.stop());

  test("is the fleet's, with the demand for retention in place of its opposite", () => {
    expect(readProfileDocument("fleet-production")).toEqual({
      ...readProfileDocument("fleet"),
      "resource-forbid-retention": "disabled",
      "resource-require-retention": "mandatory",
    });
  });

  test("is met by a stack of production", async () => {
    expect(await pack.broken(await recorded("fleet", production))).toEqual([]);
  });

  test("rejects a stack of drills, for each thing that holds records", async () => {
    const broken = await pack.broken(await recorded("fleet"));
    expect(new Set(broken.map(({ policy }) => policy))).toEqual(new Set(["resource-require-retention"]));
    expect(broken.map(({ name, path }) => `${name} ${path}`).sort()).toEqual(
      [
        "backups-primary-vault forceDestroy",
        "backups-secondary-vault forceDestroy",
        "database-global deletionProtection",
        "database-key-primary deletionWindowInDays",
        "database-key-secondary deletionWindowInDays",
        "database-password-secret recoveryWindowInDays",
        "database-primary deletionProtection",
        "database-primary skipFinalSnapshot",
        "database-secondary deletionProtection",
        "failover-state-table deletionProtectionEnabled",
        "failover-state-table replicas[0].deletionProtectionEnabled",
        "logs-primary-bucket forceDestroy",
        "logs-secondary-bucket forceDestroy",
        "metrics-bucket forceDestroy",
        "sessions-table deletionProtectionEnabled",
        "sessions-table replicas[0].deletionProtectionEnabled",
        "zone-zone forceDestroy",
      ].sort(),
    );
  });

  test("and a stack of production is none that the profile of drills takes", async () => {
    const drills = await RunningPack.start("fleet", "fleet");
    const broken = await drills.broken(await recorded("fleet", production));
    await drills.stop();
    expect(new Set(broken.map(({ policy }) => policy))).toEqual(new Set(["resource-forbid-retention"]));
  });
});

describe("the baseline of an organisation", () => {
  let pack: RunningPack;

  beforeAll(async () => {
    pack = await RunningPack.start("trading", "org-baseline");
  });
  afterAll(() => pack.stop());

  const notice = { policy: "recovery-require-outside-notice", path: "name" };
  const silence = {
    policy: "cloudwatch-require-moving-metric",
    name: "alarms-secondary-database-lag",
    path: "treatMissingData",
  };
  const back = { policy: "recovery-forbid-automatic-return", path: "healthCheckId" };

  test.each([
    ["trading", [{ ...notice, name: "api-primary" }]],
    ["payments", [{ ...notice, name: "api-primary" }]],
    ["transactions", [silence, { ...back, name: "api-primary" }, { ...notice, name: "api-primary" }]],
    ["fleet", []],
    ["healthcare", [{ ...back, name: "api-primary" }]],
  ])("is met by %s, but for what its own profile states or exempts", async (stack, broken) => {
    expect(await pack.broken(await recorded(stack))).toEqual(broken);
  });

  test("rejects a table that cannot go back in time", async () => {
    const graph = change(await recorded("trading"), table, "trades-table", "pointInTimeRecovery.enabled", false);
    expect((await pack.broken(graph)).map(({ policy }) => policy)).toEqual(["dynamodb-require-pitr", notice.policy]);
  });

  test("rejects a store that is lost with its region, and advises on how to copy it", async () => {
    const graph = withChange(await recorded("trading"), table, "trades-table", (resource) => ({
      ...resource,
      inputs: { ...resource.inputs, replicas: [] },
      outputs: { ...resource.outputs, replicas: [] },
    }));
    const { violations } = await pack.judge(graph);
    expect(violations).toContainEqual(
      expect.objectContaining({ policy: "dynamodb-require-replica", level: "advisory" }),
    );
    const rejected = violations.filter(({ level }) => level === "mandatory");
    expect(rejected.map(({ policy }) => policy)).toEqual(["recovery-limit-rpo", notice.policy]);
  });
});
