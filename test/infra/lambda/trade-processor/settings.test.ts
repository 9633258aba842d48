import { parseTradeParameters, readTradeSettings } from "../../../../infra/lib/lambda/trade-processor/settings";

const variables = {
  SERVICE_NAME: "trade-processor",
  TABLE_NAME: "dynamodb-us-east-1-dev-trades",
  REGION_ROLE: "primary",
  PARAMETER_NAMES:
    '{"tableEndpoint":"/dr/dev/table-endpoint","peerEndpoint":"/dr/dev/peer-endpoint","serving":"/dr/dev/serving"}',
  HOME: "/root",
};

describe("readTradeSettings", () => {
  test("reads the environment of a function", () => {
    expect(readTradeSettings(variables)).toEqual({
      SERVICE_NAME: "trade-processor",
      TABLE_NAME: "dynamodb-us-east-1-dev-trades",
      REGION_ROLE: "primary",
      PARAMETER_NAMES: {
        tableEndpoint: "/dr/dev/table-endpoint",
        peerEndpoint: "/dr/dev/peer-endpoint",
        serving: "/dr/dev/serving",
      },
    });
  });

  test("takes what was deployed, and where the other region keeps this one's switch", () => {
    const deployed = { tableEndpoint: "https://dynamodb.us-east-1.amazonaws.com", serving: "open" };
    const given = { DEPLOYED_PARAMETERS: JSON.stringify(deployed), LEVER_REGION: "us-west-2", LEVER_NAME: "/lever" };
    expect(readTradeSettings({ ...variables, ...given })).toMatchObject({
      DEPLOYED_PARAMETERS: deployed,
      LEVER_REGION: "us-west-2",
      LEVER_NAME: "/lever",
    });
    expect(() => readTradeSettings({ ...variables, DEPLOYED_PARAMETERS: "{}", LEVER_NAME: "" })).toThrow(
      /DEPLOYED_PARAMETERS is set to something else[^\n]*\n[^\n]*LEVER_NAME is set to something else/,
    );
  });

  test("names every variable that is missing or wrong, in one error", () => {
    expect(() => readTradeSettings({ TABLE_NAME: "", REGION_ROLE: "tertiary", PARAMETER_NAMES: "{" })).toThrow(
      new Error(
        [
          "The environment of this function is wrong. Set:",
          "  SERVICE_NAME is not set, expected the name of this service",
          "  TABLE_NAME is set to something else, expected the name of a DynamoDB table",
          "  REGION_ROLE is set to something else, expected primary or secondary",
          '  PARAMETER_NAMES is set to something else, expected JSON like {"tableEndpoint": "<parameter name>", "peerEndpoint": "<parameter name>", "serving": "<parameter name>"}',
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
    '{"tableEndpoint":"/a","peerEndpoint":"/b"}',
    '{"tableEndpoint":"/a","peerEndpoint":"","serving":"/c"}',
    '{"tableEndpoint":"/a","peerEndpoint":1,"serving":"/c"}',
    '{"tableEndpoint":"/a","peerEndpoint":"/b","serving":"/c","more":"/d"}',
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
      ["serving", "closed"],
    ]);
    expect(parseTradeParameters((role) => values.get(role))).toEqual({
      tableEndpoint: "https://dynamodb.us-east-1.amazonaws.com",
      peerEndpoint: "present",
      isOpen: false,
    });
  });

  test("does without the peer's endpoint", () => {
    const values = new Map([
      ["tableEndpoint", "https://dynamodb.us-east-1.amazonaws.com"],
      ["serving", "open"],
    ]);
    const settings = parseTradeParameters((role) => values.get(role));
    expect(settings).toMatchObject({ peerEndpoint: "absent", isOpen: true });
  });

  test.each([undefined, "", "Open", "closed ", "true"])("does not do with the switch %j", (value) => {
    const find = (role: string) => (role === "serving" ? value : "https://dynamodb.us-east-1.amazonaws.com");
    expect(() => parseTradeParameters(find)).toThrow(expect.objectContaining({ kind: "misconfigured" }));
  });

  test.each([undefined, "", "not a url", "http://example.com"])("does not do with the table's endpoint %j", (value) => {
    expect(() => parseTradeParameters((role) => (role === "tableEndpoint" ? value : peer))).toThrow(
      expect.objectContaining({ kind: "misconfigured" }),
    );
  });
});
