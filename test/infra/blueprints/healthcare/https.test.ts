import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { asDocumented, certificates, elsewhere, withZone } from "./variants";

describe.each([
  ["with certificates that a given zone proves", withZone, ["us-east-1", "us-west-2"]],
  ["with certificates that are given", elsewhere, ["eu-west-1", "eu-central-1"]],
] as const)("%s", (_how, config, regions) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("healthcare", config));
  });

  test.each(regions)("in %s patients' data travels under TLS alone", (region) => {
    const listeners = graph.within(region, "aws:lb/listener:Listener");
    const secure = listeners.find(({ inputs }) => inputs.port === 443);
    const plain = listeners.find(({ inputs }) => inputs.port === 80);
    expect(secure?.inputs).toMatchObject({
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    });
    expect(secure?.inputs.certificateArn).toBeDefined();
    expect(plain?.inputs.defaultActions).toEqual([
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
    ]);
    expect(graph.only(region, "aws:lb/listenerRule:ListenerRule").propertyDependencies.listenerArn).toEqual([
      secure?.urn,
    ]);
  });

  test.each(regions)("in %s the health check asks the door that serves", (region) => {
    const check = graph
      .all("aws:route53/healthCheck:HealthCheck")
      .find(({ propertyDependencies }) =>
        propertyDependencies.fqdn?.includes(graph.only(region, "aws:lb/loadBalancer:LoadBalancer").urn),
      );
    expect(check?.inputs).toMatchObject({ type: "HTTPS", port: 443, enableSni: true, requestInterval: 30 });
  });

  test("the zone that is given is the one that serves; none is made", () => {
    expect(graph.inputs("aws:route53/record:Record").map(({ zoneId }) => zoneId)).toContain("Z0123456789ABC");
    expect(graph.managed.filter(({ type }) => type === "aws:route53/zone:Zone")).toEqual([]);
    expect(graph.recording.outputs.zoneId).toBe("Z0123456789ABC");
  });

  test("the primary endpoint is a secure address", () => {
    expect(graph.recording.outputs.primaryEndpointUrl).toBe("https://api.example.com");
  });
});

test("a given certificate is used as it is, and no other is asked for", async () => {
  const graph = new Graph(await recorded("healthcare", elsewhere));
  const used = graph.inputs("aws:lb/listener:Listener").flatMap(({ certificateArn }) => certificateArn ?? []);
  expect(used).toEqual([certificates["eu-west-1"], certificates["eu-central-1"]]);
  expect(graph.managed.filter(({ type }) => type.startsWith("aws:acm/"))).toEqual([]);
});

test("a certificate of the system's own is for the served name, in both regions, proven in the zone before it is used", async () => {
  const graph = new Graph(await recorded("healthcare", withZone));
  for (const region of ["us-east-1", "us-west-2"]) {
    const certificate = graph.only(region, "aws:acm/certificate:Certificate");
    const proof = graph.only(region, "aws:acm/certificateValidation:CertificateValidation");
    expect(certificate.inputs).toMatchObject({ domainName: "api.example.com", validationMethod: "DNS" });
    const secure = graph.within(region, "aws:lb/listener:Listener").find(({ inputs }) => inputs.port === 443);
    expect(secure?.propertyDependencies.certificateArn).toEqual([proof.urn]);
  }
});

test("without zone and certificate the system uses HTTP, and says so in its address", async () => {
  const { outputs } = await recorded("healthcare", asDocumented);
  expect(outputs.primaryEndpointUrl).toBe("http://api.example.com");
});
