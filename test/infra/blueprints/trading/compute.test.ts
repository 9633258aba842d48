import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { everythingGiven } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

const purposes = ["trade-processor", "trade-health", "trade-journal", "release-gate"] as const;
type Purpose = (typeof purposes)[number];
const fn = (region: string, purpose: Purpose = "trade-processor") => {
  const name = `lambda-${region}-dev-${purpose}`;
  const found = graph.within(region, "aws:lambda/function:Function").find(({ inputs }) => inputs.name === name);
  if (found === undefined) {
    throw new Error(`${region} has no function ${name}.`);
  }
  return found;
};
const regions = ["us-east-1", "us-west-2"] as const;

describe.each(regions)("in %s", (region) => {
  test('trading: "Node.js 18 runtime with 512MB memory allocation"', () => {
    const functions = graph.within(region, "aws:lambda/function:Function").map(({ inputs }) => inputs);
    expect(functions).toHaveLength(4);
    for (const inputs of functions) {
      expect(inputs).toMatchObject({ runtime: "nodejs18.x", memorySize: 512 });
    }
  });

  test('trading: "Reserved concurrency of exactly 100 units per function"', () => {
    expect(purposes.map((purpose) => fn(region, purpose).inputs.reservedConcurrentExecutions)).toEqual([
      100, 100, 100, 100,
    ]);
  });

  test("what health checks ask is the service's code, on instances that its load does not reach", () => {
    expect(fn(region, "trade-health").inputs.code).toEqual(fn(region).inputs.code);
    expect(fn(region, "trade-health").inputs.environment).toEqual({
      variables: {
        ...(fn(region).inputs.environment as { variables: Record<string, string> }).variables,
        SERVICE_NAME: "trade-health",
        LEVER_REGION: region === "us-east-1" ? "us-west-2" : "us-east-1",
        LEVER_NAME: `parameterstore-${region === "us-east-1" ? "us-west-2" : "us-east-1"}-dev-peer-serving`,
      },
    });
  });

  test("what health checks ask may touch the heartbeats alone", () => {
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `iam-${region}-dev-trade-health`);
    const onTable = statementsOf(policy?.inputs.policy).filter(({ Action }) => String(Action).includes("dynamodb:"));
    expect(onTable).toEqual([
      {
        Sid: "KeepHeartbeats",
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
        Resource: [`arn:aws:dynamodb:${region}:123456789012:table/dynamodb-us-east-1-dev-trades`],
        Condition: {
          "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["heartbeat#primary", "heartbeat#secondary"] },
        },
      },
    ]);
  });

  test("the function answers sooner than the load balancer stops to wait", () => {
    const groups = graph.within(region, "aws:lb/targetGroup:TargetGroup");
    const waits = groups.map(({ inputs }) => Number((inputs.healthCheck as JsonObject).timeout));
    expect(waits).toHaveLength(2);
    for (const purpose of ["trade-processor", "trade-health"] as const) {
      expect(fn(region, purpose).inputs.timeout).toBeLessThan(Math.min(...waits));
    }
  });

  test("the function knows its table, its role and where its parameters are", () => {
    const { variables } = fn(region).inputs.environment as { variables: Record<string, string> };
    expect({
      ...variables,
      PARAMETER_NAMES: JSON.parse(variables.PARAMETER_NAMES ?? ""),
      DEPLOYED_PARAMETERS: JSON.parse(variables.DEPLOYED_PARAMETERS ?? ""),
    }).toEqual({
      SERVICE_NAME: "trade-processor",
      REGION_ROLE: region === "us-east-1" ? "primary" : "secondary",
      TABLE_NAME: "dynamodb-us-east-1-dev-trades",
      PARAMETER_NAMES: {
        tableEndpoint: `parameterstore-${region}-dev-table-endpoint`,
        peerEndpoint: `parameterstore-${region}-dev-peer-endpoint`,
        serving: `parameterstore-${region}-dev-serving`,
      },
      DEPLOYED_PARAMETERS: { tableEndpoint: `https://dynamodb.${region}.amazonaws.com`, serving: "open" },
    });
  });

  test("no function has dead letters of asynchronous calls, which nobody makes", () => {
    const functions = graph.within(region, "aws:lambda/function:Function");
    expect(functions.filter(({ inputs }) => "deadLetterConfig" in inputs)).toEqual([]);
  });

  test("what the journal gives up goes to an encrypted queue that keeps it for 14 days", () => {
    const queues = graph.within(region, "aws:sqs/queue:Queue").map(({ inputs }) => inputs);
    const kept = { messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true };
    expect(queues).toMatchObject([
      { name: `sqs-${region}-dev-trade-conflicts`, ...kept },
      { name: `sqs-${region}-dev-trade-dead-letters`, ...kept },
    ]);
  });

  test("no queue takes anything over plain transport", () => {
    const policies = graph.within(region, "aws:sqs/queuePolicy:QueuePolicy").map(({ inputs }) => inputs.policy);
    expect(policies).toHaveLength(2);
    for (const policy of policies) {
      expect(JSON.parse(String(policy)).Version).toBe("2012-10-17");
      expect(statementsOf(policy)).toEqual([
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      ]);
    }
  });

  test("the journal hears of every trade that this replica takes, from the beginning, and of no heartbeat", () => {
    const { inputs, propertyDependencies } = graph.only(region, "aws:lambda/eventSourceMapping:EventSourceMapping");
    expect(propertyDependencies.eventSourceArn).toEqual([graph.all("aws:dynamodb/table:Table")[0]?.urn]);
    expect(inputs).toMatchObject({
      functionName: `arn:aws:lambda:${region}:123456789012:function:lambda-${region}-dev-trade-journal:lambda-${region}-dev-live`,
      startingPosition: "TRIM_HORIZON",
      batchSize: 100,
      maximumBatchingWindowInSeconds: 5,
      bisectBatchOnFunctionError: true,
      maximumRecordAgeInSeconds: 72_000,
      destinationConfig: {
        onFailure: { destinationArn: `arn:aws:sqs:${region}:123456789012:sqs-${region}-dev-trade-dead-letters` },
      },
    });
    const { filters } = inputs.filterCriteria as { filters: { pattern: string }[] };
    expect(filters.map(({ pattern }) => JSON.parse(pattern))).toEqual([
      { dynamodb: { Keys: { id: { S: [{ "anything-but": ["heartbeat#primary", "heartbeat#secondary"] }] } } } },
    ]);
  });

  test("the journal writes trades to this region's archive, and conflicts to this region's queue", () => {
    const { variables } = fn(region, "trade-journal").inputs.environment as { variables: Record<string, string> };
    expect(variables).toEqual({
      SERVICE_NAME: "trade-journal",
      REGION_ROLE: region === "us-east-1" ? "primary" : "secondary",
      TABLE_NAME: "dynamodb-us-east-1-dev-trades",
      METRICS_NAMESPACE: "Trading/Records",
      ARCHIVE_BUCKET: `s3-${region}-dev-trade-archive-123456789012`,
      ARCHIVE_FOLDER: "trades",
      CONFLICT_QUEUE_URL: `https://sqs.${region}.amazonaws.com/123456789012/sqs-${region}-dev-trade-conflicts`,
    });
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `iam-${region}-dev-trade-journal`);
    const own = `${region}:123456789012`;
    expect(statementsOf(policy?.inputs.policy).map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        [`arn:aws:logs:${own}:log-group:logs-${region}-dev-trade-journal:*`],
      ],
      [
        ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
        [`arn:aws:dynamodb:${own}:table/dynamodb-us-east-1-dev-trades/stream/*`],
      ],
      [["s3:PutObject"], [`arn:aws:s3:::s3-${region}-dev-trade-archive-123456789012/trades/*`]],
      [["sqs:SendMessage"], [`arn:aws:sqs:${own}:sqs-${region}-dev-trade-conflicts`]],
      [["sqs:SendMessage"], [`arn:aws:sqs:${own}:sqs-${region}-dev-trade-dead-letters`]],
    ]);
  });

  test('trading: "Include proper error handling and logging": a log group of its own that keeps 30 days', () => {
    const groups = graph.within(region, "aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs);
    for (const purpose of purposes) {
      const name = `logs-${region}-dev-${purpose}`;
      expect(groups.find((group) => group.name === name)).toMatchObject({ retentionInDays: 30, skipDestroy: false });
      expect(fn(region, purpose).inputs.loggingConfig).toEqual({ logFormat: "JSON", logGroup: name });
    }
  });

  test('trading: "IAM with least-privilege roles": the function may do what it does, on what it does it to', () => {
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `iam-${region}-dev-trade-processor`);
    const own = `${region}:123456789012`;
    expect(
      statementsOf(policy?.inputs.policy).map(({ Effect, Action, Resource }) => [Effect, Action, Resource]),
    ).toEqual([
      [
        "Allow",
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        [`arn:aws:logs:${own}:log-group:logs-${region}-dev-trade-processor:*`],
      ],
      [
        "Allow",
        ["dynamodb:GetItem", "dynamodb:PutItem"],
        [`arn:aws:dynamodb:${own}:table/dynamodb-us-east-1-dev-trades`],
      ],
      [
        "Allow",
        ["ssm:GetParameters"],
        [
          `arn:aws:ssm:${own}:parameter/parameterstore-${region}-dev-table-endpoint`,
          `arn:aws:ssm:${own}:parameter/parameterstore-${region}-dev-peer-endpoint`,
          `arn:aws:ssm:${own}:parameter/parameterstore-${region}-dev-serving`,
        ],
      ],
    ]);
  });

  test("the function has a role of its own region", () => {
    expect(fn(region).inputs.role).toBe(`arn:aws:iam::123456789012:role/iam-${region}-dev-trade-processor`);
  });

  test("rights and log group are there before the function, and outlive it", () => {
    const needed = [
      ...graph.within(region, "aws:iam/rolePolicy:RolePolicy").filter(({ name }) => name.startsWith("processor-")),
      ...graph.within(region, "aws:cloudwatch/logGroup:LogGroup").filter(({ name }) => name.startsWith("processor-")),
    ];
    expect(needed).toHaveLength(2);
    expect(needed.filter((earlier) => !graph.comesAfter(fn(region), earlier))).toEqual([]);
  });
});

test('trading: "Identical code and configuration across regions"', () => {
  for (const purpose of purposes) {
    const settings = regions.map((region) => {
      const { code, handler, runtime, memorySize, timeout, reservedConcurrentExecutions, packageType } = fn(
        region,
        purpose,
      ).inputs;
      return { code, handler, runtime, memorySize, timeout, reservedConcurrentExecutions, packageType };
    });
    expect(settings[0]).toEqual(settings[1]);
    const others = { "trade-journal": "record-journal", "release-gate": "release-gate" };
    const source = (others as Partial<Record<Purpose, string>>)[purpose] ?? "trade-processor";
    expect(settings[0]?.code).toMatchObject({ path: `./.build/${source}` });
  }
});

test("runtime and retention are settings, because AWS retires runtimes and auditors ask for years", async () => {
  const given = new Graph(await recorded("trading", everythingGiven));
  expect(given.inputs("aws:lambda/function:Function").map(({ runtime }) => runtime)).toEqual(
    Array(8).fill("nodejs22.x"),
  );
  expect(given.inputs("aws:cloudwatch/logGroup:LogGroup").map(({ retentionInDays }) => retentionInDays)).toEqual(
    Array(8).fill(365),
  );
});
