import { Graph, isUnknown } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { withZone } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

const records = () => graph.all("aws:route53/record:Record");
const checks = () => graph.all("aws:route53/healthCheck:HealthCheck");

test('trading: "Route53 hosted zone with failover routing policy"', () => {
  expect(graph.inputs("aws:route53/zone:Zone")).toEqual([expect.objectContaining({ name: "example.com" })]);
  expect(records().map(({ inputs }) => inputs.failoverRoutingPolicies)).toEqual([
    [{ type: "PRIMARY" }],
    [{ type: "SECONDARY" }],
  ]);
});

test('trading: "Primary and secondary record sets pointing to regional endpoints": one name, each its own balancer', () => {
  expect(records().map(({ inputs }) => [inputs.name, inputs.type, inputs.setIdentifier])).toEqual([
    ["api.example.com", "CNAME", "route53-us-east-1-dev-trade-record"],
    ["api.example.com", "CNAME", "route53-us-west-2-dev-trade-record"],
  ]);
  const balancers = [
    graph.only("us-east-1", "aws:lb/loadBalancer:LoadBalancer").urn,
    graph.only("us-west-2", "aws:lb/loadBalancer:LoadBalancer").urn,
  ];
  expect(records().map(({ propertyDependencies }) => propertyDependencies.records)).toEqual([
    [balancers[0]],
    [balancers[1]],
  ]);
});

test('trading: "60-second TTL for quick DNS propagation"', () => {
  expect(records().map(({ inputs }) => inputs.ttl)).toEqual([60, 60]);
  expect(records().map(({ inputs }) => inputs.aliases)).toEqual([undefined, undefined]);
});

test('trading: "Health checks monitoring ALB endpoints in primary region", and in the secondary too', () => {
  const balancers = ["us-east-1", "us-west-2"].map((region) => graph.only(region, "aws:lb/loadBalancer:LoadBalancer"));
  expect(checks().map(({ inputs }) => [inputs.type, inputs.port, inputs.resourcePath])).toEqual([
    ["HTTP", 80, "/health"],
    ["HTTP", 80, "/health"],
  ]);
  expect(checks().map(({ propertyDependencies }) => propertyDependencies.fqdn)).toEqual(
    balancers.map(({ urn }) => [urn]),
  );
});

test('trading: "30-second health check intervals for fast detection"', () => {
  expect(checks().map(({ inputs }) => inputs.requestInterval)).toEqual([30, 30]);
});

test('trading: "Health checks detect failures within 30 seconds": the first failure counts', () => {
  expect(checks().map(({ inputs }) => inputs.failureThreshold)).toEqual([1, 1]);
});

test("a check is on: a disabled or inverted one would call anything healthy", () => {
  expect(checks().map(({ inputs }) => [inputs.disabled ?? false, inputs.invertHealthcheck ?? false])).toEqual([
    [false, false],
    [false, false],
  ]);
});

test('trading: "Route53 health checks must be created before record sets"', () => {
  expect(records()).toHaveLength(2);
  for (const [index, record] of records().entries()) {
    const check = checks()[index];
    expect(record.propertyDependencies.healthCheckId).toEqual([check?.urn]);
    expect(check && graph.comesAfter(record, check)).toBe(true);
    expect(isUnknown(record.inputs.healthCheckId)).toBe(true);
  }
});

test("a check begins when there is something that answers it", () => {
  for (const check of checks()) {
    const region = String(graph.regionOf(check));
    const rules = graph.within(region, "aws:lb/listenerRule:ListenerRule");
    const attachments = graph.within(region, "aws:lb/targetGroupAttachment:TargetGroupAttachment");
    const earlier = [...rules, ...attachments];
    expect(earlier.map((each) => graph.comesAfter(check, each))).toEqual([true, true, true, true]);
  }
});

test('trading: "Failover completes within 5 minutes": detection, one TTL and the longest connection fit', () => {
  const [check] = checks();
  const [record] = records();
  const [balancer] = graph.all("aws:lb/loadBalancer:LoadBalancer");
  const detection = Number(check?.inputs.requestInterval) * Number(check?.inputs.failureThreshold);
  expect(detection + Number(record?.inputs.ttl) + Number(balancer?.inputs.clientKeepAlive)).toBeLessThanOrEqual(300);
});

describe("with a zone that exists", () => {
  test("the records go into it, and no second zone of the name is made", async () => {
    const given = new Graph(await recorded("trading", withZone));
    expect(given.managed.filter(({ type }) => type === "aws:route53/zone:Zone")).toEqual([]);
    expect(new Set(given.inputs("aws:route53/record:Record").map(({ zoneId }) => zoneId))).toEqual(
      new Set(["Z0123456789ABC"]),
    );
  });
});
