import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { CloudWatch } from "../alarms/cloudwatch";
import { type Failures, Trials } from "../alarms/trials";
import { TradingRegion, type TradingTrouble } from "./trading-region";
import { withCertificates } from "./variants";

const served = { callers: true };

const failures: Failures<TradingTrouble> = {
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

const trials = new Trials<TradingTrouble>({
  regions: ["us-east-1", "us-west-2"],
  purposeOf: (name) => name.replace(/^cloudwatch-[a-z]+-[a-z]+-\d-dev-/, ""),
  regionIn: (services, role, peer) => new TradingRegion(services, role, peer),
});
beforeAll(async () => {
  trials.graphs.push(new Graph(await recorded("trading", withCertificates)));
});

test("every alarm of the stack is tried here, in its failure", () => {
  expect(trials.purposes()).toEqual(Object.keys(failures).sort());
});

test.each(Object.entries(failures))(
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

test.each(["peer-heartbeat-age", "primary-endpoint-health"])("%s takes silence for its failure", (purpose) => {
  const [first] = trials.of(purpose);
  expect(first && new CloudWatch().stateOf(...first)).toBe("ALARM");
});
