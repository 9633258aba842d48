import type { GraphResource } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { CloudWatch } from "../alarms/cloudwatch";
import { ringing } from "../alarms/ringing";
import { Services } from "../alarms/services";
import { PaymentsRegion, type PaymentsTrouble } from "./payments-region";
import { withCallerCertificates } from "./variants";

const regions = ["us-east-1", "us-east-2"] as const;
const served = { callers: true };

/** For each alarm the failure that it is named after, and for how many minutes that goes on until the alarm is due. */
const failures: Readonly<Record<string, readonly [Partial<PaymentsTrouble>, number]>> = {
  "api-5xx": [{ ...served, ledgerIsMisconfigured: true }, 2],
  "api-latency": [{ ...served, slowness: 3.1 }, 3],
  "authorizer-errors": [{ ...served, codeDoesNotStart: true }, 2],
  "authorizer-throttles": [{ atOnce: 1_001 }, 1],
  "certificate-expiry": [{ certificateDays: 29 }, 1],
  "conflicting-payments": [{ replication: "overwrites" }, 1],
  "dead-letter-depth": [{ poison: true }, 1],
  "domain-check-errors": [{ codeDoesNotStart: true }, 2],
  "domain-check-throttles": [{ atOnce: 1_001 }, 1],
  "health-errors": [{ codeDoesNotStart: true }, 2],
  "health-throttles": [{ atOnce: 1_001 }, 1],
  "heartbeat-failures": [{ tableRefusesWrites: true }, 2],
  "journal-errors": [{ archiveRefusesSinceHours: 0 }, 2],
  "journal-throttles": [{ atOnce: 1_001 }, 1],
  "journal-lag": [{ archiveRefusesSinceHours: 0 }, 7],
  "late-payments": [{ replication: "is late" }, 1],
  "log-replication-failures": [{ objectsFail: true }, 1],
  "log-replication-lag": [{ objectLag: 901 }, 1],
  "peer-domain": [{ peerStatus: 403 }, 3],
  "peer-heartbeat-age": [{ peerIsLost: true }, 1],
  "primary-endpoint-health": [{ tableRefusesWrites: true }, 1],
  "processor-errors": [{ ...served, codeDoesNotStart: true }, 2],
  "processor-throttles": [{ atOnce: 1_001 }, 1],
  // One payment that was accepted meets a consumer that does not start.
  "retry-errors": [{ poison: true, codeDoesNotStart: true }, 1],
  "retry-queue-age": [{ ...served, tableRefusesWrites: true, pollerIsOff: true }, 7],
  "retry-queue-pending": [{ ...served, tableRefusesWrites: true }, 5],
  "retry-throttles": [{ atOnce: 1_001 }, 1],
  "secondary-endpoint-health": [{ tableRefusesWrites: true }, 1],
  "table-replication-lag": [{ tableLag: 31 }, 1],
  // The standby is open; a primary that has callers and should have none is closed.
  "unexpected-callers": [{ ...served, isClosed: true }, 1],
};

/** The stack as its file has it, and one whose callers come with certificates: it has an alarm or two more, or fewer. */
const graphs: Graph[] = [];
beforeAll(async () => {
  graphs.push(new Graph(await recorded("payments")));
  graphs.push(new Graph(await recorded("payments", withCallerCertificates)));
});

/** The alarms of the first stack that has some. */
function of(purpose: string): readonly (readonly [Graph, GraphResource])[] {
  const each = graphs.map((graph) => alarmsOf(graph).filter((alarm) => purposeOf(alarm) === purpose));
  const first = each.findIndex((alarms) => alarms.length > 0);
  const graph = graphs[first];
  return graph === undefined ? [] : (each[first] ?? []).map((alarm) => [graph, alarm]);
}

const alarmsOf = (graph: Graph) => graph.all("aws:cloudwatch/metricAlarm:MetricAlarm");
const purposeOf = ({ inputs }: GraphResource) => String(inputs.name).replace(/-alarm-dev$/, "");

/** Where the failure is that an alarm is for: beside it, but for those on Route 53's verdict. */
function regionOf([graph, alarm]: readonly [Graph, GraphResource]): (typeof regions)[number] {
  const told = /^(primary|secondary)-endpoint/.exec(purposeOf(alarm))?.[1];
  const place = told === undefined ? graph.regionOf(alarm) : regions[told === "primary" ? 0 : 1];
  return place === "us-east-1" ? "us-east-1" : "us-east-2";
}

function tried(one: readonly [Graph, GraphResource], trouble: Partial<PaymentsTrouble>, minutes: number) {
  const [graph, alarm] = one;
  const here = regionOf(one);
  const isPrimary = here === "us-east-1";
  const watch = new CloudWatch();
  const services = new Services(graph, watch, here);
  const region = new PaymentsRegion(services, isPrimary ? "primary" : "secondary", isPrimary ? regions[1] : regions[0]);
  const well = { callers: isPrimary };
  return ringing({ graph, alarm, watch, region, well }, { ...well, ...trouble }, minutes);
}

test("every alarm of the stack is tried here, in its failure", () => {
  expect([...new Set(graphs.flatMap(alarmsOf).map(purposeOf))].sort()).toEqual(Object.keys(failures).sort());
});

test.each(Object.entries(failures))(
  "%s is quiet while all is well, and rings in its failure",
  async (purpose, [trouble, minutes]) => {
    expect(of(purpose).length).toBeGreaterThan(0);
    for (const one of of(purpose)) {
      const [, { name }] = one;
      expect([name, ...(await tried(one, trouble, minutes))]).toEqual([name, "OK", "ALARM"]);
    }
  },
);

test("the standby tells of callers while it is open: the primary's end sends them there", async () => {
  const [, standby] = of("unexpected-callers");
  expect(standby && (await tried(standby, served, 1))).toEqual(["OK", "ALARM"]);
});

test("the age of messages alone would not tell of a ledger that refuses writes: each has come three times", async () => {
  const [age] = of("retry-queue-age");
  expect(age && (await tried(age, { ...served, tableRefusesWrites: true }, 15))).toEqual(["OK", "OK"]);
});

test.each(["peer-heartbeat-age", "peer-domain", "primary-endpoint-health"])(
  "%s takes silence for its failure",
  (purpose) => {
    const [first] = of(purpose);
    expect(first && new CloudWatch().stateOf(...first)).toBe("ALARM");
  },
);
