import { parseTradeParameters, readTradeSettings } from "../../../../infra/lib/lambda/trade-processor/settings";

const variables = {
  SERVICE_NAME: "trade-processor",
  TABLE_NAME: "dynamodb-us-east-1-dev-trades",
  REGION_ROLE: "primary",
  PARAMETER_NAMES: '{"tableEndpoint":"/dr/dev/table-endpoint","peerEndpoint":"/dr/dev/peer-endpoint"}',
  HOME: "/root",
};

describe("readTradeSettings", () => {
  test("reads the environment of a function", () => {
    expect(readTradeSettings(variables)).toEqual({
      SERVICE_NAME: "trade-processor",
      TABLE_NAME: "dynamodb-us-east-1-dev-trades",
      REGION_ROLE: "primary",
      PARAMETER_NAMES: { tableEndpoint: "/dr/dev/table-endpoint", peerEndpoint: "/dr/dev/peer-endpoint" },
    });
  });

  test("names every variable that is missing or wrong, in one error", () => {
    expect(() => readTradeSettings({ TABLE_NAME: "", REGION_ROLE: "tertiary", PARAMETER_NAMES: "{" })).toThrow(
      new Error(
        [
          "The environment of this function is wrong. Set:",
          "  SERVICE_NAME is not set, expected the name of this service",
          "  TABLE_NAME is set to something else, expected the name of a DynamoDB table",
          "  REGION_ROLE is set to something else, expected primary or secondary",
          '  PARAMETER_NAMES is set to something else, expected JSON like {"tableEndpoint": "<parameter name>", "peerEndpoint": "<parameter name>"}',
        ].join("\n"),
      ),
    );
  });

  test.each([
    "",
    "null",
    "[]",
    '"/a"',
    "{}",
    '{"tableEndpoint":"/a"}',
    '{"tableEndpoint":"/a","peerEndpoint":""}',
    '{"tableEndpoint":"/a","peerEndpoint":1}',
    '{"tableEndpoint":"/a","peerEndpoint":"/b","more":"/c"}',
  ])("refuses the parameter names %j", (names) => {
    expect(() => readTradeSettings({ ...variables, PARAMETER_NAMES: names })).toThrow(
      /^The environment of this function is wrong\. Set:\n {2}PARAMETER_NAMES is set to something else, expected JSON like [^\n]*$/,
    );
  });
});

describe("parseTradeParameters", () => {
  const peer = "https://peer.internal.example";

  test("keeps the table's endpoint, and of the peer only that it is known", () => {
    const values = new Map<string, string>([
      ["tableEndpoint", "https://dynamodb.us-east-1.amazonaws.com"],
      ["peerEndpoint", peer],
    ]);
    expect(parseTradeParameters((role) => values.get(role))).toEqual({
      tableEndpoint: "https://dynamodb.us-east-1.amazonaws.com",
      peerEndpoint: "present",
    });
  });

  test("does without the peer's endpoint", () => {
    const find = (role: string) => (role === "tableEndpoint" ? "https://dynamodb.us-east-1.amazonaws.com" : undefined);
    expect(parseTradeParameters(find)).toHaveProperty("peerEndpoint", "absent");
  });

  test.each([undefined, "", "not a url", "http://example.com"])("does not do with the table's endpoint %j", (value) => {
    expect(() => parseTradeParameters((role) => (role === "tableEndpoint" ? value : peer))).toThrow(
      expect.objectContaining({ kind: "misconfigured" }),
    );
  });
});
