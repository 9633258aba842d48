import { randomUUID } from "node:crypto";
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateFunctionCommand, LambdaClient, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DeleteDBInstanceCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
const here = "us-east-1";
const there = "us-west-2";

/** What the failover functions of one region find in both, in one emulated account. */
export class FailoverRegions {
  readonly #id = randomUUID();
  readonly #moto: string;
  readonly #gaps: string;
  readonly #rds: Readonly<Record<string, RDSClient>>;
  readonly #lambda: Readonly<Record<string, LambdaClient>>;
  readonly #s3: S3Client;
  readonly #clients: { destroy(): void }[] = [];

  /** `gaps` answers what moto cannot, and passes on the rest. */
  constructor(moto: string, gaps: string) {
    this.#moto = moto;
    this.#gaps = gaps;
    this.#rds = { [here]: this.#open(RDSClient, here), [there]: this.#open(RDSClient, there) };
    this.#lambda = { [here]: this.#open(LambdaClient, here), [there]: this.#open(LambdaClient, there) };
    this.#s3 = this.#open(S3Client, here);
  }

  #open<Client extends { destroy(): void }>(
    Made: new (settings: { region: string; endpoint: string; credentials: typeof credentials }) => Client,
    region: string,
  ): Client {
    const client = new Made({ region, endpoint: this.#moto, credentials });
    this.#clients.push(client);
    return client;
  }

  get #names() {
    const of = (what: string) => `${what}-${this.#id}`;
    return {
      role: of("role"),
      function: of("api"),
      alarm: of("lag"),
      bus: of("bus"),
      queue: of("arrived"),
      endpoint: `/${this.#id}/peer`,
      limits: `/${this.#id}/limits`,
      cluster: (region: string) => of(`records-${region}`),
      bucket: (region: string) => of(`assets-${region}`),
    };
  }

  /** The environment of a function in the primary region. */
  environment(service: string): Record<string, string> {
    const names = this.#names;
    return {
      AWS_REGION: here,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL: this.#moto,
      AWS_ENDPOINT_URL_RDS: this.#gaps,
      AWS_ENDPOINT_URL_BACKUP: this.#gaps,
      SERVICE_NAME: service,
      REGION_ROLE: "primary",
      PEER_REGION: there,
      SERVED_NAME: "api.example.com",
      METRIC_NAMESPACE: "Healthcare/Failover",
      METRIC_SYSTEM: "records-test",
      GLOBAL_CLUSTER: "records-global",
      CLUSTERS: JSON.stringify({ here: names.cluster(here), there: names.cluster(there) }),
      FUNCTION_NAME: names.function,
      LAG_ALARM: names.alarm,
      BACKUP_VAULT: "records",
      PARAMETER_NAMES: JSON.stringify({ peerEndpoint: names.endpoint, limits: names.limits }),
      EVENT_BUS: names.bus,
      REPORT_BUCKET: names.bucket(here),
      PEER_BUCKET: names.bucket(there),
    };
  }

  /** Both regions alike, with an alarm that is content, and a standby that serves at `peerEndpoint`. */
  async build(peerEndpoint: string): Promise<void> {
    await this.#makeRole();
    await Promise.all([here, there].map((region) => this.#buildRegion(region)));
    await Promise.all([this.#putParameters(peerEndpoint), this.#buildEvents()]);
  }

  /** Lambda asks IAM for the role; the SDK's client for IAM would serve for this alone. */
  async #makeRole(): Promise<void> {
    const body = new URLSearchParams({
      Action: "CreateRole",
      Version: "2010-05-08",
      RoleName: this.#names.role,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    });
    const authorization = `AWS4-HMAC-SHA256 Credential=testing/20260101/${here}/iam/aws4_request`;
    const { ok } = await fetch(this.#moto, { method: "POST", body, headers: { authorization } });
    if (!ok) {
      throw new Error("moto made no role.");
    }
  }

  async #buildRegion(region: string): Promise<void> {
    const names = this.#names;
    const cluster = names.cluster(region);
    await this.#rds[region]?.send(
      new CreateDBClusterCommand({
        DBClusterIdentifier: cluster,
        Engine: "aurora-postgresql",
        EngineVersion: "15.15",
        MasterUsername: "records",
        MasterUserPassword: "not-a-secret-1",
      }),
    );
    await this.addInstance(region, 1);
    await this.addInstance(region, 2);
    await this.#lambda[region]?.send(
      new CreateFunctionCommand({
        FunctionName: names.function,
        Role: `arn:aws:iam::123456789012:role/${names.role}`,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Code: { ZipFile: Buffer.from("the same code") },
        MemorySize: 512,
        Timeout: 10,
      }),
    );
    const cloudwatch = this.#open(CloudWatchClient, region);
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: names.alarm,
        Namespace: "AWS/RDS",
        MetricName: "AuroraGlobalDBReplicationLag",
        Statistic: "Maximum",
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 30_000,
        Period: 60,
        EvaluationPeriods: 1,
      }),
    );
    await this.setAlarm(region, "OK");
    const s3 = this.#open(S3Client, region);
    const place = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: there } as const };
    await s3.send(new CreateBucketCommand({ Bucket: names.bucket(region), ...place }));
  }

  async #putParameters(peerEndpoint: string): Promise<void> {
    const ssm = this.#open(SSMClient, here);
    const put = (Name: string, Value: string) =>
      ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: true }));
    await put(this.#names.endpoint, peerEndpoint);
    await put(this.#names.limits, JSON.stringify({ backupAgeSeconds: 100_800, deliverySeconds: 1 }));
  }

  /** Stands for the way of an event to the other region: what is on this bus arrives in a queue. */
  async #buildEvents(): Promise<void> {
    const { bus, queue } = this.#names;
    const events = this.#open(EventBridgeClient, here);
    await this.#open(SQSClient, here).send(new CreateQueueCommand({ QueueName: queue }));
    await events.send(new CreateEventBusCommand({ Name: bus }));
    const EventPattern = JSON.stringify({ source: ["healthcare.records"], detail: { originRegion: [here] } });
    await events.send(new PutRuleCommand({ Name: bus, EventBusName: bus, EventPattern }));
    const Arn = `arn:aws:sqs:${here}:123456789012:${queue}`;
    await events.send(new PutTargetsCommand({ Rule: bus, EventBusName: bus, Targets: [{ Id: "1", Arn }] }));
  }

  /** Ids of the events that arrived since the last call. */
  async arrivedEvents(): Promise<readonly string[]> {
    const sqs = this.#open(SQSClient, here);
    const QueueUrl = `${this.#moto}/123456789012/${this.#names.queue}`;
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    return Messages.map(({ Body = "" }) => (JSON.parse(Body) as { detail: { eventId: string } }).detail.eventId);
  }

  async setAlarm(region: string, StateValue: "OK" | "ALARM" | "INSUFFICIENT_DATA"): Promise<void> {
    const cloudwatch = this.#open(CloudWatchClient, region);
    const AlarmName = this.#names.alarm;
    await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "a test" }));
  }

  async addInstance(region: string, number: number, DBInstanceClass = "db.r6g.large"): Promise<void> {
    const cluster = this.#names.cluster(region);
    await this.#rds[region]?.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: `${cluster}-${number}`,
        DBClusterIdentifier: cluster,
        DBInstanceClass,
        Engine: "aurora-postgresql",
      }),
    );
  }

  async removeInstance(region: string, number: number): Promise<void> {
    const DBInstanceIdentifier = `${this.#names.cluster(region)}-${number}`;
    await this.#rds[region]?.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
  }

  async setMemory(region: string, MemorySize: number): Promise<void> {
    const FunctionName = this.#names.function;
    await this.#lambda[region]?.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize }));
  }

  async readReport(key: string): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.#names.bucket(here), Key: key });
    return (await (await this.#s3.send(command)).Body?.transformToString()) ?? "";
  }

  /** What S3 would do by itself: moto keeps the rules of replication, and copies nothing. */
  async replicate(key: string): Promise<void> {
    const Body = await this.readReport(key);
    await this.#s3.send(new PutObjectCommand({ Bucket: this.#names.bucket(there), Key: key, Body }));
  }

  close(): void {
    for (const client of this.#clients) {
      client.destroy();
    }
  }
}
