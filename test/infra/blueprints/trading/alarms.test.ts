import type { GraphResource } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { CloudWatch } from "../alarms/cloudwatch";
import { ringing } from "../alarms/ringing";
import { Services } from "../alarms/services";
import { TradingRegion, type TradingTrouble } from "./trading-region";
import { withCertificates } from "./variants";

const regions = ["us-east-1", "us-west-2"] as const;
const served = { callers: true };

/** For each alarm the failure that it is named after, and for how many minutes that goes on until the alarm is due. */
const failures: Readonly<Record<string, readonly [Partial<TradingTrouble>, number]>> = {
  "archive-replication-failures": [{ objectsFail: true }, 1],
  "archive-replication-lag": [{ objectLag: 901 }, 1],
  "balancer-5xx": [{ codeDoesNotStart: true }, 2],
  "certificate-expiry": [{ certificateDays: 29 }, 1],
  "conflicting-trades": [{ replication: "overwrites" }, 1],
  "dead-letter-depth": [{ archiveRefusesSinceHours: 21 }, 1],
  "health-5xx": [{ tableRefusesWrites: true }, 2],
  "health-errors": [{ codeDoesNotStart: true }, 2],
  "health-throttles": [{ atOnce: 101 }, 1],
  "heartbeat-failures": [{ tableRefusesWrites: true }, 2],
  "journal-errors": [{ archiveRefusesSinceHours: 0 }, 2],
  "journal-throttles": [{ atOnce: 101 }, 1],
  "journal-lag": [{ archiveRefusesSinceHours: 0 }, 7],
  "late-trades": [{ replication: "is late" }, 1],
  "peer-heartbeat-age": [{ peerIsLost: true }, 1],
  "primary-endpoint-health": [{ tableRefusesWrites: true }, 1],
  "processor-errors": [{ ...served, codeDoesNotStart: true }, 2],
  "processor-throttles": [{ atOnce: 101 }, 1],
  "secondary-endpoint-health": [{ tableRefusesWrites: true }, 1],
  "table-replication-lag": [{ tableLag: 31 }, 1],
  "target-5xx": [{ ...served, tableIsDown: true }, 2],
  // The standby is open; a primary that has callers and should have none is closed.
  "unexpected-callers": [{ ...served, isClosed: true }, 1],
};

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading", withCertificates));
});

const alarms = () => graph.all("aws:cloudwatch/metricAlarm:MetricAlarm");
const purposeOf = ({ inputs }: GraphResource) => String(inputs.name).replace(/^cloudwatch-[a-z]+-[a-z]+-\d-dev-/, "");

/** Where the failure is that an alarm is for: beside it, but for those on Route 53's verdict. */
function regionOf(alarm: GraphResource): (typeof regions)[number] {
  const told = /^(primary|secondary)-endpoint/.exec(purposeOf(alarm))?.[1];
  const place = told === undefined ? graph.regionOf(alarm) : regions[told === "primary" ? 0 : 1];
  return place === "us-east-1" ? "us-east-1" : "us-west-2";
}

function tried(alarm: GraphResource, trouble: Partial<TradingTrouble>, minutes: number) {
  const here = regionOf(alarm);
  const isPrimary = here === "us-east-1";
  const watch = new CloudWatch();
  const services = new Services(graph, watch, here);
  const region = new TradingRegion(services, isPrimary ? "primary" : "secondary", isPrimary ? regions[1] : regions[0]);
  const well = { callers: isPrimary };
  return ringing({ graph, alarm, watch, region, well }, { ...well, ...trouble }, minutes);
}

test("every alarm of the stack is tried here, in its failure", () => {
  expect([...new Set(alarms().map(purposeOf))].sort()).toEqual(Object.keys(failures).sort());
});

test.each(Object.entries(failures))(
  "%s is quiet while all is well, and rings in its failure",
  async (purpose, [trouble, minutes]) => {
    const those = alarms().filter((alarm) => purposeOf(alarm) === purpose);
    expect(those.length).toBeGreaterThan(0);
    for (const alarm of those) {
      expect([alarm.name, ...(await tried(alarm, trouble, minutes))]).toEqual([alarm.name, "OK", "ALARM"]);
    }
  },
);

test("the standby tells of callers while it is open: the primary's end sends them there", async () => {
  const [, standby] = alarms().filter((alarm) => purposeOf(alarm) === "unexpected-callers");
  expect(standby && (await tried(standby, served, 1))).toEqual(["OK", "ALARM"]);
});

test.each(["peer-heartbeat-age", "primary-endpoint-health"])("%s takes silence for its failure", (purpose) => {
  const [alarm] = alarms().filter((one) => purposeOf(one) === purpose);
  expect(alarm && new CloudWatch().stateOf(graph, alarm)).toBe("ALARM");
});
