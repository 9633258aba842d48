import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { albEvent, postEvent } from "../infra/lambda/doubles/alb-events";
import { apiEvent, paymentEvent } from "../infra/lambda/doubles/api-events";
import { sentPayment } from "../infra/lambda/doubles/payments";
import { sentTrade } from "../infra/lambda/doubles/trades";
import { node18, requireTool } from "./cache";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";
import { RunbookShell } from "./runbook-shell";

// The steps of two runbooks, as they are written, and what the functions make of them.

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
const running: FunctionProcess[] = [];
let moto: Moto;
let shell: RunbookShell;

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());
afterEach(async () => {
  shell.close();
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

const settingsIn = (region: string) => ({ region, endpoint: moto.url, credentials });

async function put(region: string, parameters: Readonly<Record<string, string>>): Promise<void> {
  const ssm = new SSMClient(settingsIn(region));
  for (const [Name, Value] of Object.entries(parameters)) {
    await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: true }));
  }
  ssm.destroy();
}

async function makeTable(name: string, regions: readonly string[]): Promise<void> {
  for (const region of regions) {
    const dynamo = new DynamoDBClient(settingsIn(region));
    await dynamo.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      }),
    );
    dynamo.destroy();
  }
}

async function queue(region: string, name: string, messages: readonly string[]): Promise<void> {
  const sqs = new SQSClient(settingsIn(region));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  for (const MessageBody of messages) {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
  sqs.destroy();
}

/** A fresh instance of a function of the primary, which reads every switch anew. */
function instance(functionName: string, variables: Readonly<Record<string, string>>, node = process.execPath) {
  const environment = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL: moto.url,
    REGION_ROLE: "primary",
    ...variables,
  };
  const started = new FunctionProcess({ node, functionName, environment });
  running.push(started);
  return started;
}

describe("docs/runbooks/trading.md", () => {
  const names = {
    tableEndpoint: "parameterstore-us-east-1-dev-table-endpoint",
    peerEndpoint: "parameterstore-us-east-1-dev-peer-endpoint",
    serving: "parameterstore-us-east-1-dev-serving",
  };
  const lever = "parameterstore-us-west-2-dev-peer-serving";
  const table = "dynamodb-us-east-1-dev-trades";
  const trading = () =>
    instance(
      "trade-processor",
      {
        SERVICE_NAME: "trade-health",
        TABLE_NAME: table,
        PARAMETER_NAMES: JSON.stringify(names),
        LEVER_REGION: "us-west-2",
        LEVER_NAME: lever,
      },
      requireTool(node18),
    );
  const health = async () => (await trading().invoke(albEvent("GET", "/health"))).body.status;

  beforeAll(async () => {
    await makeTable(table, ["us-east-1", "us-west-2"]);
    await put("us-east-1", {
      [names.tableEndpoint]: moto.url,
      [names.peerEndpoint]: "https://peer.example.com",
      [names.serving]: "open",
    });
    await put("us-west-2", { [lever]: "open" });
  });
  beforeEach(() => {
    shell = new RunbookShell({ document: "docs/runbooks/trading.md", url: moto.url });
  });

  test("the standby's switch makes the primary unhealthy, and what still comes is taken; opened, it is healthy again", async () => {
    await expect(health()).resolves.toBe("healthy");
    await shell.do(lever);
    await expect(health()).resolves.toBe("closed");
    await expect(trading().invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 201 });
    await shell.do(lever, { "--value closed": "--value open" });
    await expect(health()).resolves.toBe("healthy");
  });

  test("the primary's own switch refuses new trades as well", async () => {
    await shell.do(names.serving);
    await expect(health()).resolves.toBe("closed");
    await expect(trading().invoke(postEvent({ ...sentTrade, id: "T-2" }))).resolves.toMatchObject({ status: 503 });
    await shell.do(names.serving, { "--value closed": "--value open" });
    await expect(health()).resolves.toBe("healthy");
  });

  test("both trades of one id are read in the queue of the region that saw it", async () => {
    await queue("us-east-1", "sqs-us-east-1-dev-trade-conflicts", []);
    await queue("us-west-2", "sqs-us-west-2-dev-trade-conflicts", ['{"before":"one","after":"other"}']);
    const told = await shell.do("trade-conflicts");
    expect(
      told
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual([null, ['{"before":"one","after":"other"}']]);
  });
});

describe("docs/runbooks/payments.md", () => {
  const names = {
    database: "payments-database-parameter-dev",
    intake: "payments-intake-parameter-dev",
    apiEndpoint: "payments-api-endpoint-parameter-dev",
    peerEndpoint: "payments-peer-endpoint-parameter-dev",
  };
  const lever = "payments-peer-serving-parameter-dev";
  const payments = () =>
    instance("payment-processor", {
      SERVICE_NAME: "payment-health",
      RETRY_QUEUE_URL: `${moto.url}/123456789012/payment-retry-queue-dev`,
      PARAMETER_NAMES: JSON.stringify(names),
      LEVER_REGION: "us-east-2",
      LEVER_NAME: lever,
    });
  const health = async () => (await payments().invoke(apiEvent("GET", "/health"))).body.status;

  beforeAll(async () => {
    await makeTable("payments-table-dev", ["us-east-1", "us-east-2"]);
    await put("us-east-1", {
      [names.database]: `${moto.url}/payments-table-dev`,
      [names.intake]: '{"intake":"open","largestAmount":100000000}',
    });
    await put("us-east-2", { [lever]: "open" });
  });
  beforeEach(() => {
    shell = new RunbookShell({ document: "docs/runbooks/payments.md", url: moto.url });
  });

  test("the primary's own switch closes it, and opens it", async () => {
    await expect(health()).resolves.toBe("healthy");
    await shell.do("payments-intake-parameter");
    await expect(health()).resolves.toBe("closed");
    await expect(payments().invoke(paymentEvent(sentPayment))).resolves.toMatchObject({ status: 503 });
    await shell.do("payments-intake-parameter", { '"intake":"closed"': '"intake":"open"' });
    await expect(payments().invoke(paymentEvent(sentPayment))).resolves.toMatchObject({ status: 201 });
  });

  test("the secondary's switch makes the primary unhealthy, and what still comes is taken", async () => {
    await shell.do("payments-peer-serving-parameter");
    await expect(health()).resolves.toBe("closed");
    await expect(payments().invoke(paymentEvent(sentPayment, "order-2026-000002"))).resolves.toMatchObject({
      status: 201,
    });
    await shell.do("payments-peer-serving-parameter", { "--value closed": "--value open" });
    await expect(health()).resolves.toBe("healthy");
  });

  test("both payments of one key are read in the queue of the region that saw it", async () => {
    await queue("us-east-1", "payment-conflict-queue-dev", ['{"before":"one","after":"other"}']);
    await queue("us-east-2", "payment-conflict-queue-dev", []);
    const told = await shell.do("payment-conflict-queue");
    expect(
      told
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual([['{"before":"one","after":"other"}'], null]);
  });
});
