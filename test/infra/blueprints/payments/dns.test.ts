import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { everythingGiven } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("payments"));
});

const recordOf = (identifier: string) =>
  graph.all("aws:route53/record:Record").find(({ inputs }) => inputs.setIdentifier === identifier);

test('payments: "Create hosted zone for domain management"', () => {
  expect(graph.inputs("aws:route53/zone:Zone")).toEqual([
    expect.objectContaining({ name: "example.com", forceDestroy: true }),
  ]);
});

test("an existing zone is used instead when the configuration names one", async () => {
  const given = new Graph(await recorded("payments", everythingGiven));
  expect(given.inputs("aws:route53/record:Record").map(({ zoneId }) => zoneId)).toEqual([
    "Z0123456789ABC",
    "Z0123456789ABC",
  ]);
});

test.each(["us-east-1", "us-east-2"])(
  'payments: "health checks must monitor actual API endpoints": %s under its own host, at the stage\'s path',
  (region) => {
    const check = graph.only(region, "aws:route53/healthCheck:HealthCheck");
    expect(check.inputs).toMatchObject({
      type: "HTTPS",
      port: 443,
      enableSni: true,
      resourcePath: "/live-dev/health",
      requestInterval: 30,
      failureThreshold: 3,
    });
    expect(check.propertyDependencies.fqdn).toEqual([graph.only(region, "aws:apigateway/restApi:RestApi").urn]);
    for (const type of ["apigateway/stage:Stage", "apigateway/methodSettings:MethodSettings"]) {
      const earlier = graph.within(region, `aws:${type}`);
      expect(earlier).not.toEqual([]);
      expect(earlier.filter((each) => !graph.comesAfter(check, each))).toEqual([]);
    }
    const permissions = graph.within(region, "aws:lambda/permission:Permission");
    for (const permission of permissions.filter(({ name }) => name.startsWith("api-"))) {
      expect(graph.comesAfter(check, permission)).toBe(true);
    }
  },
);

test.each([
  ["us-east-1", "PRIMARY"],
  ["us-east-2", "SECONDARY"],
])(
  'payments: "failover routing policies pointing to us-east-1 (primary) and us-east-2 (secondary)": %s',
  (region, type) => {
    const record = recordOf(`payments-record-${region}-dev`);
    expect(record?.inputs).toMatchObject({
      name: "api.example.com",
      type: "CNAME",
      ttl: 60,
      failoverRoutingPolicies: [{ type }],
    });
    expect(record?.propertyDependencies).toMatchObject({
      records: [graph.only(region, "aws:apigateway/domainName:DomainName").urn],
      healthCheckId: [graph.only(region, "aws:route53/healthCheck:HealthCheck").urn],
    });
  },
);

test('payments: "Ensure automatic DNS failover": there is one pair, and nothing else under the name', () => {
  expect(graph.inputs("aws:route53/record:Record").map(({ name }) => name)).toEqual([
    "api.example.com",
    "api.example.com",
  ]);
});

test('payments: "an RTO of 15 minutes": detection and one TTL fit', () => {
  const ttls = graph.inputs("aws:route53/record:Record").map(({ ttl }) => Number(ttl));
  const detections = graph
    .inputs("aws:route53/healthCheck:HealthCheck")
    .map(({ requestInterval, failureThreshold }) => Number(requestInterval) * Number(failureThreshold));
  expect([ttls.length, detections.length]).toEqual([2, 2]);
  expect(Math.max(...ttls) + Math.max(...detections)).toBeLessThanOrEqual(15 * 60);
});
