import { tableGrants } from "../../../infra/iam/grants/dynamodb";
import { logGrants } from "../../../infra/iam/grants/logs";
import { replicationGrants } from "../../../infra/iam/grants/s3";
import { topicGrants } from "../../../infra/iam/grants/sns";
import { queueGrants } from "../../../infra/iam/grants/sqs";
import { parameterGrants } from "../../../infra/iam/grants/ssm";
import { policyDocument } from "../../../infra/iam/statement";
import { Arns } from "../../../infra/naming/arns";

const arns = new Arns({ partition: "aws", region: "us-east-1", account: "123456789012" });
const here = { bucket: arns.bucket("here"), objects: arns.objects("here") };
const there = { bucket: arns.bucket("there"), objects: arns.objects("there") };

/** What a statement lets happen, as pairs of action and resource. */
function allowed(...statements: Parameters<typeof policyDocument>[0]): string[] {
  return JSON.parse(policyDocument(statements)).Statement.flatMap(
    ({ Action, Resource }: { Action: string[]; Resource: string[] }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)),
  );
}

test("a table's user reads and puts single items", () => {
  expect(allowed(tableGrants.readAndPut(arns.table("trades")))).toEqual([
    "dynamodb:GetItem arn:aws:dynamodb:us-east-1:123456789012:table/trades",
    "dynamodb:PutItem arn:aws:dynamodb:us-east-1:123456789012:table/trades",
  ]);
});

test("a function writes its log, and cannot bring a destroyed log group back", () => {
  expect(allowed(logGrants.write(arns.logStreams("group")))).toEqual([
    "logs:CreateLogStream arn:aws:logs:us-east-1:123456789012:log-group:group:*",
    "logs:PutLogEvents arn:aws:logs:us-east-1:123456789012:log-group:group:*",
  ]);
});

test("a sender only sends", () => {
  expect(allowed(queueGrants.send(arns.queue("q")))).toEqual(["sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:q"]);
});

test("a reader of parameters reads exactly those", () => {
  expect(allowed(parameterGrants.read([arns.parameter("one"), arns.parameter("two")]))).toEqual([
    "ssm:GetParameters arn:aws:ssm:us-east-1:123456789012:parameter/one",
    "ssm:GetParameters arn:aws:ssm:us-east-1:123456789012:parameter/two",
  ]);
});

test("a topic hears the alarms of its own account", () => {
  expect(topicGrants.publishAlarms(arns.topic("t"), "123456789012")).toMatchObject({
    principal: { service: "cloudwatch.amazonaws.com" },
    actions: ["sns:Publish"],
    conditions: { StringEquals: { "aws:SourceAccount": "123456789012" } },
  });
});

test("replication reads from one bucket and writes replicas to the other, nothing else", () => {
  expect(allowed(...replicationGrants.copy(here, there))).toEqual([
    "s3:GetReplicationConfiguration arn:aws:s3:::here",
    "s3:ListBucket arn:aws:s3:::here",
    "s3:GetObjectVersionForReplication arn:aws:s3:::here/*",
    "s3:GetObjectVersionAcl arn:aws:s3:::here/*",
    "s3:GetObjectVersionTagging arn:aws:s3:::here/*",
    "s3:ReplicateObject arn:aws:s3:::there/*",
    "s3:ReplicateDelete arn:aws:s3:::there/*",
    "s3:ReplicateTags arn:aws:s3:::there/*",
  ]);
});

test("a destination receives replicas from one role alone", () => {
  expect(replicationGrants.receive(arns.role("copier"), there)).toMatchObject({
    principal: { aws: "arn:aws:iam::123456789012:role/copier" },
    resources: ["arn:aws:s3:::there/*"],
  });
});
