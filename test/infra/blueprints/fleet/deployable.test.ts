import type { JsonObject } from "../../../../preflight/graph";
import { Graph, isUnknown, secretValue, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

/** What AWS would refuse, or accept and not do, although the program runs. */
let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("fleet"));
});

const regions = ["us-east-1", "us-east-2"] as const;
const both = [
  ["us-east-1", "primary"],
  ["us-east-2", "secondary"],
] as const;
const nameIn = (urn: string | undefined) => urn?.split("::").at(-1);

describe.each(both)("the network of %s", (region, role) => {
  test("each subnet uses the table of its tier", () => {
    const uses = graph
      .within(region, "aws:ec2/routeTableAssociation:RouteTableAssociation")
      .map(({ propertyDependencies: { subnetId, routeTableId } }) => [
        nameIn(subnetId?.[0]),
        nameIn(routeTableId?.[0]),
      ]);
    expect(uses).toEqual(
      ["private", "public"].flatMap((tier) =>
        [1, 2, 3].map((zone) => [`network-${role}-${tier}-${zone}`, `network-${role}-${tier}`]),
      ),
    );
  });

  test("only the public tier has a way out, through the gateway of its own network", () => {
    const out = graph
      .within(region, "aws:ec2/route:Route")
      .filter(({ inputs }) => !("vpcPeeringConnectionId" in inputs));
    expect(out.map(({ inputs }) => inputs.destinationCidrBlock)).toEqual(["0.0.0.0/0"]);
    expect(out[0]?.propertyDependencies).toMatchObject({
      routeTableId: [expect.stringMatching(new RegExp(`::network-${role}-public$`))],
      gatewayId: [graph.only(region, "aws:ec2/internetGateway:InternetGateway").urn],
    });
    expect(graph.only(region, "aws:ec2/internetGateway:InternetGateway").propertyDependencies.vpcId).toEqual([
      graph.only(region, "aws:ec2/vpc:Vpc").urn,
    ]);
  });

  test("an interface endpoint takes over the service's name, in each zone, for instances on 443", () => {
    const endpoints = graph
      .within(region, "aws:ec2/vpcEndpoint:VpcEndpoint")
      .filter(({ inputs }) => inputs.vpcEndpointType === "Interface");
    expect(endpoints).toHaveLength(3);
    for (const { inputs, propertyDependencies } of endpoints) {
      expect(inputs.privateDnsEnabled).toBe(true);
      expect(propertyDependencies.subnetIds?.map(nameIn)).toEqual(
        [1, 2, 3].map((zone) => `network-${role}-private-${zone}`),
      );
      expect(propertyDependencies.securityGroupIds?.map(nameIn)).toEqual([`endpoint-guard-${role}-group`]);
    }
    const [entry, ...others] = graph
      .within(region, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(
        ({ propertyDependencies }) =>
          nameIn(propertyDependencies.securityGroupId?.[0]) === `endpoint-guard-${role}-group`,
      );
    expect(others).toEqual([]);
    expect(entry?.inputs).toMatchObject({ fromPort: 443, toPort: 443, ipProtocol: "tcp" });
    expect(entry?.propertyDependencies.referencedSecurityGroupId?.map(nameIn)).toEqual([
      `instance-guard-${role}-group`,
    ]);
  });

  test("DynamoDB's endpoint is in the table of the private tier", () => {
    const [gateway] = graph
      .within(region, "aws:ec2/vpcEndpoint:VpcEndpoint")
      .filter(({ inputs }) => inputs.vpcEndpointType === "Gateway");
    expect(gateway?.propertyDependencies.routeTableIds?.map(nameIn)).toEqual([`network-${role}-private`]);
  });

  test("no security group has rules of its own beside those that are resources", () => {
    for (const { inputs } of graph.within(region, "aws:ec2/securityGroup:SecurityGroup")) {
      expect([inputs.ingress, inputs.egress]).toEqual([undefined, undefined]);
    }
  });

  test("instances reach services of AWS and the databases, and nothing else", () => {
    const reachable = graph
      .within(region, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
      .filter(
        ({ propertyDependencies }) =>
          nameIn(propertyDependencies.securityGroupId?.[0]) === `instance-guard-${role}-group`,
      )
      .map(({ inputs }) => inputs.fromPort);
    expect([...new Set(reachable)].sort()).toEqual([443, 5432]);
  });

  test("what the balancer is asked reaches the instances: listener, rule, target group and group are one chain", () => {
    const balancer = graph.only(region, "aws:lb/loadBalancer:LoadBalancer");
    const listener = graph.only(region, "aws:lb/listener:Listener");
    const rule = graph.only(region, "aws:lb/listenerRule:ListenerRule");
    const target = graph.only(region, "aws:lb/targetGroup:TargetGroup");
    expect(listener.propertyDependencies.loadBalancerArn).toEqual([balancer.urn]);
    expect(listener.inputs).toMatchObject({ port: 80, protocol: "HTTP" });
    expect(rule.propertyDependencies).toMatchObject({ listenerArn: [listener.urn], actions: [target.urn] });
    expect(rule.inputs.actions).toEqual([expect.objectContaining({ type: "forward" })]);
    expect(target.propertyDependencies.vpcId).toEqual([graph.only(region, "aws:ec2/vpc:Vpc").urn]);
  });
});

describe("the peering", () => {
  const options = () => graph.all("aws:ec2/peeringConnectionOptions:PeeringConnectionOptions");
  const acceptance = () => graph.only("us-east-2", "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");

  test("joins the two networks of the system", () => {
    const connection = graph.only("us-east-1", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
    expect(connection.propertyDependencies).toMatchObject({
      vpcId: [graph.only("us-east-1", "aws:ec2/vpc:Vpc").urn],
      peerVpcId: [graph.only("us-east-2", "aws:ec2/vpc:Vpc").urn],
    });
    expect(connection.inputs.peerOwnerId).toBe("123456789012");
    expect(acceptance().propertyDependencies.vpcPeeringConnectionId).toEqual([connection.urn]);
  });

  test("has the options of each side set in that side's region, none of them within the connection", () => {
    expect(options().map((one) => [graph.regionOf(one), "requester" in one.inputs, "accepter" in one.inputs])).toEqual([
      ["us-east-1", true, false],
      ["us-east-2", false, true],
    ]);
    for (const { propertyDependencies } of options()) {
      expect(propertyDependencies.vpcPeeringConnectionId).toEqual([acceptance().urn]);
    }
    for (const part of [acceptance(), graph.only("us-east-1", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection")]) {
      expect([part.inputs.requester, part.inputs.accepter]).toEqual([undefined, undefined]);
    }
  });

  test("is crossed by no rule that names a group of the other region", () => {
    for (const type of ["Ingress", "Egress"]) {
      for (const rule of graph.all(`aws:vpc/securityGroup${type}Rule:SecurityGroup${type}Rule`)) {
        const named = graph.managed.filter(({ urn }) =>
          rule.propertyDependencies.referencedSecurityGroupId?.includes(urn),
        );
        expect(named.filter((group) => graph.regionOf(group) !== graph.regionOf(rule))).toEqual([]);
      }
    }
  });
});

describe("the global database", () => {
  const clusterIn = (region: string) => graph.only(region, "aws:rds/cluster:Cluster");

  test("the secondary names nothing that it inherits, and neither lets RDS keep the password", () => {
    for (const inherited of ["masterUsername", "masterPassword", "databaseName", "snapshotIdentifier"]) {
      expect(clusterIn("us-east-2").inputs).not.toHaveProperty(inherited);
      expect(clusterIn("us-east-2").propertyDependencies).not.toHaveProperty(inherited);
    }
    for (const region of regions) {
      expect(clusterIn(region).inputs).not.toHaveProperty("manageMasterUserPassword");
    }
  });

  test("the secondary waits for an instance that it can copy from", () => {
    for (const instance of graph.within("us-east-1", "aws:rds/clusterInstance:ClusterInstance")) {
      expect(graph.comesAfter(clusterIn("us-east-2"), instance)).toBe(true);
    }
  });

  test.each(both)(
    "both instances of %s are of its cluster, of a class that a global database takes",
    (region, role) => {
      const instances = graph.within(region, "aws:rds/clusterInstance:ClusterInstance");
      expect(instances).toHaveLength(2);
      for (const { inputs, propertyDependencies } of instances) {
        expect(propertyDependencies.clusterIdentifier?.map(nameIn)).toEqual([`database-${role}`]);
        expect(inputs.instanceClass).toMatch(/^db\.(r|x)\d/);
        expect(inputs.autoMinorVersionUpgrade).toBe(false);
      }
    },
  );

  test("AWS charges for no Extended Support, and fills in the zones by itself", () => {
    for (const inputs of [
      ...graph.inputs("aws:rds/globalCluster:GlobalCluster"),
      ...graph.inputs("aws:rds/cluster:Cluster"),
    ]) {
      expect(inputs.engineLifecycleSupport).toBe("open-source-rds-extended-support-disabled");
      expect(inputs).not.toHaveProperty("availabilityZones");
      expect(inputs).not.toHaveProperty("replicationSourceIdentifier");
    }
    expect(graph.only("us-east-1", "aws:rds/globalCluster:GlobalCluster").inputs.engineVersion).toBe("14.22");
  });

  test.each(both)("%s has groups of its own: nothing is inherited by a promotion", (region, role) => {
    expect(clusterIn(region).propertyDependencies).toMatchObject({
      dbClusterParameterGroupName: [graph.only(region, "aws:rds/clusterParameterGroup:ClusterParameterGroup").urn],
      dbSubnetGroupName: [graph.only(region, "aws:rds/subnetGroup:SubnetGroup").urn],
      vpcSecurityGroupIds: [expect.stringMatching(new RegExp(`::database-guard-${role}-group$`))],
    });
  });

  test.each(both)("instances of %s are told the writer of the moment and the copy beside them", (region, role) => {
    const [settings] = graph
      .within(region, "aws:ssm/parameter:Parameter")
      .filter(({ inputs }) => inputs.name === "fleet-settings-dev");
    expect(settings?.inputs.type).toBe("SecureString");
    expect(settings?.propertyDependencies.value?.map(nameIn)).toEqual([`database-${role}`, "database-global"]);
  });

  test("every point in time of a week can be restored in the region", () => {
    expect(graph.inputs("aws:rds/cluster:Cluster").map((one) => one.backupRetentionPeriod)).toEqual([7, 7]);
  });
});

describe("credentials", () => {
  test("the password is generated from what RDS takes, and is what the secret and the database have", () => {
    const [generated, ...others] = graph.all("random:index/randomPassword:RandomPassword");
    expect(others).toEqual([]);
    expect(generated?.inputs).toMatchObject({ length: 32, overrideSpecial: "!#$%^*()-_=+" });
    const [version] = graph.all("aws:secretsmanager/secretVersion:SecretVersion");
    expect(version?.propertyDependencies.secretString).toEqual([generated?.urn]);
    const writer = graph.only("us-east-1", "aws:rds/cluster:Cluster");
    expect(writer.propertyDependencies.masterPassword).toEqual([generated?.urn]);
    expect([writer.inputs.masterPassword, version?.inputs.secretString].every(isUnknown)).toBe(true);
    expect(Object.keys(graph.recording.outputs).filter((name) => /password/i.test(name))).toEqual([]);
  });

  test("a replica of the same name from an earlier stack does not stop this one", () => {
    expect(graph.only("us-east-1", "aws:secretsmanager/secret:Secret").inputs.forceOverwriteReplicaSecret).toBe(true);
  });

  test.each([
    ["us-east-1", "aws:kms/key:Key"],
    ["us-east-2", "aws:kms/replicaKey:ReplicaKey"],
  ])(
    "the key of %s has a policy and a name there, belongs to its account, and is gone a week after the stack",
    (region, type) => {
      const key = graph.only(region, type);
      expect(key.inputs.deletionWindowInDays).toBe(7);
      expect(key.inputs.bypassPolicyLockoutSafetyCheck).toBeUndefined();
      const admins = statementsOf(key.inputs.policy).filter(({ Action }) =>
        [Action].flat().includes("kms:ScheduleKeyDeletion"),
      );
      expect(admins.map(({ Principal }) => Principal)).toEqual([{ AWS: "arn:aws:iam::123456789012:root" }]);
      expect(graph.only(region, "aws:kms/alias:Alias").propertyDependencies.targetKeyId).toEqual([key.urn]);
    },
  );

  test("the keys are one key in two regions, which changes by itself", () => {
    const key = graph.only("us-east-1", "aws:kms/key:Key");
    expect(key.inputs).toMatchObject({ multiRegion: true, enableKeyRotation: true });
    expect(graph.only("us-east-2", "aws:kms/replicaKey:ReplicaKey").propertyDependencies.primaryKeyArn).toEqual([
      key.urn,
    ]);
  });

  test("each key comes after the roles that its policy names", () => {
    for (const key of [
      graph.only("us-east-1", "aws:kms/key:Key"),
      graph.only("us-east-2", "aws:kms/replicaKey:ReplicaKey"),
    ]) {
      const text = String(key.inputs.policy);
      const named = graph
        .all("aws:iam/role:Role")
        .filter(({ inputs }) => text.includes(`:role/${String(inputs.name)}"`));
      expect(named.length).toBeGreaterThanOrEqual(1);
      expect(named.filter((role) => !graph.comesAfter(key, role))).toEqual([]);
    }
  });

  test.each([
    ["fleet-instance-role-us-east-1-dev", "ec2.amazonaws.com"],
    ["fleet-instance-role-us-east-2-dev", "ec2.amazonaws.com"],
    ["fleet-backup-role-us-east-1-dev", "backup.amazonaws.com"],
    ["fleet-backup-role-us-east-2-dev", "backup.amazonaws.com"],
    ["fleet-metric-stream-role-us-east-1-dev", "streams.metrics.cloudwatch.amazonaws.com"],
    ["fleet-metric-delivery-role-us-east-1-dev", "firehose.amazonaws.com"],
    ["failover-orchestrator-role-us-east-2-dev", "lambda.amazonaws.com"],
    ["failover-capacity-role-us-east-2-dev", "lambda.amazonaws.com"],
    ["failover-notifier-role-us-east-2-dev", "lambda.amazonaws.com"],
  ])("%s is taken by %s alone", (name, service) => {
    const [role] = graph.all("aws:iam/role:Role").filter(({ inputs }) => inputs.name === name);
    expect(
      statementsOf(role?.inputs.assumeRolePolicy).map(({ Effect, Principal, Action }) => [Effect, Principal, Action]),
    ).toEqual([["Allow", { Service: service }, ["sts:AssumeRole"]]]);
    expect(graph.all("aws:iam/role:Role")).toHaveLength(9);
  });
});

describe("instances", () => {
  test.each(both)("of %s take the role of their region through its profile", (region, role) => {
    const profile = graph.only(region, "aws:iam/instanceProfile:InstanceProfile");
    expect(profile.propertyDependencies.role?.map(nameIn)).toEqual([`instance-${role}-role`]);
    const template = graph.only(region, "aws:ec2/launchTemplate:LaunchTemplate");
    expect(profile.inputs.name).toBe(`fleet-instance-role-${region}-dev`);
    expect(template.inputs.iamInstanceProfile).toEqual({ name: profile.inputs.name });
    expect(graph.comesAfter(template, profile)).toBe(true);
  });

  test("no launch configuration is asked for: new accounts cannot have any", () => {
    expect(graph.managed.filter(({ type }) => /launchConfiguration/i.test(type))).toEqual([]);
  });

  test.each(regions)("a new template of %s has a new number, and starts a refresh", (region) => {
    const { inputs, propertyDependencies } = graph.only(region, "aws:autoscaling/group:Group");
    expect(isUnknown((inputs.launchTemplate as JsonObject).version)).toBe(true);
    expect(propertyDependencies.launchTemplate).toEqual([
      graph.only(region, "aws:ec2/launchTemplate:LaunchTemplate").urn,
    ]);
    expect(inputs.metricsGranularity).toBe("1Minute");
    expect(graph.only(region, "aws:autoscaling/policy:Policy").propertyDependencies.autoscalingGroupName).toEqual([
      graph.only(region, "aws:autoscaling/group:Group").urn,
    ]);
  });

  test.each(regions)("in %s nothing runs before what it needs to answer is there", (region) => {
    const group = graph.only(region, "aws:autoscaling/group:Group");
    for (const [type, of] of [
      ["aws:ssm/parameter:Parameter", region],
      ["aws:secretsmanager/secretVersion:SecretVersion", "us-east-1"],
    ] as const) {
      for (const needed of graph.within(of, type).filter(({ inputs }) => inputs.name !== "failover-switch-dev")) {
        expect(graph.comesAfter(group, needed)).toBe(true);
      }
    }
  });
});

describe("backups and metrics", () => {
  test.each([
    ["us-east-1", "us-east-2"],
    ["us-east-2", "us-east-1"],
  ])("what %s copies has a vault there when the plan begins, and ends by itself", (region, peer) => {
    const plan = graph.only(region, "aws:backup/plan:Plan");
    expect(graph.comesAfter(plan, graph.only(peer, "aws:backup/vault:Vault"))).toBe(true);
    expect(graph.comesAfter(plan, graph.only(region, "aws:backup/vault:Vault"))).toBe(true);
    const [rule] = plan.inputs.rules as JsonObject[];
    expect(JSON.stringify(rule)).not.toContain("coldStorageAfter");
    expect(rule).not.toHaveProperty("enableContinuousBackup");
    expect(graph.only(region, "aws:backup/selection:Selection").propertyDependencies.planId).toEqual([plan.urn]);
  });

  test("the account's own settings of backups stay as they are: resources are named, not found by tag alone", () => {
    expect(graph.managed.filter(({ type }) => type === "aws:backup/regionSettings:RegionSettings")).toEqual([]);
    for (const { resources } of graph.inputs("aws:backup/selection:Selection")) {
      expect(resources).toEqual([
        expect.stringMatching(/^arn:aws:rds:us-east-[12]:123456789012:cluster:\w+-db-cluster-v2-dev$/),
      ]);
    }
  });

  test("the stream waits for its delivery, and that for the group that it writes to", () => {
    const stream = graph.only("us-east-1", "aws:cloudwatch/metricStream:MetricStream");
    const delivery = graph.only("us-east-1", "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    expect(graph.comesAfter(stream, delivery)).toBe(true);
    expect(graph.comesAfter(delivery, graph.only("us-east-1", "aws:cloudwatch/logStream:LogStream"))).toBe(true);
    const [bucket] = graph
      .within("us-east-2", "aws:s3/bucket:Bucket")
      .filter(({ inputs }) => String(inputs.bucket).startsWith("fleet-metrics"));
    expect(bucket !== undefined && graph.comesAfter(delivery, bucket)).toBe(true);
    for (const [later, role] of [
      [stream, "fleet-metric-stream-role-us-east-1-dev"],
      [delivery, "fleet-metric-delivery-role-us-east-1-dev"],
    ] as const) {
      const rights = graph.all("aws:iam/rolePolicy:RolePolicy").filter(({ inputs }) => inputs.name === role);
      expect(rights).toHaveLength(1);
      expect(rights.filter((right) => !graph.comesAfter(later, right))).toEqual([]);
    }
  });
});

describe("what the region that takes over can do alone", () => {
  test("the switch stands on a parameter of the standby, readable without the primary", () => {
    const [parameter] = graph
      .within("us-east-2", "aws:ssm/parameter:Parameter")
      .filter(({ inputs }) => inputs.name === "failover-switch-dev");
    expect(secretValue(parameter?.inputs.value)).toBe("on");
    expect(parameter?.inputs).not.toHaveProperty("keyId");
  });

  test("every alarm and every rule speaks to something of its own region", () => {
    for (const alarm of graph.all("aws:cloudwatch/metricAlarm:MetricAlarm")) {
      for (const action of alarm.inputs.alarmActions as string[]) {
        expect(action.split(":")[3]).toBe(graph.regionOf(alarm));
      }
    }
    for (const target of graph.all("aws:cloudwatch/eventTarget:EventTarget")) {
      const { arn, deadLetterConfig } = target.inputs;
      const region = graph.regionOf(target);
      expect([arn, (deadLetterConfig as JsonObject).arn].map((one) => String(one).split(":")[3])).toEqual([
        region,
        region,
      ]);
    }
  });
});
