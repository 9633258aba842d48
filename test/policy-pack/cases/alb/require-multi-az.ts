import { unknown } from "../../../../model/graph/unknown";

const of = (type: string, name: string, props: object, context: object = {}) => ({ type, name, props, context });
const subnet = (name: string, props: object) => of("aws:ec2/subnet:Subnet", name, props);
const balancer = (props: object, context: object = {}) =>
  of("aws:lb/loadBalancer:LoadBalancer", "front", props, context);
const a = subnet("a", { availabilityZone: "us-east-1a" });
const b = subnet("b", { availabilityZone: "us-east-1b" });
const fromBoth = { sources: { subnets: ["a", "b"] } };
const twoUnknown = [unknown.string, unknown.string];

export default {
  pass: [
    {
      because: "AWS is about to fill in how its subnets are mapped",
      given: [balancer({ subnets: ["s-1", "s-2"], subnetMappings: unknown.array })],
    },
    {
      because: "it is of the old type",
      given: [of("aws:alb/loadBalancer:LoadBalancer", "front", { subnets: ["s-1", "s-2"] })],
    },
    {
      because: "it maps its subnets",
      given: [balancer({ subnetMappings: [{ subnetId: "s-1" }, { subnetId: "s-2" }] })],
    },
    {
      because: "a component that nobody can see gives it three subnets",
      given: [
        of("awsx:ec2:Vpc", "vpc", {}),
        balancer({ subnets: [unknown.string, unknown.string, unknown.string] }, { sources: { subnets: ["vpc"] } }),
      ],
    },
    {
      because: "its subnets tell their zones by id",
      given: [
        subnet("a", { availabilityZoneId: "use1-az1" }),
        subnet("b", { availabilityZoneId: "use1-az2" }),
        balancer({ subnets: twoUnknown }, fromBoth),
      ],
    },
    {
      because: "the zones of its subnets are unknown",
      given: [
        subnet("a", { availabilityZone: unknown.string }),
        subnet("b", { availabilityZone: unknown.string }),
        balancer({ subnets: twoUnknown }, fromBoth),
      ],
    },
    { because: "one zone is enough by config", config: { minimumZones: 1 }, given: [balancer({ subnets: ["s-1"] })] },
    {
      because: "one mapping is null and the others are two",
      given: [balancer({ subnetMappings: [{ subnetId: "s-1" }, null, { subnetId: "s-2" }] })],
    },
  ],
  fail: [
    { because: "it has no subnets", given: [balancer({})], at: ["front subnets"] },
    { because: "its subnets are null", given: [balancer({ subnets: null })], at: ["front subnets"] },
    { because: "its list of subnets is empty", given: [balancer({ subnets: [] })], at: ["front subnets"] },
    { because: "it names one subnet twice", given: [balancer({ subnets: ["s-1", "s-1"] })], at: ["front subnets"] },
    {
      because: "it takes one subnet of the stack twice",
      given: [a, balancer({ subnets: twoUnknown }, { sources: { subnets: ["a"] } })],
      at: ["front subnets"],
    },
    {
      because: "it maps one subnet",
      given: [balancer({ subnetMappings: [{ subnetId: "s-1" }] })],
      at: ["front subnetMappings"],
    },
    {
      because: "the mapped subnets are in one zone",
      given: [
        a,
        subnet("b", { availabilityZone: "us-east-1a" }),
        balancer(
          { subnetMappings: [{ subnetId: unknown.string }, { subnetId: unknown.string }] },
          { sources: { subnetMappings: ["a", "b"] } },
        ),
      ],
      at: ["front subnetMappings"],
    },
    {
      because: "only the one of the oldest type is short",
      given: [
        a,
        b,
        balancer({ subnets: twoUnknown }, fromBoth),
        of("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "old", { subnets: ["s-1"] }),
      ],
      at: ["old subnets"],
    },
    {
      because: "three subnets are in two zones and three are asked for",
      config: { minimumZones: 3 },
      given: [
        a,
        b,
        subnet("c", { availabilityZone: "us-east-1a" }),
        balancer(
          { subnets: [unknown.string, unknown.string, unknown.string] },
          { sources: { subnets: ["a", "b", "c"] } },
        ),
      ],
      at: ["front subnets"],
    },
    { because: "its subnets are a number", given: [balancer({ subnets: 2 })], at: ["front subnets"] },
    {
      because: "it maps one subnet twice",
      given: [balancer({ subnetMappings: [{ subnetId: "s-1" }, { subnetId: "s-1" }] })],
      at: ["front subnetMappings"],
    },
  ],
  undetermined: [
    {
      because: "the mappings are unknown",
      given: [
        { type: "pulumi:pulumi:StackReference", name: "network", props: {}, context: {} },
        balancer({ subnetMappings: unknown.array }, { sources: { subnetMappings: ["network"] } }),
      ],
      at: ["front subnetMappings"],
    },
    {
      because: "one of two is unknown as a whole",
      given: [
        balancer({ subnets: unknown.array }),
        of("aws:lb/loadBalancer:LoadBalancer", "back", { subnets: ["s-1"] }),
      ],
      at: ["front subnets"],
      fail: ["back subnets"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    {
      because: "there is only a classic load balancer",
      given: [of("aws:elb/loadBalancer:LoadBalancer", "classic", { subnets: ["s-1"] })],
    },
  ],
};
