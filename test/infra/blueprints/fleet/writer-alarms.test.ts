import { publishMetrics } from "../../../../infra/lib/lambda/runtime/metrics";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { minute, policy } from "../../lambda/orchestration/histories";
import { calm, type TroubleKind, World } from "../../lambda/orchestration/world";
import { CloudWatch } from "../alarms/cloudwatch";

const standby = "us-east-2";
const scope = { namespace: "Fleet/Failover", dimension: { name: "System", value: "global-db-v2-dev" } };
const troubleAt = 4 * minute;

/** The state of an alarm at the end of each minute, of a history with one trouble that lasts. */
async function statesOf(alarmName: string, kind: TroubleKind | undefined, minutes: number): Promise<string[]> {
  const graph = new Graph(await recorded("fleet"));
  const [alarm] = graph
    .within(standby, "aws:cloudwatch/metricAlarm:MetricAlarm")
    .filter(({ inputs }) => inputs.name === alarmName);
  if (alarm === undefined) throw new Error(`There is no alarm ${alarmName}.`);
  const troubles = kind === undefined ? [] : [{ kind, from: troubleAt, to: 30 * minute }];
  const world = new World({ ...calm, troubles }, policy);
  await world.live(minutes * minute);
  const watch = new CloudWatch();
  const states: string[] = [];
  for (let passed = 0; passed < minutes; passed++) {
    watch.minute = passed;
    for (const { at, measures } of world.measured.filter((one) => Math.floor(one.at / minute) === passed)) {
      publishMetrics(watch.outputIn(standby), scope, new Date(at), measures);
    }
    states.push(watch.stateOf(graph, alarm));
  }
  return states;
}

test.each<[string, TroubleKind, number]>([
  // Behind a front door that does not say so as well.
  ["failover-writer-silent-alarm-dev", "writer-lost", 6],
  ["failover-writer-silent-alarm-dev", "overload", 6],
  ["failover-writer-silent-alarm-dev", "region-lost", 6],
  ["failover-heartbeat-age-alarm-dev", "copy", 5],
  ["failover-heartbeat-age-alarm-dev", "region-lost", 5],
  ["failover-latch-alarm-dev", "region-lost", 6],
])("%s fires at the loss that it is named after: %s, in minute %i", async (alarm, kind, due) => {
  const states = await statesOf(alarm, kind, due + 1);
  expect([states.slice(0, 4), states.at(due)]).toEqual([["OK", "OK", "OK", "OK"], "ALARM"]);
});

test.each(["failover-writer-silent-alarm-dev", "failover-heartbeat-age-alarm-dev", "failover-latch-alarm-dev"])(
  "%s is quiet while all is well",
  async (alarm) => {
    expect(new Set(await statesOf(alarm, undefined, 8))).toEqual(new Set(["OK"]));
  },
);

test.each<[string, TroubleKind]>([
  ["failover-latch-alarm-dev", "copy"],
  ["failover-latch-alarm-dev", "partition"],
  ["failover-writer-silent-alarm-dev", "copy"],
])("%s is quiet in another trouble: %s", async (alarm, kind) => {
  expect(new Set(await statesOf(alarm, kind, 8))).toEqual(new Set(["OK"]));
});
