import { randomUUID } from "node:crypto";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { albEvent } from "../infra/lambda/doubles/alb-events";
import { FaultProxy } from "./fault-proxy";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";
import { databaseName, PostgresServer } from "./postgres";
import { TransactionsRegion } from "./transactions-region";

jest.setTimeout(180_000);

const password = "the-database-password-1";
const record = { id: "r-1", patient: "MARKED-patient", kind: "encounter", content: "MARKED-content" };
const headers = { "content-type": "application/json", "x-actor-id": "dr-house" };
const post = (body: object) => albEvent("POST", "/records", JSON.stringify(body), headers);
const get = (path: string) => albEvent("GET", path, "", headers);

/** A bus of moto, and a queue in which the test sees what is put on it. */
class SeenBus {
  readonly name = `bus-${randomUUID()}`;
  readonly #events: EventBridgeClient;
  readonly #sqs: SQSClient;
  readonly #queueUrl: string;

  constructor(url: string) {
    const settings = {
      region: "us-east-1",
      endpoint: url,
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    };
    this.#events = new EventBridgeClient(settings);
    this.#sqs = new SQSClient(settings);
    this.#queueUrl = `${url}/123456789012/${this.name}`;
  }

  async build(): Promise<void> {
    const { name } = this;
    await this.#sqs.send(new CreateQueueCommand({ QueueName: name }));
    await this.#events.send(new CreateEventBusCommand({ Name: name }));
    const EventPattern = JSON.stringify({ source: ["healthcare.records"] });
    await this.#events.send(new PutRuleCommand({ Name: name, EventBusName: name, EventPattern }));
    const Arn = `arn:aws:sqs:us-east-1:123456789012:${name}`;
    await this.#events.send(new PutTargetsCommand({ Rule: name, EventBusName: name, Targets: [{ Id: "1", Arn }] }));
  }

