import { Readable } from "node:stream";
import { RDSClient } from "@aws-sdk/client-rds";
import { rdsDatabase } from "../../../../infra/lib/lambda/orchestration/rds-database";

const arns = {
  primary: "arn:aws:rds:us-east-1:123456789012:cluster:primary-db-cluster-v2-dev",
  standby: "arn:aws:rds:us-east-2:123456789012:cluster:dr-db-cluster-v2-dev",
};

interface Sent {
  readonly region: string;
  readonly form: Readonly<Record<string, string>>;
}

/** What RDS answers to an action: the inside of its result, or an error's code. */
type Replies = Readonly<Record<string, string | { readonly refusal: string }>>;

/** The real client, with a network that answers as RDS's query protocol does. */
function setUp(replies: Replies) {
  const sent: Sent[] = [];
  const client = (region: string) =>
    new RDSClient({
      region,
      maxAttempts: 1,
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
      requestHandler: {
        async handle({ body }: { body?: unknown }) {
          const form = Object.fromEntries(new URLSearchParams(String(body)));
          sent.push({ region, form });
          const action = form.Action ?? "";
          const reply = replies[action] ?? { refusal: "InvalidAction" };
          const text = typeof reply === "string" ? result(action, reply) : refusal(reply.refusal);
          const statusCode = typeof reply === "string" ? 200 : 400;
          return { response: { statusCode, headers: { "content-type": "text/xml" }, body: Readable.from([text]) } };
        },
      },
    });
  const database = rdsDatabase({
    clients: { primary: client("us-east-1"), standby: client("us-east-2") },
    globalName: "global-db-v2-dev",
    clusterArns: arns,
    lookLimitMs: 2_000,
    askLimitMs: 2_000,
  });
  return { database, sent };
}

const result = (action: string, inside: string) =>
  `<${action}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><${action}Result>${inside}</${action}Result></${action}Response>`;
const refusal = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>injected secret</Message></Error></ErrorResponse>`;

const member = (arn: string, isWriter: boolean, more = "") =>
  `<GlobalClusterMember><DBClusterArn>${arn}</DBClusterArn><IsWriter>${isWriter}</IsWriter>${more}</GlobalClusterMember>`;
const global = (members: string, more = "<Status>available</Status>") =>
  `<GlobalClusters><GlobalClusterMember>${more}<GlobalClusterMembers>${members}</GlobalClusterMembers></GlobalClusterMember></GlobalClusters>`;
const connected = "<SynchronizationStatus>connected</SynchronizationStatus>";
const usual = member(arns.primary, true) + member(arns.standby, false, connected);
const cluster = (
  status: string,
  members = "<DBClusterMember><DBInstanceIdentifier>one</DBInstanceIdentifier></DBClusterMember>",
) =>
  `<DBClusters><DBCluster><Status>${status}</Status><DBClusterMembers>${members}</DBClusterMembers></DBCluster></DBClusters>`;

const view = (globalText: string, clusterText = cluster("available")) =>
  setUp({ DescribeGlobalClusters: globalText, DescribeDBClusters: clusterText }).database.view();

test("is looked at in the standby region alone, by name", async () => {
  const { database, sent } = setUp({ DescribeGlobalClusters: global(usual), DescribeDBClusters: cluster("available") });
  await expect(database.view()).resolves.toEqual({
    writer: "primary",
    isMoving: false,
    isConnected: true,
    isStandbyReady: true,
  });
  expect(sent.map(({ region }) => region)).toEqual(["us-east-2", "us-east-2"]);
  expect(sent.map(({ form }) => form.GlobalClusterIdentifier ?? form.DBClusterIdentifier)).toEqual([
    "global-db-v2-dev",
    arns.standby,
  ]);
});

test.each([
  ["the standby's cluster", member(arns.primary, false, connected) + member(arns.standby, true), "standby"],
  ["a cluster that nobody knows", member(`${arns.primary}-other`, true) + member(arns.standby, false), "neither"],
  ["no cluster", member(arns.primary, false) + member(arns.standby, false), "neither"],
  ["two clusters", member(arns.primary, true) + member(arns.standby, true), "neither"],
])("%s may be the writer", async (_case, members, writer) => {
  await expect(view(global(members))).resolves.toMatchObject({ writer });
});

test.each([
  ["<Status>failing-over</Status>", true],
  ["<Status>switching-over</Status>", true],
  ["<Status>available</Status><FailoverState><Status>pending</Status></FailoverState>", true],
  ["<Status>available</Status>", false],
  ["<Status>upgrading</Status>", false],
])("with %s the writer moves: %j", async (more, isMoving) => {
  await expect(view(global(usual, more))).resolves.toMatchObject({ isMoving });
});

test.each([
  ["<SynchronizationStatus>pending-resync</SynchronizationStatus>", false],
  ["", undefined],
  [connected, true],
])("a copy with %j is connected: %j", async (more, isConnected) => {
  const members = member(arns.primary, true) + member(arns.standby, false, more);
  await expect(view(global(members))).resolves.toMatchObject({ isConnected });
});

test("without a copy nothing is connected", async () => {
  await expect(view(global(member(arns.primary, true)))).resolves.toMatchObject({ isConnected: false });
});

test.each<[string, boolean]>([
  [cluster("available"), true],
  ...["backing-up", "maintenance", "storage-optimization", "modifying", "update-iam-db-auth", "upgrading"].map(
    (status) => [cluster(status), true] as [string, boolean],
  ),
  ...["failing-over", "promoting", "creating", "stopped", "inaccessible-encryption-credentials", "constructor", ""].map(
    (status) => [cluster(status), false] as [string, boolean],
  ),
  [cluster("available", ""), false],
  ["<DBClusters/>", false],
])("a standby of %s is ready: %j", async (text, isStandbyReady) => {
  await expect(view(global(usual), text)).resolves.toMatchObject({ isStandbyReady });
});

test("a global cluster that is not there is a failure, not an empty view", async () => {
  await expect(view("<GlobalClusters/>")).rejects.toMatchObject({ kind: "misconfigured" });
});

test("a failover is asked for in the standby region, and allows loss", async () => {
  const { database, sent } = setUp({ FailoverGlobalCluster: "" });
  await database.failOver();
  expect(sent).toMatchObject([
    {
      region: "us-east-2",
      form: {
        Action: "FailoverGlobalCluster",
        GlobalClusterIdentifier: "global-db-v2-dev",
        TargetDbClusterIdentifier: arns.standby,
        AllowDataLoss: "true",
      },
    },
  ]);
  expect(sent[0]?.form).not.toHaveProperty("Switchover");
});

test.each([
  ["standby", "us-east-1"],
  ["primary", "us-east-2"],
] as const)(
  "a switchover to the %s is asked for in the region of the writer, and allows no loss",
  async (to, region) => {
    const { database, sent } = setUp({ SwitchoverGlobalCluster: "" });
    await database.switchOver(to);
    expect(sent).toMatchObject([
      { region, form: { Action: "SwitchoverGlobalCluster", TargetDbClusterIdentifier: arns[to] } },
    ]);
    expect(sent[0]?.form).not.toHaveProperty("AllowDataLoss");
  },
);

test("a refusal is a failure that says which, quotes nothing, and is not tried again", async () => {
  const { database, sent } = setUp({ FailoverGlobalCluster: { refusal: "InvalidGlobalClusterStateFault" } });
  const failed = database.failOver();
  await expect(failed).rejects.toMatchObject({
    details: { operation: "rds:FailoverGlobalCluster", errorName: "InvalidGlobalClusterStateFault" },
  });
  await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining("secret") });
  expect(sent).toHaveLength(1);
});
