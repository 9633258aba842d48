import { randomUUID } from "node:crypto";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { itemOf, streamEvent } from "../infra/lambda/doubles/journals";
import { node18, requireTool } from "./cache";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
const mine = { id: "T-1", price: "1", recordedAt: "2026-03-31T12:00:00.000Z", recordedIn: "primary" };
const theirs = { ...mine, price: "2", recordedIn: "secondary" };
const noon = Date.UTC(2026, 2, 31, 12);

let moto: Moto;
let s3: S3Client;
let sqs: SQSClient;
let bucket: string;
let queueUrl: string;
let journal: FunctionProcess;

beforeAll(async () => {
  moto = await startMoto();
  s3 = new S3Client({ region: "us-east-1", endpoint: moto.url, credentials });
  sqs = new SQSClient({ region: "us-east-1", endpoint: moto.url, credentials });
});

afterAll(async () => {
  s3.destroy();
  sqs.destroy();
  await moto.stop();
});

beforeEach(async () => {
  const name = randomUUID();
  bucket = `archive-${name}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: `conflicts-${name}` }))).QueueUrl ?? "";
  journal = new FunctionProcess({
    node: requireTool(node18),
    functionName: "record-journal",
    environment: environment(bucket),
  });
});

afterEach(async () => {
  await journal.stop();
});

function environment(archive: string): Record<string, string> {
  return {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL: moto.url,
    SERVICE_NAME: "trade-journal",
    REGION_ROLE: "primary",
    TABLE_NAME: "trades",
    METRICS_NAMESPACE: "Trading/Records",
    ARCHIVE_BUCKET: archive,
    ARCHIVE_FOLDER: "trades",
    CONFLICT_QUEUE_URL: queueUrl,
  };
}

/** Every line of the archive, read back. */
async function archived(): Promise<readonly unknown[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "trades/2026/03/31/" }));
  const bodies = Contents.map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  });
  const lines = (await Promise.all(bodies)).flatMap((body) => body.trimEnd().split("\n"));
  return lines.map((line) => JSON.parse(line));
}

test("records that a region took are read back from its archive, once, however often the stream gives them", async () => {
  const event = streamEvent([
    { sequence: "100", atMs: noon, after: itemOf(mine) },
    { sequence: "101", atMs: noon, after: itemOf({ ...mine, id: "T-2" }) },
  ]);
  await journal.call(event);
  await journal.call(event);
  await expect(archived()).resolves.toEqual([
    expect.objectContaining({ region: "primary", sequence: "100", after: itemOf(mine) }),
    expect.objectContaining({ sequence: "101", after: itemOf({ ...mine, id: "T-2" }) }),
  ]);
});

test("a record that gave way to another of its id waits for a person, with the other, and is counted", async () => {
  await journal.call(streamEvent([{ sequence: "102", atMs: noon, before: itemOf(mine), after: itemOf(theirs) }]));
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MessageAttributeNames: ["All"] }),
  );
  expect(
    Messages.map(({ Body = "", MessageAttributes }) => [JSON.parse(Body), MessageAttributes?.Reason?.StringValue]),
  ).toEqual([[expect.objectContaining({ before: itemOf(mine), after: itemOf(theirs) }), "overwritten"]]);
  const metric = journal.output.split("\n").find((line) => line.includes("CloudWatchMetrics")) ?? "";
  expect(JSON.parse(metric)).toMatchObject({ TableName: "trades", OverwrittenRecords: 1, LateRecords: 0 });
});

test("what the archive does not take is not taken for kept", async () => {
  await journal.stop();
  journal = new FunctionProcess({
    node: requireTool(node18),
    functionName: "record-journal",
    environment: environment(`missing-${bucket}`),
  });
  const kept = journal.call(streamEvent([{ sequence: "103", atMs: noon, after: itemOf(mine) }]));
  await expect(kept).rejects.toThrow(/The function threw/);
});
