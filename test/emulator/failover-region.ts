import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
const system = "global-db-v2-dev";

/** The numbers of the deployed policy. */
const policy = {
  failuresInRow: 6,
  failureWindowMs: 90_000,
  longestGapMs: 15_000,
  lagLimitMs: 10_000,
  lateReadings: 2,
  freshMs: 90_000,
  mostLossMs: 60_000,
  switchoverAfterMs: 300_000,
  cooldownMs: 3_600_000,
  effectLimitMs: 45_000,
  longestAskGapMs: 180_000,
  asksUntilTold: 3,
  promotionLimitMs: 600_000,
};

interface Inbox {
  readonly url: string;
  readonly arn: string;
}

/** What the failover's functions find in the standby region. Without a global database: the emulator's cannot fail over. */
export class FailoverRegion {
  readonly #name = randomUUID();
  readonly tableName = `failover-state-${this.#name}`;
  readonly switchName = `/${this.#name}/failover-switch`;
  readonly #url: string;
  readonly #dynamo: DynamoDBClient;
  readonly #ssm: SSMClient;
  readonly #events: EventBridgeClient;

  constructor(url: string) {
    this.#url = url;
    const settings = { region: "us-east-2", endpoint: url, credentials };
    this.#dynamo = new DynamoDBClient(settings);
    this.#ssm = new SSMClient(settings);
    this.#events = new EventBridgeClient(settings);
  }

  #common(service: string): Record<string, string> {
    return {
      AWS_REGION: "us-east-2",
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL: this.#url,
      SERVICE_NAME: service,
      REGION_ROLE: "secondary",
      PRIMARY_REGION: "us-east-1",
    };
  }

  /** Of the orchestrator, between two front doors. */
  orchestrator(endpoints: { readonly primary: string; readonly standby: string }): Record<string, string> {
    return {
      ...this.#common("fleet-failover"),
      SYSTEM: system,
      GLOBAL_CLUSTER: system,
      CLUSTERS: JSON.stringify({
        primary: "arn:aws:rds:us-east-1:123456789012:cluster:primary-db-cluster-v2-dev",
        standby: "arn:aws:rds:us-east-2:123456789012:cluster:dr-db-cluster-v2-dev",
      }),
      STANDBY_CLUSTER: "dr-db-cluster-v2-dev",
      PRIMARY_ENDPOINT: endpoints.primary,
      STANDBY_ENDPOINT: endpoints.standby,
      WRITER_PAGE: "asked",
      SERVED_NAME: "app.example.com",
      WITNESS_NAME: "failover-witness.example.com",
      NAME_SERVERS: "ns-1.invalid ns-2.invalid",
      STATE_TABLE: this.tableName,
      SWITCH_PARAMETER: this.switchName,
      DEPLOYED_AS: "automatic",
      EVENT_BUS: "default",
      METRIC_NAMESPACE: "Fleet/Failover",
      POLICY: JSON.stringify(policy),
    };
  }

  notifier(topic: string, primaryTopic: string): Record<string, string> {
    return { ...this.#common("fleet-notification"), TOPIC: topic, PRIMARY_TOPIC: primaryTopic };
  }

  async createTable(): Promise<void> {
    await this.#dynamo.send(
      new CreateTableCommand({
        TableName: this.tableName,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [
          { AttributeName: "system", KeyType: "HASH" },
          { AttributeName: "entry", KeyType: "RANGE" },
        ],
        AttributeDefinitions: [
          { AttributeName: "system", AttributeType: "S" },
          { AttributeName: "entry", AttributeType: "S" },
        ],
      }),
    );
  }

  async setSwitch(position: string): Promise<void> {
    await this.#ssm.send(
      new PutParameterCommand({ Name: this.switchName, Value: position, Type: "SecureString", Overwrite: true }),
    );
  }

  /** As if the primary's front door had been failing for so long. */
  async putStreak(sinceMs: number): Promise<void> {
    const now = Date.now();
    const state = { streak: { failures: 9, firstAt: now - sinceMs, lastAt: now } };
    const Item = {
      system: { S: system },
      entry: { S: "state" },
      holder: { S: "gone" },
      token: { N: "41" },
      leaseUntil: { N: "0" },
      state: { S: JSON.stringify(state) },
    };
    await this.#dynamo.send(new PutItemCommand({ TableName: this.tableName, Item }));
  }

  /** Every item, in the order of the entries. */
  async items(): Promise<readonly Record<string, AttributeValue>[]> {
    const { Items = [] } = await this.#dynamo.send(
      new QueryCommand({
        TableName: this.tableName,
        KeyConditionExpression: "#system = :system",
        ExpressionAttributeNames: { "#system": "system" },
        ExpressionAttributeValues: { ":system": { S: system } },
      }),
    );
    return Items;
  }

  /** A queue that a rule hands the orchestrator's events to. */
  async followEvents(): Promise<Inbox> {
    const inbox = await this.#inbox("us-east-2");
    const Name = `notices-${this.#name}`;
    await this.#events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify({ source: ["fleet.failover"] }) }));
    await this.#events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: "queue", Arn: inbox.arn }] }));
    return inbox;
  }

  /** A topic, and a queue that gets what is published there. */
  async createTopic(region: string): Promise<Inbox & { readonly topic: string }> {
    const sns = new SNSClient({ region, endpoint: this.#url, credentials });
    const inbox = await this.#inbox(region);
    const { TopicArn: topic = "" } = await sns.send(new CreateTopicCommand({ Name: `alerts-${this.#name}` }));
    await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: "sqs", Endpoint: inbox.arn }));
    sns.destroy();
    return { ...inbox, topic };
  }

  /** The messages in a queue, parsed. */
  async received({ url }: Inbox, region = "us-east-2"): Promise<readonly Record<string, unknown>[]> {
    const sqs = new SQSClient({ region, endpoint: this.#url, credentials });
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
    sqs.destroy();
    return Messages.map(({ Body = "" }) => JSON.parse(Body));
  }

  async #inbox(region: string): Promise<Inbox> {
    const sqs = new SQSClient({ region, endpoint: this.#url, credentials });
    const { QueueUrl: url = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `inbox-${randomUUID()}` }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
    );
    sqs.destroy();
    return { url, arn: Attributes?.QueueArn ?? "" };
  }

  close(): void {
    this.#dynamo.destroy();
    this.#ssm.destroy();
    this.#events.destroy();
  }
}
