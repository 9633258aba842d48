import { pairOf, regionsMeant, standbyMeant } from "../../../model/recovery/region-pair";
import type { ExampleResource } from "../../../policy-pack/engine/example";
import { openStack } from "../../../policy-pack/engine/stack";
import { given, unknownText } from "../../policy-pack/given";
import { stackOf } from "../../policy-pack/show";

const queue = (name: string, region: string | undefined) =>
  given("aws:sqs/queue:Queue", name, {}, region === undefined ? {} : { provider: { region } });
const stack = (...resources: readonly ExampleResource[]) => openStack(stackOf(resources)).stack;
const record = (name: string, type: string, target: string) =>
  given("aws:route53/record:Record", name, {
    name: "api.example.com",
    zoneId: "Z1",
    type: "CNAME",
    setIdentifier: name,
    failoverRoutingPolicies: [{ type }],
    records: [target],
  });
const balancer = (region: string) => `web-1.${region}.elb.amazonaws.com`;

describe("pairOf", () => {
  test.each<[string, readonly ExampleResource[], readonly string[], boolean]>([
    ["nothing", [], [], false],
    ["one region", [queue("a", "eu-west-1"), queue("b", "eu-west-1")], ["eu-west-1"], false],
    [
      "two, of which one has more",
      [queue("a", "eu-west-1"), queue("b", "eu-central-1"), queue("c", "eu-west-1")],
      ["eu-west-1", "eu-central-1"],
      true,
    ],
    [
      "two alike, in no order",
      [queue("a", "eu-west-1"), queue("b", "eu-central-1")],
      ["eu-central-1", "eu-west-1"],
      false,
    ],
    [
      "a replica's",
      [
        given(
          "aws:dynamodb/table:Table",
          "t",
          { replicas: [{ regionName: "eu-north-1" }] },
          { provider: { region: "eu-west-1" } },
        ),
      ],
      ["eu-north-1", "eu-west-1"],
      false,
    ],
    [
      "a provider's that makes nothing yet",
      [queue("a", "eu-west-1"), given("pulumi:providers:aws", "p", { region: "eu-central-1" })],
      ["eu-west-1", "eu-central-1"],
      true,
    ],
    [
      "not that of a certificate for CloudFront, its firewall, the alarms on health checks or their topic",
      [
        queue("a", "eu-west-1"),
        queue("b", "eu-central-1"),
        given("aws:acm/certificate:Certificate", "c", {}, { provider: { region: "us-east-1" } }),
        given("aws:wafv2/webAcl:WebAcl", "w", {}, { provider: { region: "us-east-1" } }),
        given("aws:sns/topic:Topic", "t", {}, { provider: { region: "us-east-1" } }),
        given(
          "aws:cloudwatch/metricAlarm:MetricAlarm",
          "m",
          { namespace: "AWS/Route53" },
          { provider: { region: "us-east-1" } },
        ),
        given("pulumi:providers:aws", "edge", { region: "us-east-1" }),
      ],
      ["eu-central-1", "eu-west-1"],
      false,
    ],
    [
      "unknown ones tell nothing",
      [queue("a", "eu-west-1"), queue("b", unknownText), queue("c", undefined)],
      ["eu-west-1"],
      false,
    ],
    [
      "three without names tell no pair",
      [queue("a", "eu-west-1"), queue("b", "eu-central-1"), queue("c", "us-east-1")],
      [],
      false,
    ],
    [
      "of three, those of the name that fails over",
      [
        queue("a", "eu-west-1"),
        queue("b", "us-east-1"),
        queue("c", "eu-central-1"),
        record("second", "SECONDARY", balancer("eu-west-1")),
        record("first", "PRIMARY", balancer("eu-central-1")),
      ],
      ["eu-central-1", "eu-west-1"],
      true,
    ],
    [
      "of two, in the order of the name that fails over",
      [
        queue("a", "eu-west-1"),
        queue("b", "eu-west-1"),
        queue("c", "eu-central-1"),
        record("first", "PRIMARY", balancer("eu-central-1")),
        record("second", "SECONDARY", balancer("eu-west-1")),
      ],
      ["eu-central-1", "eu-west-1"],
      true,
    ],
  ])("%s", (_, resources, regions, isOrdered) => {
    expect(pairOf(stack(...resources))).toEqual({ regions, isOrdered });
  });
});

test("a setting means what it says, and `stack` what the stack uses", () => {
  const used = stack(queue("a", "eu-west-1"), queue("b", "eu-west-1"), queue("c", "eu-central-1"));
  expect(regionsMeant(["us-east-1", "us-west-2"], used)).toEqual(["us-east-1", "us-west-2"]);
  expect(regionsMeant(["stack"], used)).toEqual(["eu-west-1", "eu-central-1"]);
  expect(standbyMeant("us-west-2", used)).toBe("us-west-2");
  expect(standbyMeant("stack", used)).toBe("eu-central-1");
  expect(standbyMeant("stack", stack(queue("a", "eu-west-1"), queue("b", "eu-central-1")))).toBeUndefined();
});
