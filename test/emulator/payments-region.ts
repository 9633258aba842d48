import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };

/** What the payment functions find in one region: a table, a retry queue with dead letters, parameters of their own. */
export class PaymentsRegion {
  readonly #name = randomUUID();
  readonly tableName = `payments-table-${this.#name}`;
  readonly #dynamo: DynamoDBClient;
  readonly #sqs: SQSClient;
  readonly #s3: S3Client;
  readonly #ssm: SSMClient;
  readonly #url: string;
  queueUrl = "";
  /** What stands for the other region's queue, in the same emulated account. */
  peerQueueUrl = "";
  deadLetterUrl = "";

  constructor(url: string) {
    this.#url = url;
    const settings = { region: "us-east-1", endpoint: url, credentials };
    this.#dynamo = new DynamoDBClient(settings);
    this.#sqs = new SQSClient(settings);
    this.#s3 = new S3Client(settings);
    this.#ssm = new SSMClient(settings);
  }

  /** The environment variables of a function in this region. */
  environment(service: "payment-processor" | "payment-retry"): Record<string, string> {
    const all = { database: `/${this.#name}/database`, intake: `/${this.#name}/intake` };
    const endpoints = { apiEndpoint: `/${this.#name}/api`, peerEndpoint: `/${this.#name}/peer` };
    const names = service === "payment-retry" ? { database: all.database } : { ...all, ...endpoints };
    return {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL: this.#url,
      SERVICE_NAME: service,
      REGION_ROLE: "primary",
      RETRY_QUEUE_URL: this.queueUrl,
      PARAMETER_NAMES: JSON.stringify(names),
      ...(service === "payment-retry"
        ? { DEAD_LETTER_QUEUE_URL: this.deadLetterUrl }
        : { PEER_RETRY_QUEUE_URL: this.peerQueueUrl, RECEIPT_BUCKET: this.#bucket }),
    };
  }

  /** Everything there, with the database at an address of the caller's choice. */
  async build(databaseUrl = this.#url): Promise<void> {
    await this.createTable();
    await this.#createQueues();
    await this.#s3.send(new CreateBucketCommand({ Bucket: this.#bucket }));
    await this.putParameter("database", `${databaseUrl}/${this.tableName}`);
    await this.putParameter("intake", '{"intake":"open","largestAmount":100000}');
  }

  get #bucket(): string {
    return `payment-logs-${this.#name}`;
  }

  async createTable(): Promise<void> {
    await this.#dynamo.send(
      new CreateTableCommand({
        TableName: this.tableName,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      }),
    );
  }

  async deleteTable(): Promise<void> {
    await this.#dynamo.send(new DeleteTableCommand({ TableName: this.tableName }));
  }

  async putParameter(role: "database" | "intake", value: string): Promise<void> {
    const name = `/${this.#name}/${role}`;
    await this.#ssm.send(new PutParameterCommand({ Name: name, Value: value, Type: "SecureString", Overwrite: true }));
  }

  async item(id: string): Promise<Record<string, AttributeValue> | undefined> {
    const key = { id: { S: id } };
    return (await this.#dynamo.send(new GetItemCommand({ TableName: this.tableName, Key: key }))).Item;
  }

  /** Ids of the payments, keys left out. */
  async paymentIds(): Promise<readonly (string | undefined)[]> {
    const { Items = [] } = await this.#dynamo.send(new ScanCommand({ TableName: this.tableName }));
    return Items.map(({ id }) => id?.S).filter((id) => id?.startsWith("pay_"));
  }

  async send(body: string): Promise<void> {
    await this.#sqs.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: body }));
  }

  /** What the queue does with a message whose receives are used up. */
  async moveToDeadLetters(body: string): Promise<void> {
    await this.#sqs.send(new SendMessageCommand({ QueueUrl: this.deadLetterUrl, MessageBody: body }));
  }

  /** FAKE: moto has no StartMessageMoveTask. Moves the dead letters to the retry queue, as that command does. */
  async redrive(): Promise<void> {
    for (const { Body = "", ReceiptHandle } of await this.receive(this.deadLetterUrl)) {
      await this.send(Body);
      await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: this.deadLetterUrl, ReceiptHandle }));
    }
  }

  /** Takes what is visible in a queue now. */
  async receive(url = this.queueUrl): Promise<readonly Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      MessageAttributeNames: ["All"],
    });
    return (await this.#sqs.send(command)).Messages ?? [];
  }

  async #createQueues(): Promise<void> {
    const make = async (name: string, attributes: Record<string, string>) => {
      const command = new CreateQueueCommand({ QueueName: `${name}-${this.#name}`, Attributes: attributes });
      return (await this.#sqs.send(command)).QueueUrl ?? "";
    };
    this.deadLetterUrl = await make("dead", {});
    this.peerQueueUrl = await make("peer-retry", {});
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:123456789012:dead-${this.#name}`;
    this.queueUrl = await make("retry", {
      VisibilityTimeout: "180",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    });
  }

  close(): void {
    this.#dynamo.destroy();
    this.#s3.destroy();
    this.#sqs.destroy();
    this.#ssm.destroy();
  }
}

/** What Lambda's poller makes of received messages. */
export function eventOf(messages: readonly Message[]): object {
  return {
    Records: messages.map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: { ApproximateReceiveCount: Attributes?.ApproximateReceiveCount ?? "1" },
      eventSource: "aws:sqs",
    })),
  };
}
