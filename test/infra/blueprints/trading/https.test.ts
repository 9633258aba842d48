import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { certificates, everythingGiven, withCertificates, withZone } from "./variants";

describe.each([
  ["certificates that are given", withCertificates],
  ["certificates that a given zone proves", withZone],
])("with %s", (_how, config) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("trading", config));
  });

  describe.each(["us-east-1", "us-west-2"])("in %s", (region) => {
    const listener = (port: number) =>
      graph.within(region, "aws:lb/listener:Listener").find(({ inputs }) => inputs.port === port);

    test("requests are served on 443 with a policy of current TLS versions", () => {
      expect(listener(443)?.inputs).toMatchObject({
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }],
      });
      expect(listener(443)?.inputs.certificateArn).toBeDefined();
    });

    test("port 80 only sends clients there", () => {
      expect(listener(80)?.inputs.defaultActions).toEqual([
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ]);
    });

    test("the served paths hang on the secure listener", () => {
      const rules = graph.within(region, "aws:lb/listenerRule:ListenerRule");
      expect(rules.map(({ propertyDependencies }) => propertyDependencies.listenerArn)).toEqual(
        Array(2).fill([listener(443)?.urn]),
      );
    });

    test("both ports are open", () => {
      const rules = graph.within(region, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
      expect(rules.map(({ inputs }) => [inputs.fromPort, inputs.toPort])).toEqual([
        [443, 443],
        [80, 80],
      ]);
    });

    test("the health check asks on 443: the redirect on 80 would count as healthy whatever is behind it", () => {
      expect(graph.only(region, "aws:route53/healthCheck:HealthCheck").inputs).toMatchObject({
        type: "HTTPS",
        port: 443,
        enableSni: true,
        requestInterval: 30,
        failureThreshold: 1,
      });
    });
  });

  test("the address a person gets is the secure one", () => {
    expect(graph.recording.outputs.url).toBe("https://api.example.com");
  });
});

test("a given certificate is used in its own region, and none is made", async () => {
  const graph = new Graph(await recorded("trading", withCertificates));
  for (const region of ["us-east-1", "us-west-2"] as const) {
    const [secure] = graph.within(region, "aws:lb/listener:Listener").filter(({ inputs }) => inputs.port === 443);
    expect(secure?.inputs.certificateArn).toBe(certificates[region]);
  }
  expect(graph.managed.filter(({ type }) => type.startsWith("aws:acm/"))).toEqual([]);
});

describe("with a zone", () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("trading", withZone));
  });

  test.each(["us-east-1", "us-west-2"])("%s has a certificate of its own for the served name", (region) => {
    expect(graph.only(region, "aws:acm/certificate:Certificate").inputs).toMatchObject({
      domainName: "api.example.com",
      validationMethod: "DNS",
      tags: { Name: `acm-${region}-dev-trade` },
    });
  });

  test.each(["us-east-1", "us-west-2"])("%s serves when its certificate is valid, not before", (region) => {
    const validation = graph.only(region, "aws:acm/certificateValidation:CertificateValidation");
    const [secure] = graph.within(region, "aws:lb/listener:Listener").filter(({ inputs }) => inputs.port === 443);
    expect(secure?.propertyDependencies.certificateArn).toContain(validation.urn);
  });

  test("a zone that nobody delegated ends the wait after ten minutes", () => {
    const waits = graph.all("aws:acm/certificateValidation:CertificateValidation");
    expect(waits.map(({ options }) => options.customTimeouts?.create)).toEqual(["10m", "10m"]);
  });

  test("the proof of the name, which is the same for both regions, may be written twice", () => {
    const proofs = graph.all("aws:route53/record:Record").filter(({ name }) => name.startsWith("certificate-"));
    expect(proofs.map(({ inputs }) => [inputs.allowOverwrite, inputs.ttl, inputs.zoneId])).toEqual([
      [true, 60, "Z0123456789ABC"],
      [true, 60, "Z0123456789ABC"],
    ]);
  });
});

test("given certificates win over a zone that could prove others", async () => {
  const graph = new Graph(await recorded("trading", everythingGiven));
  expect(graph.managed.filter(({ type }) => type.startsWith("aws:acm/"))).toEqual([]);
  expect(graph.managed.filter(({ type }) => type === "aws:route53/zone:Zone")).toEqual([]);
});

describe("with an issuer of tokens", () => {
  const tokens = { jwtIssuer: "https://login.example.com", jwksEndpoint: "https://login.example.com/keys.json" };
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("trading", { ...withCertificates, ...tokens, callers: "jwt" }));
  });

  test.each(["us-east-1", "us-west-2"])("%s asks each caller for one, before anything else", (region) => {
    const rules = graph.within(region, "aws:lb/listenerRule:ListenerRule");
    const [service, health] = rules;
    expect(service?.inputs.actions).toEqual([
      {
        type: "jwt-validation",
        order: 1,
        jwtValidation: { issuer: tokens.jwtIssuer, jwksEndpoint: tokens.jwksEndpoint },
      },
      expect.objectContaining({ type: "forward", order: 2 }),
    ]);
    // Health checks bring none, and get no trade.
    expect(health?.inputs).toMatchObject({
      conditions: [{ pathPattern: { values: ["/health"] } }],
      actions: [{ type: "forward" }],
    });
    expect(rules).toHaveLength(2);
  });

  test("the program then has nothing to warn of", () => {
    expect(graph.recording.logs).toEqual([]);
  });
});
