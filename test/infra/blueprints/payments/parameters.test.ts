import type { Json } from "../../../../preflight/graph";
import { Graph, isUnknown, secretValue } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { everythingGiven } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("payments"));
});

/** A secret that is made of an unknown is unknown as a whole. */
const plain = (value: Json | undefined) => (isUnknown(value) ? value : secretValue(value));
const valuesIn = (of: Graph, region: string) =>
  Object.fromEntries(
    of.within(region, "aws:ssm/parameter:Parameter").map(({ inputs }) => [inputs.name, plain(inputs.value)]),
  );

describe.each(["us-east-1", "us-east-2"])("in %s", (region) => {
  test("every parameter is a secret, under the account's own key", () => {
    const parameters = graph.within(region, "aws:ssm/parameter:Parameter");
    expect(parameters).toHaveLength(5);
    for (const { inputs } of parameters) {
      expect(inputs.type).toBe("SecureString");
      expect(inputs).not.toHaveProperty("keyId");
    }
  });

  test('payments: "Include parameters for database connection strings": the region\'s own', () => {
    expect(valuesIn(graph, region)["payments-database-parameter-dev"]).toBe(
      `https://dynamodb.${region}.amazonaws.com/payments-table-dev`,
    );
  });

  test('payments: "Store configuration values for Lambda functions"', () => {
    expect(JSON.parse(String(valuesIn(graph, region)["payments-intake-parameter-dev"]))).toEqual({
      intake: "open",
      largestAmount: 100_000_000,
    });
  });

  test('payments: "Store region-specific API endpoints in SSM Parameter Store": its own and the other one\'s', () => {
    const values = valuesIn(graph, region);
    expect(isUnknown(values["payments-api-endpoint-parameter-dev"])).toBe(true);
    const other = region === "us-east-1" ? "us-east-2" : "us-east-1";
    const sourceOf = (name: string) =>
      graph.within(region, "aws:ssm/parameter:Parameter").find(({ inputs }) => inputs.name === name)
        ?.propertyDependencies.value;
    expect(sourceOf("payments-api-endpoint-parameter-dev")).toEqual([
      graph.only(region, "aws:apigateway/restApi:RestApi").urn,
    ]);
    expect(sourceOf("payments-peer-endpoint-parameter-dev")).toEqual([
      graph.only(other, "aws:apigateway/restApi:RestApi").urn,
    ]);
  });
});

test("the largest payment follows the configuration", async () => {
  const given = new Graph(await recorded("payments", everythingGiven));
  const values = valuesIn(given, "us-east-2");
  expect(JSON.parse(String(values["payments-intake-parameter-dev"])).largestAmount).toBe(5_000);
});
