import { randomUUID } from "node:crypto";
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { node18, requireTool } from "./cache";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };

let moto: Moto;
let cloudwatch: CloudWatchClient;
let gate: FunctionProcess;
let name: string;

beforeAll(async () => {
  moto = await startMoto();
  cloudwatch = new CloudWatchClient({ region: "us-west-2", endpoint: moto.url, credentials });
});

afterAll(async () => {
  cloudwatch.destroy();
  await moto.stop();
});

beforeEach(async () => {
  name = `errors-${randomUUID()}`;
  const condition = { ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Threshold: 1 } as const;
  const metric = { Namespace: "AWS/Lambda", MetricName: "Errors", Statistic: "Sum", Period: 60 } as const;
  await cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: name, ...metric, ...condition }));
  gate = new FunctionProcess({
    node: requireTool(node18),
    functionName: "release-gate",
    environment: {
      AWS_REGION: "us-west-2",
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL: moto.url,
      SERVICE_NAME: "release-gate",
      REGION_ROLE: "secondary",
    },
  });
});

afterEach(async () => {
  await gate.stop();
});

const say = (StateValue: "OK" | "ALARM") =>
  cloudwatch.send(new SetAlarmStateCommand({ AlarmName: name, StateValue, StateReason: "test" }));

test("a release passes when the alarms of its region are quiet", async () => {
  await say("OK");
  await expect(gate.call({ alarms: [name], quietSeconds: 1 }, 30_000)).resolves.toEqual({ quiet: [name] });
}, 30_000);

test("a release that an alarm tells of is held, by name", async () => {
  await say("ALARM");
  await expect(gate.call({ alarms: [name], quietSeconds: 1 }, 6_000)).rejects.toThrow(/The function threw/);
  expect(gate.output).toContain(`not OK for long enough: ${name}`);
});

test("an alarm that is not there proves nothing", async () => {
  await expect(gate.call({ alarms: ["nobody"], quietSeconds: 1 }, 6_000)).rejects.toThrow(/The function threw/);
  expect(gate.output).toContain("there is no alarm nobody");
});
