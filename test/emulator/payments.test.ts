import { apiEvent, paymentEvent } from "../infra/lambda/doubles/api-events";
import { id, key, payment, sentPayment } from "../infra/lambda/doubles/payments";
import { type Fault, FaultProxy } from "./fault-proxy";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";
import { eventOf, PaymentsRegion } from "./payments-region";

const throttled: Fault = { error: "ThrottlingException", status: 400 };

let moto: Moto;
let proxy: FaultProxy;
let region: PaymentsRegion;
const running: FunctionProcess[] = [];

beforeAll(async () => {
  moto = await startMoto();
});

afterAll(async () => {
  await moto.stop();
});

beforeEach(async () => {
  proxy = new FaultProxy(moto.url);
  region = new PaymentsRegion(moto.url);
  await region.build(await proxy.start());
});

afterEach(async () => {
  region.close();
  await Promise.all(running.splice(0).map((each) => each.stop()));
  await proxy.stop();
});

/** A fresh execution environment of one of the functions. */
function start(functionName: "payment-processor" | "payment-retry", given: Record<string, string> = {}) {
  const environment = { ...region.environment(functionName), ...given };
  const started = new FunctionProcess({ node: process.execPath, functionName, environment });
  running.push(started);
  return started;
}

const message = JSON.stringify({ version: 1, acceptedAt: "2026-03-31T12:00:00.000Z", payment });

/** The dead letters, each with why it is one. */
async function reasons(): Promise<readonly (readonly (string | undefined)[])[]> {
  const letters = await region.receive(region.deadLetterUrl);
  return letters.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.Reason?.StringValue]);
}

