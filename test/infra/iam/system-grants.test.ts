import { tableGrants } from "../../../infra/iam/grants/dynamodb";
import { networkGrants } from "../../../infra/iam/grants/ec2";
import { busGrants } from "../../../infra/iam/grants/events";
import { inspectionGrants } from "../../../infra/iam/grants/failover";
import { keyGrants } from "../../../infra/iam/grants/kms";
import { rehearsalGrants } from "../../../infra/iam/grants/rehearsal";
import { secretGrants } from "../../../infra/iam/grants/secretsmanager";
import { queueGrants } from "../../../infra/iam/grants/sqs";
import { policyDocument, type Statement } from "../../../infra/iam/statement";
import { Arns } from "../../../infra/naming/arns";

const arns = new Arns({ partition: "aws", region: "us-east-1", account: "123456789012" });
const root = arns.accountRoot();

function parsed(...statements: readonly Statement[]): Record<string, unknown>[] {
  return JSON.parse(policyDocument(statements)).Statement;
}

test("who looks at databases sees the named ones alone, and changes none", () => {
  const statements = inspectionGrants.databases(
    arns.globalDatabase("global"),
    [arns.databaseCluster("one")],
    [arns.databaseInstance("one-1"), arns.databaseInstance("one-2")],
  );
  expect(parsed(...statements).map(({ Effect, Action, Resource }) => [Effect, Action, Resource])).toEqual([
    ["Allow", ["rds:DescribeGlobalClusters"], ["arn:aws:rds::123456789012:global-cluster:global"]],
    ["Allow", ["rds:DescribeDBClusters"], ["arn:aws:rds:us-east-1:123456789012:cluster:one"]],
    [
      "Allow",
      ["rds:DescribeDBInstances"],
      ["arn:aws:rds:us-east-1:123456789012:db:one-1", "arn:aws:rds:us-east-1:123456789012:db:one-2"],
    ],
  ]);
});

test.each([
  [
    "functions",
    inspectionGrants.functions([arns.function("api")]),
    ["lambda:GetFunctionConfiguration"],
    "arn:aws:lambda:us-east-1:123456789012:function:api",
  ],
  [
    "alarms",
    inspectionGrants.alarms([arns.alarm("lag")]),
    ["cloudwatch:DescribeAlarms"],
    "arn:aws:cloudwatch:us-east-1:123456789012:alarm:lag",
  ],
  [
    "backups",
    inspectionGrants.backups(arns.backupVault("vault")),
    ["backup:ListRecoveryPointsByBackupVault"],
    "arn:aws:backup:us-east-1:123456789012:backup-vault:vault",
  ],
  [
    "a secret, whose ARN ends with six characters of AWS's own",
    secretGrants.read(arns.secret("password")),
    ["secretsmanager:GetSecretValue"],
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:password-??????",
  ],
  [
    "single items of a table",
    tableGrants.read(arns.table("sessions")),
    ["dynamodb:GetItem"],
    "arn:aws:dynamodb:us-east-1:123456789012:table/sessions",
  ],
  [
    "events, to one bus",
    busGrants.put(arns.eventBus("bus")),
    ["events:PutEvents"],
    "arn:aws:events:us-east-1:123456789012:event-bus/bus",
  ],
])("a grant for %s has one action and one resource", (_what, statement, actions, resource) => {
  expect(parsed(statement)).toEqual([
    expect.objectContaining({ Effect: "Allow", Action: actions, Resource: [resource] }),
  ]);
});

test("a bus takes events from one role, and says so by name", () => {
  expect(parsed(busGrants.receive(arns.eventBus("bus"), "FromPeer", arns.role("forward")))).toEqual([
    {
      Sid: "FromPeer",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:role/forward" },
      Action: ["events:PutEvents"],
      Resource: ["arn:aws:events:us-east-1:123456789012:event-bus/bus"],
    },
  ]);
});

test("a queue of dead letters takes them from EventBridge, of one rule", () => {
  const rule = arns.eventRule("bus", "forward");
  expect(parsed(queueGrants.receiveUndelivered(arns.queue("q"), "FromRule", rule))).toEqual([
    expect.objectContaining({
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/bus/forward" } },
    }),
  ]);
});

test("a rehearsal writes its reports here, reads them in both regions, and can tell a missing one from a hidden one", () => {
  const side = (bucket: string) => ({
    bucket: arns.bucket(bucket),
    objects: arns.objectsBelow(bucket, "rehearsals"),
  });
  const statements = parsed(...rehearsalGrants.report(side("here"), side("there")));
  expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [["s3:PutObject"], ["arn:aws:s3:::here/rehearsals/*"]],
    [["s3:GetObject"], ["arn:aws:s3:::here/rehearsals/*", "arn:aws:s3:::there/rehearsals/*"]],
    [["s3:ListBucket"], ["arn:aws:s3:::here", "arn:aws:s3:::there"]],
  ]);
});

test("what Lambda may do to join a network, the function's own code may not", () => {
  const [allowed, refused] = parsed(...networkGrants.joinNetwork(arns.function("api")));
  expect([allowed?.Effect, refused?.Effect]).toEqual(["Allow", "Deny"]);
  expect(refused?.Action).toEqual(allowed?.Action);
  expect(allowed).not.toHaveProperty("Condition");
  expect(refused?.Condition).toEqual({
    ArnEquals: { "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:api" },
  });
});

describe("a key", () => {
  const uses = /^kms:(Decrypt|Encrypt|GenerateDataKey.*|ReEncrypt.*|CreateGrant|Sign|GenerateMac)$/;

  test("is administered by the account, which that lets neither use nor lend it", () => {
    const [{ Action, Principal, Condition } = {}] = parsed(keyGrants.administer(root));
    const actions = Action as string[];
    expect(Principal).toEqual({ AWS: "arn:aws:iam::123456789012:root" });
    expect(Condition).toBeUndefined();
    expect(actions).toEqual(
      expect.arrayContaining(["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:ReplicateKey"]),
    );
    expect(actions.filter((action) => uses.test(action) || action.includes("*"))).toEqual([]);
  });

  test("is used by the account through the named services alone", () => {
    const [{ Action, Condition } = {}] = parsed(
      keyGrants.useThrough(root, "123456789012", ["rds.us-east-1.amazonaws.com"]),
    );
    expect(Condition).toEqual({
      StringEquals: { "kms:CallerAccount": "123456789012", "kms:ViaService": ["rds.us-east-1.amazonaws.com"] },
    });
    expect(Action).not.toContain("kms:CreateGrant");
  });

  test("is lent to services of AWS alone", () => {
    expect(parsed(keyGrants.lendToServices(root))).toEqual([
      expect.objectContaining({
        Action: ["kms:CreateGrant"],
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      }),
    ]);
  });

  test("lets a function read what one service keeps under it, and encrypt nothing", () => {
    const through = ["secretsmanager.us-east-1.amazonaws.com"];
    expect(parsed(keyGrants.readThrough([arns.role("api")], through))).toEqual([
      expect.objectContaining({
        Principal: { AWS: ["arn:aws:iam::123456789012:role/api"] },
        Action: ["kms:Decrypt"],
        Condition: { StringEquals: { "kms:ViaService": through } },
      }),
    ]);
  });
});