  /** What was put since the last look, as EventBridge hands it to a function. */
  async seen(): Promise<readonly string[]> {
    const command = new ReceiveMessageCommand({ QueueUrl: this.#queueUrl, MaxNumberOfMessages: 10 });
    return ((await this.#sqs.send(command)).Messages ?? []).map(({ Body = "" }) => Body);
  }

  close(): void {
    this.#events.destroy();
    this.#sqs.destroy();
  }
}

let moto: Moto;
let server: PostgresServer;
let region: TransactionsRegion;
let bus: SeenBus;
const running: FunctionProcess[] = [];

function start(functionName: "records-api" | "records-events", more: Readonly<Record<string, string>> = {}) {
  const environment = {
    ...region.environment(functionName, "primary", server),
    DATABASE_OWN_WRITER_HOST: "localhost",
    EVENT_BUS: bus.name,
    METRIC_NAMESPACE: "Healthcare/Failover",
    METRIC_SYSTEM: "records-test",
    ...more,
  };
  const started = new FunctionProcess({ node: process.execPath, functionName, environment });
  running.push(started);
  return started;
}

beforeAll(async () => {
  [moto, server] = await Promise.all([startMoto(), PostgresServer.start()]);
});
afterAll(async () => {
  await Promise.all([moto?.stop(), server?.remove()]);
});

beforeEach(async () => {
  region = new TransactionsRegion(moto.url);
  bus = new SeenBus(moto.url);
  await region.createUser(server, password);
  await Promise.all([region.createSecret(password), bus.build()]);
  await region.migrate("record-migration", server);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  region.close();
  bus.close();
});

test("a record is kept from a cold start on, told on the bus without a word about the patient, and noted once", async () => {
  const api = start("records-api");
  const created = await api.invoke(post(record));
  expect(created).toMatchObject({ status: 201, headers: { location: "/records/r-1" }, body: record });
  await expect(api.invoke(get("/records/r-1"))).resolves.toMatchObject({ status: 200, body: created.body });

  const [event = "", ...others] = await bus.seen();
  expect(others).toEqual([]);
  expect(JSON.parse(event)).toMatchObject({
    source: "healthcare.records",
    "detail-type": "RecordStored",
    detail: { eventId: "stored-r-1", subject: "r-1", originRegion: "us-east-1" },
  });
  expect(event).not.toContain("MARKED");

  const consumer = start("records-events");
  await expect(api.invoke(get("/events/stored-r-1"))).resolves.toMatchObject({ status: 404 });
  await consumer.call(JSON.parse(event));
  await consumer.call(JSON.parse(event));
  await expect(api.invoke(get("/events/stored-r-1"))).resolves.toMatchObject({
    status: 200,
    body: { id: "stored-r-1", region: "us-east-1" },
  });
  expect(consumer.output).toContain('"message":"event noted"');
  expect(consumer.output).toContain('"message":"event known already"');
});

test("a record sent again is told again: the first telling may have been lost", async () => {
  const proxy = new FaultProxy(moto.url);
  const api = start("records-api", { AWS_ENDPOINT_URL_EVENTBRIDGE: await proxy.start() });
  try {
    proxy.plan([], { error: "InternalException", status: 500 });
    await expect(api.invoke(post(record))).resolves.toMatchObject({ status: 503 });
    await expect(bus.seen()).resolves.toEqual([]);
    proxy.plan([]);
    await expect(api.invoke(post(record))).resolves.toMatchObject({ status: 200, body: record });
    await expect(bus.seen()).resolves.toHaveLength(1);
  } finally {
    await proxy.stop();
  }
});

test("what is no event of this system is refused, so that it ends among the dead letters", async () => {
  const consumer = start("records-events");
  await expect(consumer.call({ source: "healthcare.records", detail: record })).rejects.toThrow("another kind");
  expect(consumer.output).toContain('"message":"event not noted"');
  expect(consumer.output).not.toContain("MARKED");
});

test("health is a write in the primary, and in the standby a reading and a word about the writer", async () => {
  const health = albEvent("GET", "/health");
  const primary = start("records-api");
  await primary.invoke(post(record));
  await expect(primary.invoke(health)).resolves.toMatchObject({ status: 200, body: { status: "healthy" } });
  const standby = start("records-api", { REGION_ROLE: "secondary" });
  await standby.invoke(health);
  const answer = await standby.invoke(health);
  expect(answer).toMatchObject({ status: 200, body: { writer: "answers", copiedUntil: expect.any(Number) } });
  expect(standby.output).toContain('"CopyAge":');
  const cut = start("records-api", { REGION_ROLE: "secondary", DATABASE_WRITER_HOST: "nowhere.invalid" });
  await expect(cut.invoke(health)).resolves.toMatchObject({ status: 200, body: { writer: "silent" } });
  const foreign = start("records-api", { DATABASE_OWN_WRITER_HOST: "nowhere.invalid" });
  await expect(foreign.invoke(health)).resolves.toMatchObject({ status: 503, body: { status: "unhealthy" } });
});

test("while the database is away the service asks to try again and the event is left to EventBridge; later both work", async () => {
  const [api, consumer] = [start("records-api"), start("records-events")];
  await api.invoke(post(record));
  const [event = "{}"] = await bus.seen();
  await server.stop();
  await expect(api.invoke(post({ ...record, id: "r-2" }))).resolves.toMatchObject({ status: 503 });
  await expect(api.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({
    status: 503,
    body: { status: "unhealthy" },
  });
  await expect(consumer.call(JSON.parse(event))).rejects.toThrow();
  await server.run();
  await expect(api.invoke(post({ ...record, id: "r-2" }))).resolves.toMatchObject({ status: 201 });
  await expect(consumer.call(JSON.parse(event))).resolves.toBeNull();
});

test("no log line of any path holds patient data or the password", async () => {
  const [api, consumer] = [start("records-api"), start("records-events")];
  await api.invoke(post(record));
  await api.invoke(post({ ...record, content: "MARKED-other" }));
  await api.invoke(post({ ...record, kind: "MARKED-kind" }));
  await api.invoke(albEvent("POST", "/records", '{"content":"MARKED-cut', headers));
  await api.invoke(albEvent("POST", "/records", JSON.stringify(record), { "content-type": "application/json" }));
  await api.invoke(get("/records/MARKED-id"));
  await server.query(databaseName, `ALTER ROLE ${region.username} PASSWORD 'another-password-2'`);
  await server.query(
    "postgres",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
    [databaseName],
  );
  await api.invoke(post({ ...record, id: "r-3" }));
  await consumer.call({ source: "healthcare.records", detail: record }).catch(() => undefined);
  const said = api.output + consumer.output;
  expect(said.trim().split("\n").length).toBeGreaterThanOrEqual(9);
  for (const hidden of ["MARKED", password, "another-password-2"]) {
    expect(said).not.toContain(hidden);
  }
});
