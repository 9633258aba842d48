import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import {
  CreateTableCommand,
  DynamoDBClient,
  ExportTableToPointInTimeCommand,
  PutItemCommand,
  UpdateContinuousBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { exportRequest } from "../../infra/components/dynamodb/table-export";
import { type Moto, startMoto } from "./moto";

const settings = { region: "us-east-1", credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(async () => {
  await moto.stop();
});

test("what the schedule asks DynamoDB for puts the whole table into the folder of backups, where it is read back", async () => {
  const dynamo = new DynamoDBClient({ ...settings, endpoint: moto.url });
  const s3 = new S3Client({ ...settings, endpoint: moto.url, forcePathStyle: true });
  const name = randomUUID();
  const { TableDescription } = await dynamo.send(
    new CreateTableCommand({
      TableName: `payments-${name}`,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    }),
  );
  const TableName = TableDescription?.TableName ?? "";
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await dynamo.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
  await s3.send(new CreateBucketCommand({ Bucket: `logs-${name}` }));
  await dynamo.send(new PutItemCommand({ TableName, Item: { id: { S: "pay_1" } } }));

  const request = JSON.parse(exportRequest(TableDescription?.TableArn ?? "", `logs-${name}`, "backups"));
  await dynamo.send(new ExportTableToPointInTimeCommand(request));

  let keys: readonly string[] = [];
  for (let tries = 0; tries < 50 && !keys.some((key) => key.includes("/data/")); tries++) {
    await new Promise((done) => setTimeout(done, 100));
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: `logs-${name}`, Prefix: "backups/" }));
    keys = Contents.map(({ Key = "" }) => Key);
  }
  const [data] = keys.filter((key) => key.includes("/data/"));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: `logs-${name}`, Key: data }));
  const lines = gunzipSync((await Body?.transformToByteArray()) ?? "")
    .toString()
    .trim()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ Item: { id: { S: "pay_1" } } }]);
  dynamo.destroy();
  s3.destroy();
});
