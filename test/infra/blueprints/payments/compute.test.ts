import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { everythingGiven } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("payments"));
});

const functionType = "aws:lambda/function:Function";
const regions = ["us-east-1", "us-east-2"] as const;
const functionNamed = (region: string, name: string) => {
  const found = graph.within(region, functionType).find(({ inputs }) => inputs.name === name);
  if (found === undefined) {
    throw new Error(`${region} has no function ${name}.`);
  }
  return found;
};
const processor = (region: string) => functionNamed(region, "payment-processor-function-dev");
const health = (region: string) => functionNamed(region, "payment-health-function-dev");
const retry = (region: string) => functionNamed(region, "payment-retry-function-dev");

const statementsOfRole = (region: string, roleName: string) => {
  const policy = graph.within(region, "aws:iam/rolePolicy:RolePolicy").find(({ inputs }) => inputs.name === roleName);
  return statementsOf(policy?.inputs.policy).map(({ Effect, Action, Resource }) => [Effect, Action, Resource]);
};

describe.each(regions)("in %s", (region) => {
  const peer = region === "us-east-1" ? "us-east-2" : "us-east-1";
  const bucket = `arn:aws:s3:::payment-logs-${region}-123456789012-dev`;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:123456789012:${resource}`;

  test('payments: "Configure with appropriate memory and timeout settings"', () => {
    expect(processor(region).inputs).toMatchObject({ runtime: "nodejs22.x", memorySize: 512, timeout: 15 });
    expect(retry(region).inputs).toMatchObject({ runtime: "nodejs22.x", memorySize: 512, timeout: 30 });
  });

  test("no function keeps concurrency for itself: the account's is shared", () => {
    expect(processor(region).inputs).not.toHaveProperty("reservedConcurrentExecutions");
    expect(health(region).inputs).not.toHaveProperty("reservedConcurrentExecutions");
    expect(retry(region).inputs).not.toHaveProperty("reservedConcurrentExecutions");
  });

  test("each function finds its region's queue and its parameters", () => {
    const environmentOf = (of: typeof processor) => {
      const { variables } = of(region).inputs.environment as { variables: Record<string, string> };
      const parsed: Readonly<Record<string, unknown>> = {
        PARAMETER_NAMES: JSON.parse(variables.PARAMETER_NAMES ?? ""),
        ...(variables.DEPLOYED_PARAMETERS && { DEPLOYED_PARAMETERS: JSON.parse(variables.DEPLOYED_PARAMETERS) }),
      };
      return { ...(variables as Readonly<Record<string, unknown>>), ...parsed };
    };
    const common = {
      REGION_ROLE: region === "us-east-1" ? "primary" : "secondary",
      RETRY_QUEUE_URL: `https://sqs.${region}.amazonaws.com/123456789012/payment-retry-queue-dev`,
    };
    const { PEER_RETRY_QUEUE_URL, RECEIPT_BUCKET, ...ofProcessor } = environmentOf(processor);
    expect([PEER_RETRY_QUEUE_URL, RECEIPT_BUCKET]).toEqual([
      `https://sqs.${peer}.amazonaws.com/123456789012/payment-retry-queue-dev`,
      `payment-logs-${region}-123456789012-dev`,
    ]);
    expect(ofProcessor).toEqual({
      ...common,
      SERVICE_NAME: "payment-processor",
      PARAMETER_NAMES: {
        database: "payments-database-parameter-dev",
        intake: "payments-intake-parameter-dev",
        apiEndpoint: "payments-api-endpoint-parameter-dev",
        peerEndpoint: "payments-peer-endpoint-parameter-dev",
      },
      DEPLOYED_PARAMETERS: {
        database: `https://dynamodb.${region}.amazonaws.com/payments-table-dev`,
        intake: '{"intake":"open","largestAmount":100000000}',
      },
    });
    expect(environmentOf(health)).toEqual({
      ...ofProcessor,
      SERVICE_NAME: "payment-health",
      LEVER_REGION: peer,
      LEVER_NAME: "payments-peer-serving-parameter-dev",
    });
    expect(environmentOf(retry)).toEqual({
      ...common,
      SERVICE_NAME: "payment-retry",
      DEAD_LETTER_QUEUE_URL: `https://sqs.${region}.amazonaws.com/123456789012/payment-dead-letter-queue-dev`,
      PARAMETER_NAMES: { database: "payments-database-parameter-dev" },
      DEPLOYED_PARAMETERS: { database: `https://dynamodb.${region}.amazonaws.com/payments-table-dev` },
    });
  });

  test('payments: "Create IAM roles for Lambda functions with least-privilege permissions": the processor', () => {
    expect(statementsOfRole(region, `payment-processor-role-${region}-dev`)).toEqual([
      ["Allow", ["logs:CreateLogStream", "logs:PutLogEvents"], [arn("logs", "log-group:payment-processor-logs-dev:*")]],
      ["Allow", ["dynamodb:GetItem", "dynamodb:PutItem"], [arn("dynamodb", "table/payments-table-dev")]],
      ["Allow", ["sqs:SendMessage"], [arn("sqs", "payment-retry-queue-dev")]],
      ["Allow", ["sqs:SendMessage"], [arn("sqs", "payment-retry-queue-dev").replace(region, peer)]],
      ["Allow", ["s3:GetObject", "s3:PutObject"], [`${bucket}/transaction-logs/accepted/*`]],
      ["Allow", ["s3:ListBucket"], [bucket]],
      [
        "Allow",
        ["ssm:GetParameters"],
        [
          arn("ssm", "parameter/payments-database-parameter-dev"),
          arn("ssm", "parameter/payments-intake-parameter-dev"),
          arn("ssm", "parameter/payments-api-endpoint-parameter-dev"),
          arn("ssm", "parameter/payments-peer-endpoint-parameter-dev"),
        ],
      ],
    ]);
  });

  test("... and the function that health checks ask, which touches the heartbeats alone", () => {
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `payment-health-role-${region}-dev`);
    const onTable = statementsOf(policy?.inputs.policy).filter(({ Sid }) => Sid === "KeepHeartbeats");
    expect(onTable).toEqual([
      {
        Sid: "KeepHeartbeats",
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
        Resource: [arn("dynamodb", "table/payments-table-dev")],
        Condition: {
          "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["heartbeat#primary", "heartbeat#secondary"] },
        },
      },
    ]);
    const others = statementsOf(policy?.inputs.policy).filter(({ Sid }) => Sid !== "KeepHeartbeats");
    expect(others.flatMap(({ Action }) => Action).filter((action) => String(action).startsWith("dynamodb:"))).toEqual(
      [],
    );
  });

  test("... and the retry consumer, which reads one parameter and sends to no queue but the dead letters", () => {
    expect(statementsOfRole(region, `payment-retry-role-${region}-dev`)).toEqual([
      ["Allow", ["logs:CreateLogStream", "logs:PutLogEvents"], [arn("logs", "log-group:payment-retry-logs-dev:*")]],
      ["Allow", ["dynamodb:GetItem", "dynamodb:PutItem"], [arn("dynamodb", "table/payments-table-dev")]],
      [
        "Allow",
        ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
        [arn("sqs", "payment-retry-queue-dev")],
      ],
      ["Allow", ["sqs:SendMessage"], [arn("sqs", "payment-dead-letter-queue-dev")]],
      ["Allow", ["ssm:GetParameters"], [arn("ssm", "parameter/payments-database-parameter-dev")]],
    ]);
  });

  test("the journal keeps what the ledger took in this region's bucket, and tells what was overwritten", () => {
    const { inputs } = functionNamed(region, "payment-journal-function-dev");
    expect(inputs.environment).toEqual({
      variables: {
        SERVICE_NAME: "payment-journal",
        REGION_ROLE: region === "us-east-1" ? "primary" : "secondary",
        TABLE_NAME: "payments-table-dev",
        METRICS_NAMESPACE: "Payments/Ledger",
        ARCHIVE_BUCKET: `payment-logs-${region}-123456789012-dev`,
        ARCHIVE_FOLDER: "transaction-logs/ledger",
        CONFLICT_QUEUE_URL: `https://sqs.${region}.amazonaws.com/123456789012/payment-conflict-queue-dev`,
      },
    });
    expect(statementsOfRole(region, `payment-journal-role-${region}-dev`)).toEqual([
      ["Allow", ["logs:CreateLogStream", "logs:PutLogEvents"], [arn("logs", "log-group:payment-journal-logs-dev:*")]],
      [
        "Allow",
        ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
        [arn("dynamodb", "table/payments-table-dev/stream/*")],
      ],
      ["Allow", ["s3:PutObject"], [`${bucket}/transaction-logs/ledger/*`]],
      ["Allow", ["sqs:SendMessage"], [arn("sqs", "payment-conflict-queue-dev")]],
      ["Allow", ["sqs:SendMessage"], [arn("sqs", "payment-dead-letter-queue-dev")]],
    ]);
  });

  test("every function waits for its role's rights, and its role outlives it", () => {
    for (const [made, role] of [
      [processor(region), `payment-processor-role-${region}-dev`],
      [retry(region), `payment-retry-role-${region}-dev`],
    ] as const) {
      const policy = graph.within(region, "aws:iam/rolePolicy:RolePolicy").find(({ inputs }) => inputs.name === role);
      expect(policy !== undefined && graph.comesAfter(made, policy)).toBe(true);
    }
  });

  test('payments: "proper error handling and logging in all Lambda functions": JSON, in groups of our own', () => {
    const all = graph.within(region, functionType);
    expect(all.length).toBeGreaterThan(4);
    for (const made of all) {
      expect(made.inputs.loggingConfig).toEqual({
        logFormat: "JSON",
        logGroup: String(made.inputs.name).replace("-function-", "-logs-"),
      });
    }
  });
});

