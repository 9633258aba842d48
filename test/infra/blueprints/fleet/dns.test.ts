import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

let graph: Graph;
let secure: Graph;
beforeAll(async () => {
  [graph, secure] = (await Promise.all([recorded("fleet"), recorded("fleet", elsewhere)])).map(
    (it) => new Graph(it),
  ) as [Graph, Graph];
});

const served = (of: Graph) =>
  of.all("aws:route53/record:Record").filter(({ inputs }) => inputs.name === "app.example.com");
const checksOf = (of: Graph) =>
  of.all("aws:route53/healthCheck:HealthCheck").filter(({ name }) => name.startsWith("endpoint-"));

test('fleet: "Route53 hosted zone with health check-based routing policies for automatic failover"', () => {
  const [primary, secondary, ...others] = served(graph);
  expect(others).toEqual([]);
  expect(primary?.inputs).toMatchObject({
    type: "CNAME",
    ttl: 60,
    setIdentifier: "fleet-record-primary-dev",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
  });
  expect(secondary?.inputs).toMatchObject({
    type: "CNAME",
    ttl: 60,
    setIdentifier: "fleet-record-dr-dev",
    failoverRoutingPolicies: [{ type: "SECONDARY" }],
  });
  const [first, second] = checksOf(graph);
  const [both] = graph.all("aws:route53/healthCheck:HealthCheck").filter(({ inputs }) => inputs.type === "CALCULATED");
  expect(both?.propertyDependencies.childHealthchecks).toContain(first?.urn);
  expect(primary?.propertyDependencies.healthCheckId).toEqual([both?.urn]);
  expect(secondary?.propertyDependencies.healthCheckId).toEqual([second?.urn]);
  const [zone] = graph.all("aws:route53/zone:Zone");
  expect(zone?.inputs).toMatchObject({ name: "example.com", forceDestroy: true });
  expect(primary?.propertyDependencies.zoneId).toEqual([zone?.urn]);
});

test("traffic stays in the standby until a decision of the standby lets it go, by no API of Route 53", () => {
  const checks = graph.all("aws:route53/healthCheck:HealthCheck");
  const [both, ...others] = checks.filter(({ inputs }) => inputs.type === "CALCULATED");
  const [latch] = checks.filter(({ inputs }) => inputs.type === "CLOUDWATCH_METRIC");
  expect(others).toEqual([]);
  expect(both?.inputs.childHealthThreshold).toBe(2);
  expect(both?.propertyDependencies.childHealthchecks).toEqual([checksOf(graph)[0]?.urn, latch?.urn]);
  expect(latch?.inputs).toMatchObject({
    cloudwatchAlarmRegion: "us-east-2",
    insufficientDataHealthStatus: "LastKnownStatus",
  });
  const [alarm] = graph
    .within("us-east-2", "aws:cloudwatch/metricAlarm:MetricAlarm")
    .filter(({ urn }) => latch?.propertyDependencies.cloudwatchAlarmName?.includes(urn));
  // Route 53 reads plain statistics of standard resolution alone.
  expect(alarm?.inputs).toMatchObject({
    name: "failover-latch-alarm-dev",
    namespace: "Fleet/Failover",
    metricName: "Held",
    dimensions: { System: "global-db-v2-dev" },
    statistic: "Maximum",
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    period: 60,
    evaluationPeriods: 1,
    treatMissingData: "ignore",
  });
});

test("each region's own load balancer is asked whether its region could serve: 3 x 30 seconds and one TTL make 150", () => {
  expect(checksOf(graph).map(({ inputs }) => inputs)).toEqual([
    expect.objectContaining({
      type: "HTTP",
      port: 80,
      resourcePath: "/ready",
      requestInterval: 30,
      failureThreshold: 3,
    }),
    expect.objectContaining({
      type: "HTTP",
      port: 80,
      resourcePath: "/ready",
      requestInterval: 30,
      failureThreshold: 3,
    }),
  ]);
  for (const [index, region] of ["us-east-1", "us-east-2"].entries()) {
    const balancer = graph.only(region, "aws:lb/loadBalancer:LoadBalancer");
    expect(checksOf(graph)[index]?.propertyDependencies.fqdn).toEqual([balancer.urn]);
    expect(served(graph)[index]?.propertyDependencies.records).toEqual([balancer.urn]);
  }
});

test("an endpoint is asked from when on its instances are there", () => {
  for (const [index, region] of ["us-east-1", "us-east-2"].entries()) {
    const [check] = checksOf(graph).slice(index);
    expect(check && graph.comesAfter(check, graph.only(region, "aws:autoscaling/group:Group"))).toBe(true);
  }
});

test("clients leave a region that DNS has left: no connection lives longer than a minute", () => {
  expect(graph.inputs("aws:lb/loadBalancer:LoadBalancer").map(({ clientKeepAlive }) => clientKeepAlive)).toEqual([
    60, 60,
  ]);
});

test("with certificates everything uses HTTPS, and plain requests are sent there", () => {
  expect(checksOf(secure).map(({ inputs }) => [inputs.type, inputs.port, inputs.enableSni])).toEqual([
    ["HTTPS", 443, true],
    ["HTTPS", 443, true],
  ]);
  for (const region of ["eu-west-1", "eu-central-1"]) {
    const listeners = secure.within(region, "aws:lb/listener:Listener").map(({ inputs }) => inputs);
    expect(listeners).toEqual([
      expect.objectContaining({ port: 80, defaultActions: [expect.objectContaining({ type: "redirect" })] }),
      expect.objectContaining({
        port: 443,
        certificateArn: expect.stringContaining(`arn:aws:acm:${region}:`),
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      }),
    ]);
  }
});

test("a zone that is given is used, and none is made", () => {
  expect(secure.managed.filter(({ type }) => type === "aws:route53/zone:Zone")).toEqual([]);
  expect(served(secure).map(({ inputs }) => inputs.zoneId)).toEqual(["Z0123456789ABC", "Z0123456789ABC"]);
});

test("a zone that is given proves certificates of its own, when none are given", async () => {
  const proven = new Graph(await recorded("fleet", { hostedZoneId: "Z0123456789ABC" }));
  expect(proven.inputs("aws:acm/certificate:Certificate").map(({ domainName }) => domainName)).toEqual([
    "app.example.com",
    "app.example.com",
  ]);
  expect(checksOf(proven).map(({ inputs }) => inputs.type)).toEqual(["HTTPS", "HTTPS"]);
});