describe("the payment processor", () => {
  test("records a payment and its key, gives it back, and is healthy", async () => {
    const processor = start("payment-processor");
    const created = await processor.invoke(paymentEvent(sentPayment));
    expect(created).toMatchObject({ status: 201, headers: { location: `/payments/${id}` } });
    await expect(region.item(id)).resolves.toMatchObject({
      amount: { N: "12550" },
      currency: { S: "USD" },
      idempotencyKey: { S: key },
      recordedIn: { S: "primary" },
    });
    await expect(region.item(`key#${key}`)).resolves.toMatchObject({ paymentId: { S: id } });
    await expect(processor.invoke(apiEvent("GET", `/payments/${id}`))).resolves.toMatchObject({
      status: 200,
      body: created.body,
    });
    await expect(processor.invoke(apiEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
  });

  test("records a payment once when four environments are sent it at the same time", async () => {
    const environments = [1, 2, 3, 4].map(() => start("payment-processor"));
    const sent = [1, 2, 3].flatMap(() => environments.map((each) => each.invoke(paymentEvent(sentPayment))));
    const statuses = (await Promise.all(sent)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 201]);
    await expect(region.paymentIds()).resolves.toEqual([id]);
  });

  test("lets one of four different payments have a key that all want at the same time", async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map((amount) => start("payment-processor").invoke(paymentEvent({ ...sentPayment, amount }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    await expect(region.paymentIds()).resolves.toHaveLength(1);
  });

  test("knows its own payment again when the answer to the write is lost", async () => {
    const processor = start("payment-processor");
    proxy.plan(["lose answer"]);
    const answer = await processor.invoke(paymentEvent(sentPayment));
    // The SDK sends the transaction again with the same token; DynamoDB takes it for the same one, an emulator may not.
    expect([200, 201]).toContain(answer.status);
    await expect(region.paymentIds()).resolves.toEqual([id]);
  });

  test("keeps a payment in both retry queues while the ledger is throttled, and says that it waits", async () => {
    const processor = start("payment-processor");
    proxy.plan([], throttled);
    const answer = await processor.invoke(paymentEvent(sentPayment));
    expect([answer.status, answer.body]).toEqual([202, { id, status: "accepted" }]);
    const [waiting] = await region.receive();
    expect(JSON.parse(waiting?.Body ?? "")).toMatchObject({ version: 1, payment });
    const [there] = await region.receive(region.peerQueueUrl);
    expect(there?.Body).toBe(waiting?.Body);
    await expect(region.paymentIds()).resolves.toEqual([]);
    proxy.plan([]);
    await expect(processor.invoke(apiEvent("GET", String(answer.headers.location)))).resolves.toMatchObject({
      status: 200,
      body: { id, status: "accepted" },
    });
    await expect(processor.invoke(apiEvent("GET", `/payments/pay_${"0".repeat(40)}`))).resolves.toMatchObject({
      status: 404,
    });
  });

  test("says in time that a payment waits when the ledger hangs, and that it has to be sent again when nothing takes it", async () => {
    const processor = start("payment-processor");
    await processor.invoke(apiEvent("GET", "/health"));
    proxy.planFor(["TransactWriteItems"], "hang");
    await expect(processor.invoke(paymentEvent(sentPayment))).resolves.toMatchObject({ status: 202 });
    const cutOff = start("payment-processor", { PEER_RETRY_QUEUE_URL: "http://127.0.0.1:1/123456789012/queue" });
    await expect(cutOff.invoke(paymentEvent(sentPayment))).resolves.toMatchObject({
      status: 503,
      headers: { "retry-after": "1" },
    });
  }, 60_000);

  test("starts without Parameter Store by what was deployed, as the retry consumer does", async () => {
    const database = `${moto.url}/${region.tableName}`;
    const without = (deployed: object) => ({
      AWS_ENDPOINT_URL_SSM: "http://127.0.0.1:1",
      DEPLOYED_PARAMETERS: JSON.stringify(deployed),
    });
    const intake = '{"intake":"open","largestAmount":100000}';
    const processor = start("payment-processor", without({ database, intake }));
    await expect(processor.invoke(paymentEvent(sentPayment))).resolves.toMatchObject({ status: 201 });
    await expect(processor.invoke(apiEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
    await region.send(message);
    const answer = await start("payment-retry", without({ database })).call(eventOf(await region.receive()));
    expect(answer).toEqual({ batchItemFailures: [] });
  });

  test("takes nothing and is unhealthy in a region that is closed", async () => {
    await region.putParameter("intake", '{"intake":"closed","largestAmount":100000}');
    const processor = start("payment-processor");
    await expect(processor.invoke(paymentEvent(sentPayment))).resolves.toMatchObject({ status: 503 });
    await expect(processor.invoke(apiEvent("GET", "/health"))).resolves.toMatchObject({
      status: 503,
      body: { status: "closed" },
    });
    await expect(region.paymentIds()).resolves.toEqual([]);
  });

  test("is unhealthy while its ledger answers reads and refuses writes", async () => {
    const processor = start("payment-processor");
    await expect(processor.invoke(apiEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
    await expect(region.item("heartbeat#primary")).resolves.toMatchObject({ beatAt: { N: expect.any(String) } });
    proxy.planFor(["TransactWriteItems"], { error: "InternalServerError", status: 500 });
    await expect(processor.invoke(apiEvent("GET", "/health"))).resolves.toMatchObject({ status: 503 });
    proxy.plan([]);
    await expect(processor.invoke(apiEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
  });

  test("is unhealthy while its table is missing, and recovers", async () => {
    const processor = start("payment-processor");
    await region.deleteTable();
    await expect(processor.invoke(apiEvent("GET", "/health"))).resolves.toMatchObject({
      status: 503,
      body: { status: "unhealthy" },
    });
    await region.createTable();
    await expect(processor.invoke(apiEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
  });

  test("logs JSON lines, and neither payments nor parameters", async () => {
    const processor = start("payment-processor");
    await processor.invoke(paymentEvent(sentPayment));
    await processor.invoke(paymentEvent({ ...sentPayment, reference: "card 4111 1111 1111 1111" }));
    const lines = processor.output.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).message)).toEqual([
      "parameters read",
      "request answered",
      "request refused",
      "request answered",
    ]);
    for (const value of ["4111", "ACC-DEBTOR", "12550", key, moto.url, region.tableName]) {
      expect(processor.output).not.toContain(value);
    }
  });
});

describe("the retry consumer", () => {
  test("records a payment that the processor had to put into the queue", async () => {
    proxy.plan([], throttled);
    await start("payment-processor").invoke(paymentEvent(sentPayment));
    proxy.plan([]);
    const answer = await start("payment-retry").call(eventOf(await region.receive()));
    expect(answer).toEqual({ batchItemFailures: [] });
    await expect(region.paymentIds()).resolves.toEqual([id]);
  });

  test("keeps a payment that the ledger still cannot take, and puts it off for some seconds", async () => {
    await region.send(message);
    const received = await region.receive();
    proxy.plan([], throttled);
    const consumer = start("payment-retry");
    const answer = await consumer.call(eventOf(received));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: received[0]?.MessageId }] });
    expect(consumer.output).toContain('"failure":"throttled"');
    expect(consumer.output).not.toContain("message not put off");
    await expect(region.receive()).resolves.toEqual([]);
  });

  test("handles the good messages of a batch beside a poisonous one, which is a dead letter at once, with the reason", async () => {
    await region.send("not a payment");
    await region.send(message);
    const answer = await start("payment-retry").call(eventOf(await region.receive()));
    expect(answer).toEqual({ batchItemFailures: [] });
    await expect(region.paymentIds()).resolves.toEqual([id]);
    await expect(reasons()).resolves.toEqual([["not a payment", "no-payment"]]);
  });

  test("records the dead letters that are given back, and gives up again what can never be recorded", async () => {
    const consumer = start("payment-retry");
    proxy.plan([], throttled);
    await region.send(message);
    await region.send("not a payment");
    await consumer.call(eventOf(await region.receive()));
    await region.moveToDeadLetters(message);
    proxy.plan([]);
    await region.redrive();
    await consumer.call(eventOf(await region.receive()));
    await expect(region.paymentIds()).resolves.toEqual([id]);
    await expect(reasons()).resolves.toEqual([["not a payment", "no-payment"]]);
  });

  test("records a message that is delivered twice at the same time once", async () => {
    await region.send(message);
    const event = eventOf(await region.receive());
    const answers = await Promise.all([start("payment-retry").call(event), start("payment-retry").call(event)]);
    expect(answers).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    await expect(region.paymentIds()).resolves.toEqual([id]);
  });

  test("gives up a payment whose key another one has taken in the meantime", async () => {
    await start("payment-processor").invoke(paymentEvent({ ...sentPayment, amount: 1 }));
    await region.send(message);
    const received = await region.receive();
    const consumer = start("payment-retry");
    await expect(consumer.call(eventOf(received))).resolves.toEqual({ batchItemFailures: [] });
    await expect(reasons()).resolves.toEqual([[message, "idempotency-key-taken"]]);
    expect(consumer.output).toContain('"poison":"idempotency-key-taken"');
    expect(consumer.output).not.toContain("ACC-DEBTOR");
  });
});
