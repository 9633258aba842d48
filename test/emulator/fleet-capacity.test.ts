import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
} from "@aws-sdk/client-auto-scaling";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
const groupName = "fleet-asg-dev";
const primaryRegion = "us-east-1";
const standbyRegion = "us-east-2";

let moto: Moto;
let groups: AutoScalingClient;
const running: FunctionProcess[] = [];

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

beforeEach(async () => {
  await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
  groups = new AutoScalingClient({ region: standbyRegion, endpoint: moto.url, credentials });
  const launch = { LaunchConfigurationName: "standby", ImageId: "ami-12c6146b", InstanceType: "t3.medium" };
  await groups.send(new CreateLaunchConfigurationCommand(launch));
  await groups.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: groupName,
      LaunchConfigurationName: "standby",
      MinSize: 3,
      MaxSize: 9,
      AvailabilityZones: [`${standbyRegion}a`],
    }),
  );
});
afterEach(async () => {
  groups.destroy();
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

function capacity(changes: Readonly<Record<string, string>> = {}): FunctionProcess {
  const started = new FunctionProcess({
    node: process.execPath,
    functionName: "fleet-capacity",
    environment: {
      AWS_REGION: standbyRegion,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL: moto.url,
      SERVICE_NAME: "fleet-capacity",
      REGION_ROLE: "secondary",
      PRIMARY_REGION: primaryRegion,
      PRIMARY_GROUP: groupName,
      STANDBY_GROUP: groupName,
      SMALLEST: "3",
      LARGEST: "9",
      ...changes,
    },
  });
  running.push(started);
  return started;
}

async function told(region: string, ...wanted: readonly (readonly [minutesAgo: number, instances: number])[]) {
  const client = new CloudWatchClient({ region, endpoint: moto.url, credentials });
  for (const [minutesAgo, Value] of wanted) {
    const datum = {
      MetricName: "GroupDesiredCapacity",
      Dimensions: [{ Name: "AutoScalingGroupName", Value: groupName }],
      Timestamp: new Date(Date.now() - minutesAgo * 60_000),
      Value,
    };
    await client.send(new PutMetricDataCommand({ Namespace: "AWS/AutoScaling", MetricData: [datum] }));
  }
  client.destroy();
}

async function minimum(): Promise<number | undefined> {
  const { AutoScalingGroups: [group] = [] } = await groups.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [groupName] }),
  );
  return group?.MinSize;
}

const clock = { "detail-type": "Scheduled Event", source: "aws.events" };
const limit = 20_000;

test("the standby gets the most that the primary wanted in the last hour", async () => {
  await told(primaryRegion, [90, 9], [40, 6], [5, 4]);
  await expect(capacity().call(clock, limit)).resolves.toEqual({ minimum: 6 });
  await expect(minimum()).resolves.toBe(6);
});

test("of a primary that tells nothing, nothing is followed: not even what the standby tells of itself", async () => {
  await told(standbyRegion, [1, 8]);
  await expect(capacity().call(clock, limit)).resolves.toEqual({});
  await expect(minimum()).resolves.toBe(3);
});

test("a group that is not there is told as a failure", async () => {
  await told(primaryRegion, [1, 5]);
  await expect(capacity({ STANDBY_GROUP: "nobody" }).call(clock, limit)).rejects.toThrow("A call to AWS failed");
});

test("does not start with an environment that is wrong, and says what is", async () => {
  await expect(capacity({ LARGEST: "many" }).ended()).resolves.toContain(
    "LARGEST is set to something else, expected a number of instances",
  );
});
