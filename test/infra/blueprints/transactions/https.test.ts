import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("transactions", elsewhere));
});

describe.each([
  ["eu-west-1", "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111"],
  ["eu-central-1", "arn:aws:acm:eu-central-1:123456789012:certificate/22222222-2222-2222-2222-222222222222"],
])("with certificates, in %s", (region, certificateArn) => {
  const listener = (port: number) =>
    graph.within(region, "aws:lb/listener:Listener").find(({ inputs }) => inputs.port === port);

  test("requests are served on 443 under the given certificate", () => {
    expect(listener(443)?.inputs).toMatchObject({
      protocol: "HTTPS",
      certificateArn,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    });
    expect(graph.only(region, "aws:lb/listenerRule:ListenerRule").propertyDependencies.listenerArn).toEqual([
      listener(443)?.urn,
    ]);
  });

  test("port 80 only sends clients there", () => {
    expect(listener(80)?.inputs.defaultActions).toEqual([
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
    ]);
  });

  test("the health check goes on asking the function itself", () => {
    const url = graph.only(region, "aws:lambda/functionUrl:FunctionUrl");
    const check = graph
      .all("aws:route53/healthCheck:HealthCheck")
      .find(({ propertyDependencies }) => propertyDependencies.fqdn?.includes(url.urn));
    expect(check?.inputs).toMatchObject({ type: "HTTPS", port: 443, resourcePath: "/health" });
  });
});

test("the address that a person gets is the secure one, in the given zone", () => {
  const { url, zoneId, nameServers } = graph.recording.outputs;
  expect([url, zoneId, nameServers]).toEqual(["https://api.example.com", "Z0123456789ABC", undefined]);
});
