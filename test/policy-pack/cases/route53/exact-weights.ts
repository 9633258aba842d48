import { given, unknownList, unknownNumber } from "../../given";

const at = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME" };
const record = (name: string, props: object) => given("aws:route53/record:Record", name, { ...at, ...props });
const weighing = (name: string, weight: unknown) => record(name, { weightedRoutingPolicies: [{ weight }] });

export default {
  pass: [
    { because: "a record is alone, which is another policy's matter", given: [weighing("one", 7)] },
    { because: "nobody answers, which is another policy's matter", given: [weighing("one", 0), weighing("two", 0)] },
    { because: "the weights come the other way round", given: [weighing("one", 0), weighing("two", 100)] },
    {
      because: "the config names three",
      config: { weights: [1, 1, 0] },
      given: [weighing("one", 1), weighing("two", 0), weighing("three", 1)],
    },
  ],
  fail: [
    {
      because: "a weight is missing from its policy",
      given: [weighing("one", 100), weighing("two", undefined)],
      at: ["two weightedRoutingPolicies[0].weight"],
    },
    {
      because: "a policy is null",
      given: [weighing("one", 100), record("two", { weightedRoutingPolicies: [null] })],
      at: ["two weightedRoutingPolicies[0].weight"],
    },
    {
      because: "a weight is a text",
      given: [weighing("one", "100"), weighing("two", 0)],
      at: ["one weightedRoutingPolicies[0].weight"],
    },
    {
      because: "both are a little",
      given: [weighing("one", 1), weighing("two", 1)],
      at: ["one weightedRoutingPolicies[0].weight", "two weightedRoutingPolicies[0].weight"],
    },
    {
      because: "a third record has a weight that is taken",
      given: [weighing("one", 100), weighing("two", 0), weighing("three", 0)],
      at: ["two weightedRoutingPolicies[0].weight"],
    },
  ],
  undetermined: [
    {
      because: "a weight is unknown",
      given: [weighing("one", 100), weighing("two", unknownNumber)],
      at: ["two weightedRoutingPolicies[0].weight"],
    },
    {
      because: "the policies are unknown",
      given: [record("one", { weightedRoutingPolicies: unknownList })],
      at: ["one weightedRoutingPolicies"],
    },
  ],
  skip: [
    { because: "no record has a weight", given: [record("one", { records: ["a"] })] },
    { because: "there is no record", given: [] },
  ],
};
