import { given, unknownList, unknownText } from "../../given";

const group = (props: object, context: object = {}) => given("aws:autoscaling/group:Group", "web", props, context);
const subnet = (name: string, props: object) => given("aws:ec2/subnet:Subnet", name, props);

export default {
  pass: [
    {
      because: "it has two subnets of another stack",
      given: [group({ vpcZoneIdentifiers: ["subnet-1", "subnet-2"] })],
    },
    {
      because: "zones are told by their ids",
      given: [
        subnet("a", { availabilityZoneId: "use1-az1" }),
        subnet("b", { availabilityZoneId: "use1-az2" }),
        group({ vpcZoneIdentifiers: [unknownText, unknownText] }, { sources: { vpcZoneIdentifiers: ["a", "b"] } }),
      ],
    },
    {
      because: "three subnets are in two zones",
      given: [
        subnet("a", { availabilityZone: "us-east-1a" }),
        subnet("b", { availabilityZone: "us-east-1b" }),
        subnet("c", { availabilityZone: "us-east-1b" }),
        group(
          { vpcZoneIdentifiers: [unknownText, unknownText, unknownText] },
          { sources: { vpcZoneIdentifiers: ["a", "b", "c"] } },
        ),
      ],
    },
    {
      because: "subnets go before the zones that AWS fills in from them",
      given: [group({ vpcZoneIdentifiers: ["subnet-1", "subnet-2"], availabilityZones: ["us-east-1a"] })],
    },
    {
      because: "one zone is enough for the config",
      config: { minimumZones: 1 },
      given: [group({ vpcZoneIdentifiers: ["subnet-1"] })],
    },
    {
      because: "zones are named and what AWS fills in is unknown",
      given: [group({ availabilityZones: ["us-east-1a", "us-east-1c"], vpcZoneIdentifiers: unknownList })],
    },
  ],
  fail: [
    { because: "it says nothing", given: [group({})], at: ["web vpcZoneIdentifiers"] },
    { because: "the list is empty", given: [group({ vpcZoneIdentifiers: [] })], at: ["web vpcZoneIdentifiers"] },
    { because: "the list is null", given: [group({ vpcZoneIdentifiers: null })], at: ["web vpcZoneIdentifiers"] },
    {
      because: "one subnet is named twice",
      given: [group({ vpcZoneIdentifiers: ["subnet-1", "subnet-1"] })],
      at: ["web vpcZoneIdentifiers"],
    },
    {
      because: "one zone is named twice",
      given: [group({ availabilityZones: ["us-east-1a", "us-east-1a"] })],
      at: ["web availabilityZones"],
    },
    {
      because: "one subnet of the stack stands twice",
      given: [
        subnet("a", { availabilityZone: "us-east-1a" }),
        group({ vpcZoneIdentifiers: [unknownText, unknownText] }, { sources: { vpcZoneIdentifiers: ["a"] } }),
      ],
      at: ["web vpcZoneIdentifiers"],
    },
    { because: "the list is a number", given: [group({ vpcZoneIdentifiers: 3 })], at: ["web vpcZoneIdentifiers"] },
    {
      because: "the config asks for four and there are three",
      config: { minimumZones: 4 },
      given: [group({ vpcZoneIdentifiers: ["subnet-1", "subnet-2", "subnet-3"] })],
      at: ["web vpcZoneIdentifiers"],
    },
  ],
  undetermined: [
    {
      because: "its zones are unknown and come from somewhere",
      given: [
        subnet("a", { availabilityZone: "us-east-1a" }),
        group({ availabilityZones: unknownList }, { sources: { availabilityZones: ["a"] } }),
      ],
      at: ["web availabilityZones"],
    },
  ],
  skip: [{ because: "the stack is empty", given: [] }],
};
