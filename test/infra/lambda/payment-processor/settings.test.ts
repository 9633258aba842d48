import {
  parseProcessorParameters,
  readProcessorSettings,
} from "../../../../infra/lib/lambda/payment-processor/settings";

const names = { database: "d", intake: "i", apiEndpoint: "a", peerEndpoint: "p" };
const variables = {
  SERVICE_NAME: "payment-processor",
  REGION_ROLE: "primary",
  RETRY_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/payment-retry-queue-dev",
  PARAMETER_NAMES: JSON.stringify(names),
};

describe("readProcessorSettings", () => {
  test("reads the environment", () => {
    expect(readProcessorSettings(variables)).toEqual({ ...variables, PARAMETER_NAMES: names });
  });

  test("reads where the other region's queue and the receipts are", () => {
    const more = { PEER_RETRY_QUEUE_URL: "https://sqs.us-east-2.amazonaws.com/1/q", RECEIPT_BUCKET: "logs" };
    expect(readProcessorSettings({ ...variables, ...more })).toMatchObject(more);
    expect(() => readProcessorSettings({ ...variables, RECEIPT_BUCKET: "" })).toThrow(/RECEIPT_BUCKET/);
  });

  test("names every variable that is missing or wrong, and repeats none", () => {
    const wrong = { REGION_ROLE: "se-cret", PARAMETER_NAMES: '{"database": "d"}' };
    const read = () => readProcessorSettings(wrong);
    expect(read).toThrow(/SERVICE_NAME is not set/);
    expect(read).toThrow(/REGION_ROLE is set to something else, expected primary or secondary/);
    expect(read).toThrow(/RETRY_QUEUE_URL is not set, expected the URL of an SQS queue/);
    expect(read).toThrow(/PARAMETER_NAMES is set to something else/);
    expect(read).not.toThrow(/se-cret/);
  });
});

const values: Readonly<Record<string, string>> = {
  database: "https://dynamodb.us-east-1.amazonaws.com/payments-table-dev",
  intake: '{"intake": "open", "largestAmount": 5000}',
  apiEndpoint: "https://a1.execute-api.us-east-1.amazonaws.com/live",
  peerEndpoint: "https://b2.execute-api.us-east-2.amazonaws.com/live",
};

describe("parseProcessorParameters", () => {
  test("reads what the region is told", () => {
    expect(parseProcessorParameters((role) => values[role])).toEqual({
      database: { endpoint: "https://dynamodb.us-east-1.amazonaws.com", tableName: "payments-table-dev" },
      intake: { isOpen: true, largestAmount: 5_000 },
      apiEndpoint: "https://a1.execute-api.us-east-1.amazonaws.com/live",
      peerEndpoint: "https://b2.execute-api.us-east-2.amazonaws.com/live",
    });
  });

  test("reads that the region is closed", () => {
    const closed: Readonly<Record<string, string>> = { ...values, intake: '{"intake": "closed", "largestAmount": 1}' };
    expect(parseProcessorParameters((role) => closed[role]).intake.isOpen).toBe(false);
  });

  test("does without the endpoints, which serve the log alone", () => {
    const without: Readonly<Record<string, string>> = { database: values.database ?? "", intake: values.intake ?? "" };
    expect(parseProcessorParameters((role) => without[role])).toMatchObject({ peerEndpoint: undefined });
  });

  test.each([
    ["database", undefined],
    ["database", "secret"],
    ["intake", undefined],
    ["intake", "secret"],
    ["intake", '{"intake": "ajar", "largestAmount": 5000}'],
    ["intake", '{"intake": "open", "largestAmount": 0}'],
    ["intake", '{"intake": "open", "largestAmount": 1.5}'],
    ["intake", '{"intake": "open"}'],
    ["intake", '{"intake": "open", "largestAmount": 5000, "secret": 1}'],
    ["peerEndpoint", "http://secret.example"],
  ])("refuses %s %j, names the parameter and not its value", (parameter, value) => {
    const given: Readonly<Record<string, string | undefined>> = { ...values, [parameter]: value };
    const parse = () => parseProcessorParameters((role) => given[role]);
    expect(parse).toThrow(expect.objectContaining({ kind: "misconfigured", details: { parameter } }));
    expect(parse).not.toThrow(/secret/);
  });
});
