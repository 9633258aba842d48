import { Graph, isUnknown, secretValue } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

describe.each([
  ["us-east-1", "us-west-2"],
  ["us-west-2", "us-east-1"],
])("in %s", (region, peer) => {
  const parameters = () => graph.within(region, "aws:ssm/parameter:Parameter");
  const parameterOf = (purpose: string) =>
    parameters().find(({ inputs }) => inputs.name === `parameterstore-${region}-dev-${purpose}`);

  test('trading: "SSM Parameter Store in both regions", "SecureString type for sensitive configuration"', () => {
    expect(parameters().map(({ inputs }) => [inputs.name, inputs.type])).toEqual([
      [`parameterstore-${region}-dev-peer-serving`, "SecureString"],
      [`parameterstore-${region}-dev-peer-endpoint`, "SecureString"],
      [`parameterstore-${region}-dev-serving`, "SecureString"],
      [`parameterstore-${region}-dev-table-endpoint`, "SecureString"],
    ]);
  });

  test('trading: "Region-specific endpoint storage": the table of this region, kept as a secret', () => {
    const value = parameterOf("table-endpoint")?.inputs.value;
    expect(secretValue(value)).toBe(`https://dynamodb.${region}.amazonaws.com`);
  });

  test("the other region's service is known when its load balancer is there", () => {
    const peerEndpoint = parameterOf("peer-endpoint");
    expect(isUnknown(peerEndpoint?.inputs.value)).toBe(true);
    expect(peerEndpoint?.propertyDependencies.value).toEqual([
      graph.only(peer, "aws:lb/loadBalancer:LoadBalancer").urn,
    ]);
  });

  test("a region has two switches, both open: its own, and one that the other region keeps", () => {
    expect(secretValue(parameterOf("serving")?.inputs.value)).toBe("open");
    expect(secretValue(parameterOf("peer-serving")?.inputs.value)).toBe("open");
    const health = graph
      .within(peer, "aws:lambda/function:Function")
      .find(({ inputs }) => inputs.name === `lambda-${peer}-dev-trade-health`);
    expect(health?.inputs.environment).toMatchObject({
      variables: { LEVER_REGION: region, LEVER_NAME: parameterOf("peer-serving")?.inputs.name },
    });
    const rights = graph
      .within(peer, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `iam-${peer}-dev-trade-health`);
    expect(String(rights?.inputs.policy)).toContain(
      `arn:aws:ssm:${region}:123456789012:parameter/parameterstore-${region}-dev-peer-serving`,
    );
  });

  test("no name begins as Parameter Store forbids", () => {
    expect(parameters().filter(({ inputs }) => /^\/?(ssm|aws)/i.test(String(inputs.name)))).toEqual([]);
  });
});
