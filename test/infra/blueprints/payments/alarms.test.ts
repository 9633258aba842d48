import { Graph } from "../../../helpers/graph";
import { sampled } from "../../../helpers/histories";
import { recorded } from "../../../helpers/recorded";
import { CloudWatch } from "../alarms/cloudwatch";
import { type Failures, Trials } from "../alarms/trials";
import { PaymentsRegion, type PaymentsTrouble } from "./payments-region";
import { withCallerCertificates } from "./variants";

const served = { callers: true };

const failures: Failures<PaymentsTrouble> = {
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

const trials = new Trials<PaymentsTrouble>({
  regions: ["us-east-1", "us-east-2"],
  purposeOf: (name) => name.replace(/-alarm-dev$/, ""),
  regionIn: (services, role, peer) => new PaymentsRegion(services, role, peer),
});
beforeAll(async () => {
  trials.graphs.push(new Graph(await recorded("payments")));
  // With callers' certificates a stack has an alarm or two more, and fewer of others.
  trials.graphs.push(new Graph(await recorded("payments", withCallerCertificates)));
});

test("every alarm of the stack is tried here, in its failure", () => {
  expect(trials.purposes()).toEqual(Object.keys(failures).sort());
});

test.each(sampled(Object.entries(failures), 0.4))(
  "%s is quiet while all is well, and rings in its failure",
  async (purpose, [trouble, minutes]) => {
    for (const one of trials.of(purpose)) {
      const [, { name }] = one;
      expect([name, ...(await trials.states(one, trouble, minutes))]).toEqual([name, "OK", "ALARM"]);
    }
  },
);

test("the standby tells of callers while it is open: the primary's end sends them there", async () => {
  const [, standby] = trials.of("unexpected-callers");
  expect(standby && (await trials.states(standby, served, 1))).toEqual(["OK", "ALARM"]);
});

test("the age of messages alone would not tell of a ledger that refuses writes: each has come three times", async () => {
  const [age] = trials.of("retry-queue-age");
  expect(age && (await trials.states(age, { ...served, tableRefusesWrites: true }, 15))).toEqual(["OK", "OK"]);
});

test.each(["peer-heartbeat-age", "peer-domain", "primary-endpoint-health"])(
  "%s takes silence for its failure",
  (purpose) => {
    const [first] = trials.of(purpose);
    expect(first && new CloudWatch().stateOf(...first)).toBe("ALARM");
  },
);
