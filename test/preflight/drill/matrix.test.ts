import { dynamodbLag } from "../../../model/recovery/estimates";
import { failureMatrix } from "../../../model/recovery/failures/matrix";
import type { FailureRow } from "../../../model/recovery/failures/row";
import { scenarioNames } from "../../../model/recovery/failures/scenario-names";
import type { DeclaredSystem, Replication } from "../../../model/recovery/failures/system";
import { matrixRow, matrixTitles } from "../../../preflight/report/matrix-row";
import { storeOf, system } from "./systems";

const options = { runs: 40, seed: 1, writesPerSecond: 100 };
const rows = (declared: DeclaredSystem) =>
  Object.fromEntries(failureMatrix(declared, options).map((row) => [row.failure, row])) as Readonly<
    Record<FailureRow["failure"], FailureRow>
  >;

const store = (replication: Replication) => storeOf({ replication });
const replica = store({ kind: "stream", lag: dynamodbLag });
const strong = store({ kind: "together" });

const global = {
  name: "ledger",
  urn: "global",
  secondaryUrn: "reader",
  region: "us-west-2",
  hasInstance: true,
  forwardsWrites: false,
};

const topic = (region: string) => ({
  urn: `topic-${region}`,
  region,
  subscriptions: [{ urn: `mail-${region}`, protocol: "email", endpoint: "ops@example.com" }],
});

const statusAlarm = (region: string) => ({
  name: `status-${region}`,
  urn: `alarm-${region}`,
  region,
  watched: { kind: "health-status" as const, check: "primary-check" },
  periodSeconds: 60,
  points: 1,
  breachesWhenSilent: false,
  topics: [topic(region)],
});

test("has a row for each failure, in the order of the drill", () => {
  expect(failureMatrix(system(), options).map(({ failure }) => failure)).toEqual(scenarioNames);
});

test("says what notices a failure, and that nothing does", () => {
  const { region, grey } = rows(system());
  expect(region.noticed).toMatchObject({ by: expect.stringMatching(/^health check of /), reached: 1 });
  expect(grey.noticed).toBeNull();
});

test("says who is notified first, and that nobody is by an alarm of the lost region", () => {
  expect(rows(system({ alarms: [statusAlarm("us-west-2")] })).region.told?.by).toBe(
    "ops@example.com (email) by alarm status-us-west-2",
  );
  expect(rows(system({ alarms: [statusAlarm("us-east-1")] })).region.told).toBeNull();
});

test("an alarm of which nobody knows whether it fires is told apart from none, where it lives", () => {
  const untold = (region: string) => ({
    ...statusAlarm(region),
    watched: { kind: "untold" as const, because: "only code could tell" },
  });
  const { region } = rows(system({ alarms: [untold("us-west-2"), untold("us-east-1")] }));
  expect([region.told, region.untold]).toEqual([null, ["status-us-west-2"]]);
  expect(matrixRow(region)[3]).toBe("not known (alarms that may fire: 1)");
  expect(rows(system({ alarms: [untold("us-west-2")] }))["standby-too"].untold).toEqual([]);
});

test("says who brings the service back", () => {
  expect(rows(system()).region.served.by).toBe("itself");
  expect(rows(system()).isolated.served.by).toBe("nobody: the service goes on");
  expect(rows(system({ globalDatabases: [global] })).region.served.by).toBe("a person");
  expect(rows(system())["standby-too"].served).toMatchObject({
    by: "nothing",
    reached: 0,
    because: "both regions are gone, and with them all that could serve",
  });
});

test("says what is missing: the worst store, all of one without a copy, nothing while replication flows", () => {
  const two = rows(system({ stores: [replica, store({ kind: "none" })] }));
  expect(two.region.missing).toMatchObject({ store: "DynamoDB trades", seconds: { p99: null } });
  expect(two.endpoint.missing).toBeNull();
  const untold = store({ kind: "untold" });
  expect(rows(system({ stores: [{ ...untold, isCounted: false }] })).region.missing).toBeNull();
  expect(rows(system({ stores: [untold] })).region.missing).toMatchObject({ state: "undetermined" });
  expect(rows(system({ stores: [strong] })).region.missing).toBeNull();
});

test.each<readonly [string, Partial<DeclaredSystem>, RegExp]>([
  ["tables that replicate both ways", { stores: [replica] }, /back automatically.*of two writes of one item/],
  ["tables that are strongly consistent", { stores: [strong] }, /tables are equal on both sides/],
  ["a database that was promoted", { globalDatabases: [global] }, /both take writes until it is fenced/],
])("says what happens on return to %s", (_what, given, text) => {
  expect(rows(system(given)).region.onReturn).toMatch(text);
});

test("nothing returns where nothing has moved", () => {
  expect(rows(system()).grey.onReturn).toMatch(/person moves the names back|nothing to return/);
});

test("fills each column of the table, also where nothing is known to happen", () => {
  const nothing: FailureRow = {
    failure: "region",
    title: "",
    noticed: null,
    told: null,
    untold: [],
    served: { by: "nothing", reached: 0, seconds: { p50: null, p99: null, worst: null }, state: "unbounded" },
    missing: null,
    onReturn: "",
  };
  const seldom = { by: "alarm a", reached: 0.025, seconds: { p50: null, p99: 60, worst: 60 } };
  expect(matrixRow(nothing)).toEqual(["region", "nothing", "-", "nobody", "-", "nothing", "never", "never", "nothing"]);
  expect(matrixRow({ ...nothing, noticed: seldom })[2]).toBe("in 3 % of the runs");
  expect(matrixRow(nothing)).toHaveLength(matrixTitles.length);
});
