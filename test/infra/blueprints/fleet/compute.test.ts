import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("fleet"));
});

const regions = ["us-east-1", "us-east-2"] as const;
const templateIn = (region: string) => graph.only(region, "aws:ec2/launchTemplate:LaunchTemplate");
const groupIn = (region: string) => graph.only(region, "aws:autoscaling/group:Group");

test('fleet: "identical launch configurations": but for tags, roles and groups of their region they are one text', () => {
  const [primary, secondary] = regions.map((region) => {
    const { iamInstanceProfile, tags, tagSpecifications, vpcSecurityGroupIds, ...same } = templateIn(region).inputs;
    return same;
  });
  expect(primary).toEqual(secondary);
  expect(Object.keys(primary ?? {})).toEqual(expect.arrayContaining(["imageId", "instanceType", "userData"]));
});

describe.each(regions)("an instance in %s", (region) => {
  test('fleet: "EC2 t3.medium instances", of the newest Amazon Linux 2023 at each launch', () => {
    expect(templateIn(region).inputs).toMatchObject({
      instanceType: "t3.medium",
      imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    });
  });

  test("answers metadata to session tokens only, one hop away", () => {
    expect(templateIn(region).inputs.metadataOptions).toEqual({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
  });

  test("has an encrypted disk that goes with it", () => {
    expect(templateIn(region).inputs.blockDeviceMappings).toEqual([
      {
        deviceName: "/dev/xvda",
        ebs: { encrypted: "true", volumeType: "gp3", volumeSize: 8, deleteOnTermination: "true" },
      },
    ]);
  });

  test("has no key to log in with: a person comes through Session Manager", () => {
    expect(templateIn(region).inputs).not.toHaveProperty("keyName");
    const [policy] = graph
      .all("aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.name === `fleet-instance-role-${region}-dev`);
    const bySid = Object.fromEntries(
      statementsOf(policy?.inputs.policy).map(({ Sid, Action, Resource }) => [Sid, { Action, Resource }]),
    );
    const account = `${region}:123456789012`;
    expect(bySid).toEqual({
      ReceiveSessions: {
        Action: [
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        Resource: "*",
      },
      ReadParameters: {
        Action: ["ssm:GetParameters"],
        Resource: [`arn:aws:ssm:${account}:parameter/fleet-settings-dev`],
      },
      ReadSecret: {
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [`arn:aws:secretsmanager:${account}:secret:db-password-v2-dev-??????`],
      },
      ReadItems: {
        Action: ["dynamodb:GetItem"],
        Resource: [`arn:aws:dynamodb:${account}:table/session-table-v2-dev`],
      },
      ReadLease: {
        Action: ["dynamodb:GetItem"],
        Resource: [`arn:aws:dynamodb:${account}:table/failover-state-v2-dev`],
      },
    });
  });

  test('fleet: "All resources must be tagged": what it brings along is tagged too', () => {
    const role = region === "us-east-1" ? "primary" : "secondary";
    const tags = { Environment: "production", "DR-Role": role, Name: "fleet-instance-dev" };
    expect(templateIn(region).inputs.tagSpecifications).toEqual([
      { resourceType: "instance", tags },
      { resourceType: "volume", tags },
      { resourceType: "network-interface", tags },
    ]);
    expect(groupIn(region).inputs.tags).toEqual([
      { key: "Environment", value: "production", propagateAtLaunch: true },
      { key: "DR-Role", value: role, propagateAtLaunch: true },
      { key: "Name", value: "fleet-instance-dev", propagateAtLaunch: true },
    ]);
  });

  test("starts with a service of its own, in a text that EC2 takes", () => {
    const text = Buffer.from(String(templateIn(region).inputs.userData), "base64").toString("utf8");
    expect(text.length).toBeLessThanOrEqual(16_384);
    expect(text.startsWith("#cloud-config\n")).toBe(true);
    const { write_files: files, runcmd } = JSON.parse(text.slice("#cloud-config\n".length)) as {
      readonly write_files: readonly { readonly path: string; readonly content: string }[];
      readonly runcmd: readonly (readonly string[])[];
    };
    expect(files.map(({ path }) => path)).toEqual([
      "/opt/fleet/server.py",
      "/opt/fleet/lease.py",
      "/opt/fleet/postgres.py",
      "/etc/systemd/system/fleet.service",
    ]);
    const unit = files[3]?.content.split("\n") ?? [];
    for (const line of [
      "ExecStart=/usr/bin/python3 /opt/fleet/server.py",
      "Environment=PORT=8080",
      "Environment=SETTINGS_PARAMETER=fleet-settings-dev",
      "Environment=DATABASE_SECRET=db-password-v2-dev",
      "Environment=SESSION_TABLE=session-table-v2-dev",
      "Restart=always",
      "DynamicUser=yes",
      "NoNewPrivileges=yes",
    ]) {
      expect(unit).toContain(line);
    }
    expect(runcmd).toEqual([
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "fleet.service"],
    ]);
  });
});

describe.each(regions)("the Auto Scaling group in %s", (region) => {
  test('fleet: "Deploy identical Auto Scaling groups in both regions": three instances at least, one in each zone', () => {
    const group = groupIn(region);
    expect(group.inputs).toMatchObject({ name: "fleet-asg-dev", minSize: 3, maxSize: 9 });
    const { vpcZoneIdentifiers: subnets = [] } = group.propertyDependencies;
    expect(subnets).toHaveLength(3);
    expect(subnets.filter((urn) => !/-private-\d$/.test(urn))).toEqual([]);
  });

  test("lets an update leave alone what scaling or a failover decided", () => {
    expect(groupIn(region).inputs).not.toHaveProperty("desiredCapacity");
    expect(groupIn(region).inputs.protectFromScaleIn).toBe(false);
  });

  test("replaces what the load balancer finds unwell", () => {
    expect(groupIn(region).inputs).toMatchObject({ healthCheckType: "ELB", healthCheckGracePeriod: 120 });
    expect(groupIn(region).propertyDependencies.targetGroupArns).toEqual([
      graph.only(region, "aws:lb/targetGroup:TargetGroup").urn,
    ]);
    expect(graph.comesAfter(groupIn(region), graph.only(region, "aws:lb/listenerRule:ListenerRule"))).toBe(true);
  });

  test("rolls a new template out, by its number, without taking capacity away", () => {
    const group = groupIn(region);
    expect(group.propertyDependencies.launchTemplate).toEqual([templateIn(region).urn]);
    expect((group.inputs.launchTemplate as JsonObject).version).not.toBe("$Latest");
    expect(group.inputs.instanceRefresh).toEqual({
      strategy: "Rolling",
      preferences: {
        minHealthyPercentage: 100,
        maxHealthyPercentage: 150,
        instanceWarmup: "120",
      },
    });
  });

  test("scales after its processors' load", () => {
    expect(graph.only(region, "aws:autoscaling/policy:Policy").inputs).toMatchObject({
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue: 60,
      },
    });
  });
});

test.each(regions)('fleet: "Application Load Balancers in each region with target groups": in %s', (region) => {
  expect(graph.only(region, "aws:lb/targetGroup:TargetGroup").inputs).toMatchObject({
    targetType: "instance",
    protocol: "HTTP",
    port: 8080,
    healthCheck: expect.objectContaining({ enabled: true, path: "/health", matcher: "200" }),
  });
  expect(graph.only(region, "aws:lb/listenerRule:ListenerRule").inputs.conditions).toEqual([
    { pathPattern: { values: ["/", "/health", "/ready"] } },
  ]);
});

describe("the standby's capacity", () => {
  test("follows the primary's: an update leaves its minimum alone, and both groups are declared alike", () => {
    const sizes = regions.map((region) => [groupIn(region).inputs.minSize, groupIn(region).inputs.maxSize]);
    expect(sizes).toEqual([
      [3, 9],
      [3, 9],
    ]);
    expect(regions.map((region) => groupIn(region).options.ignoreChanges ?? [])).toEqual([[], ["minSize"]]);
  });

  test("by a function of the standby that is called each minute, and may set the size of this one group alone", () => {
    const [mirror] = graph
      .within("us-east-2", "aws:lambda/function:Function")
      .filter(({ inputs }) => inputs.name === "failover-capacity-dev");
    expect((mirror?.inputs.environment as JsonObject | undefined)?.variables).toMatchObject({
      PRIMARY_REGION: "us-east-1",
      PRIMARY_GROUP: groupIn("us-east-1").inputs.name,
      STANDBY_GROUP: groupIn("us-east-2").inputs.name,
      SMALLEST: "3",
      LARGEST: "9",
    });
    const [rule] = graph
      .within("us-east-2", "aws:cloudwatch/eventRule:EventRule")
      .filter(({ inputs }) => inputs.name === "failover-capacity-clock-rule-dev");
    expect(rule?.inputs.scheduleExpression).toBe("rate(1 minute)");
    const [policy] = graph
      .all("aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.name === "failover-capacity-role-us-east-2-dev");
    const setting = statementsOf(policy?.inputs.policy).filter(({ Sid }) => Sid === "SetMinimum");
    expect(setting.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ["autoscaling:UpdateAutoScalingGroup"],
        ["arn:aws:autoscaling:us-east-2:123456789012:autoScalingGroup:*:autoScalingGroupName/fleet-asg-dev"],
      ],
    ]);
  });
});
