import {
  findRequest,
  isMalformedRequest,
  readNotificationSettings,
  readOrchestrationSettings,
} from "../../../../infra/lib/lambda/orchestration/settings";
import { readSwitch } from "../../../../infra/lib/lambda/orchestration/switch";
import { isFromClock } from "../../../../infra/lib/lambda/orchestration/trigger";
import { policy } from "./histories";

const good = {
  SERVICE_NAME: "fleet-failover",
  REGION_ROLE: "secondary",
  AWS_REGION: "us-east-2",
  PRIMARY_REGION: "us-east-1",
  SYSTEM: "global-db-v2-dev",
  GLOBAL_CLUSTER: "global-db-v2-dev",
  CLUSTERS: '{"primary":"arn:1","standby":"arn:2"}',
  STANDBY_CLUSTER: "dr-db-cluster-v2-dev",
  PRIMARY_ENDPOINT: "https://one.elb.amazonaws.com/ready",
  STANDBY_ENDPOINT: "http://two.elb.amazonaws.com/ready",
  WRITER_PAGE: "asked",
  SERVED_NAME: "app.example.com",
  WITNESS_NAME: "failover-witness.example.com",
  NAME_SERVERS: " ns-1.example  ns-2.example ",
  STATE_TABLE: "failover-state-v2-dev",
  SWITCH_PARAMETER: "failover-switch-dev",
  DEPLOYED_AS: "automatic",
  EVENT_BUS: "default",
  METRIC_NAMESPACE: "Fleet/Failover",
  POLICY: JSON.stringify(policy),
};

test("the orchestrator's environment", () => {
  expect(readOrchestrationSettings(good)).toMatchObject({
    CLUSTERS: { primary: "arn:1", standby: "arn:2" },
    NAME_SERVERS: ["ns-1.example", "ns-2.example"],
    POLICY: policy,
  });
});

test.each([
  ["REGION_ROLE", "tertiary"],
  ["CLUSTERS", '{"primary":"arn:1"}'],
  ["PRIMARY_ENDPOINT", "one.elb.amazonaws.com"],
  ["STANDBY_ENDPOINT", "https://two.elb.amazonaws.com"],
  ["DEPLOYED_AS", "on"],
  ["WRITER_PAGE", "yes"],
  ["POLICY", JSON.stringify({ ...policy, asksUntilTold: 0 })],
  ["POLICY", JSON.stringify({ ...policy, cooldownMs: undefined })],
  ["POLICY", JSON.stringify({ ...policy, cooldwonMs: 1 })],
  ["POLICY", JSON.stringify({ ...policy, failureWindowMs: 0.5 })],
  ["NAME_SERVERS", ""],
])("%s as %j is refused by name, not by value", (wrong, value) => {
  const read = () => readOrchestrationSettings({ ...good, [wrong]: value });
  expect(read).toThrow(new RegExp(`^The environment of this function is wrong. Set:\n  ${wrong} is set to something`));
});

test("the notifier's environment", () => {
  const { SERVICE_NAME, REGION_ROLE, AWS_REGION, PRIMARY_REGION } = good;
  const given = { SERVICE_NAME, REGION_ROLE, AWS_REGION, PRIMARY_REGION, TOPIC: "arn:1", PRIMARY_TOPIC: "arn:2" };
  expect(readNotificationSettings(given)).toEqual(given);
  expect(() => readNotificationSettings({ ...given, TOPIC: undefined })).toThrow("TOPIC is not set");
});

describe("the switch", () => {
  const read = (position: string | undefined, deployedAs: "automatic" | "dry-run" = "automatic") =>
    readSwitch({
      source: { get: async () => new Map(position === undefined ? [] : [["failover-switch-dev", position]]) },
      parameterName: "failover-switch-dev",
      deployedAs,
      timeLimitMs: 1_000,
    });

  test.each([
    ["on", "automatic", "on"],
    [" on\n", "automatic", "on"],
    ["dry-run", "automatic", "dry-run"],
    ["off", "automatic", "off"],
    ["on", "dry-run", "dry-run"],
    ["off", "dry-run", "off"],
  ] as const)("on %j, deployed as %s: %s", async (position, deployedAs, mode) => {
    await expect(read(position, deployedAs)).resolves.toBe(mode);
  });

  test.each([undefined, "", "ON", "true", "constructor"])("on %j stands on nothing that is known", async (position) => {
    await expect(read(position)).rejects.toMatchObject({ kind: "misconfigured" });
  });
});

describe("an event", () => {
  test("from a person asks for a planned move", () => {
    const event = { request: "switchover", id: "CHG-1", to: "standby" };
    expect(findRequest(event)).toEqual({ id: "CHG-1", to: "standby" });
    expect(isMalformedRequest(event)).toBe(false);
  });

  test.each([
    { request: "failover", id: "CHG-1", to: "standby" },
    { request: "switchover", id: "CHG-1", to: "us-east-2" },
    { request: "switchover", id: "", to: "standby" },
    { request: "switchover", to: "standby" },
  ])("that asks in another way is refused: %j", (event) => {
    expect(findRequest(event)).toBeUndefined();
    expect(isMalformedRequest(event)).toBe(true);
  });

  test.each([
    [{ "detail-type": "Scheduled Event", source: "aws.events" }, true],
    [{ "detail-type": "CloudWatch Alarm State Change", source: "aws.cloudwatch" }, false],
    [undefined, false],
  ])("%j says that it is time to look, and nothing else", (event, fromClock) => {
    expect(findRequest(event)).toBeUndefined();
    expect(isMalformedRequest(event)).toBe(false);
    expect(isFromClock(event)).toBe(fromClock);
  });
});
