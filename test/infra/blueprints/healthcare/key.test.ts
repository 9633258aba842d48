import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("healthcare"));
});

const root = "arn:aws:iam::123456789012:root";

describe.each([
  ["us-east-1", "aws:kms/key:Key"],
  ["us-west-2", "aws:kms/replicaKey:ReplicaKey"],
])("the key of patients' records in %s", (region, type) => {
  test("is for the account's administrators, for three services, for the functions that read the password, and for what keeps the failover's state", () => {
    const service = (name: string) => `${name}.${region}.amazonaws.com`;
    const keepsState = region === "us-west-2";
    const statements = statementsOf(graph.only(region, type).inputs.policy);
    expect(statements.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
      [{ AWS: root }, undefined],
      [
        { AWS: root },
        {
          StringEquals: {
            "kms:CallerAccount": "123456789012",
            "kms:ViaService": [service("dynamodb"), service("rds"), service("secretsmanager")],
          },
        },
      ],
      [{ AWS: root }, { Bool: { "kms:GrantIsForAWSResource": "true" } }],
      [
        {
          AWS: [
            `arn:aws:iam::123456789012:role/iam-dev-records-api-${region}`,
            `arn:aws:iam::123456789012:role/iam-dev-records-events-${region}`,
            `arn:aws:iam::123456789012:role/iam-dev-records-migration-${region}`,
            ...(keepsState ? [`arn:aws:iam::123456789012:role/iam-dev-failover-orchestrator-${region}`] : []),
          ],
        },
        {
          StringEquals: { "kms:ViaService": [...(keepsState ? [service("dynamodb")] : []), service("secretsmanager")] },
        },
      ],
    ]);
    expect(statements.filter(({ Action }) => JSON.stringify(Action).includes("*"))).toEqual([]);
  });

  test("encrypts the cluster of its region, and comes after the roles that its policy names", () => {
    const key = graph.only(region, type);
    expect(graph.only(region, "aws:rds/cluster:Cluster").propertyDependencies.kmsKeyId).toEqual([key.urn]);
    for (const purpose of ["records-api", "records-events", "records-migration"]) {
      const role = graph
        .within(region, "aws:iam/role:Role")
        .find(({ inputs }) => inputs.name === `iam-dev-${purpose}-${region}`);
      expect(role !== undefined && graph.comesAfter(key, role)).toBe(true);
    }
  });
});

test("the password's secret is in both regions, under the key that is there, and gone with the stack", () => {
  const secret = graph.only("us-east-1", "aws:secretsmanager/secret:Secret");
  expect(secret.inputs).toMatchObject({
    name: "secretsmanager-dev-records-database",
    recoveryWindowInDays: 0,
    replicas: [expect.objectContaining({ region: "us-west-2" })],
  });
  expect(secret.propertyDependencies).toMatchObject({
    kmsKeyId: [graph.only("us-east-1", "aws:kms/key:Key").urn],
    replicas: [graph.only("us-west-2", "aws:kms/replicaKey:ReplicaKey").urn],
  });
});

test("both clusters take connections over TLS alone, in private subnets", () => {
  for (const region of ["us-east-1", "us-west-2"]) {
    expect(graph.only(region, "aws:rds/clusterParameterGroup:ClusterParameterGroup").inputs.parameters).toEqual([
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
    ]);
    const subnets = graph.only(region, "aws:rds/subnetGroup:SubnetGroup").propertyDependencies.subnetIds ?? [];
    expect(subnets).toHaveLength(3);
    expect(subnets.filter((urn) => !/-private-\d$/.test(urn))).toEqual([]);
  }
});