test('payments: "Deploy identical Lambda functions in us-east-1 and us-east-2"', () => {
  const names = graph.within("us-east-1", functionType).map(({ inputs }) => String(inputs.name));
  expect(names.sort()).toEqual(
    graph
      .within("us-east-2", functionType)
      .map(({ inputs }) => String(inputs.name))
      .sort(),
  );
  for (const name of names) {
    const { code: primaryCode, ...primary } = functionNamed("us-east-1", name).inputs;
    const { code: secondaryCode, ...secondary } = functionNamed("us-east-2", name).inputs;
    const { environment: _a, role: _b, tags: _c, deadLetterConfig: _d, ...sameHere } = primary;
    const { environment: _e, role: _f, tags: _g, deadLetterConfig: _h, ...sameThere } = secondary;
    expect(sameHere).toEqual(sameThere);
    expect(primaryCode).toEqual(secondaryCode);
  }
  expect(health("us-east-1").inputs.code).toEqual(processor("us-east-1").inputs.code);
  expect(processor("us-east-1").inputs.code).not.toEqual(retry("us-east-1").inputs.code);
});

test("runtime and retention follow the configuration", async () => {
  const given = new Graph(await recorded("payments", everythingGiven));
  expect(given.inputs(functionType).map(({ runtime }) => runtime)).toEqual(Array(12).fill("nodejs24.x"));
  const retentions = given.inputs("aws:cloudwatch/logGroup:LogGroup").map(({ retentionInDays }) => retentionInDays);
  expect(retentions).toEqual(Array(16).fill(365));
});
