import { unknown } from "../../../../model/graph/unknown";

const record = (name: string, props: object, context: object = {}) => ({
  type: "aws:route53/record:Record",
  name,
  props: "aliases" in props ? props : { records: [`${name}.example.net`], ...props },
  context,
});
const at = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME" };
const primary = { ...at, failoverRoutingPolicies: [{ type: "PRIMARY" }] };
const secondary = { ...at, failoverRoutingPolicies: [{ type: "SECONDARY" }] };
const weighted = (weight: unknown) => ({ ...at, weightedRoutingPolicies: [{ weight }] });
const alias = (evaluateTargetHealth: unknown) => ({
  aliases: [{ name: "lb.example.net", zoneId: "Z1", evaluateTargetHealth }],
});

export default {
  pass: [
    { because: "the primary is an alias that asks its target", given: [record("one", { ...primary, ...alias(true) })] },
    { because: "a weighted record has an id", given: [record("one", { ...weighted(100), healthCheckId: "abc" })] },
    {
      because: "records that wait have ids too",
      config: { secondary: true },
      given: [
        record("one", { ...secondary, healthCheckId: "abc" }),
        record("two", { ...weighted(0), healthCheckId: "abc" }),
      ],
    },
  ],
  fail: [
    {
      because: "the id is empty",
      given: [record("one", { ...primary, healthCheckId: "" })],
      at: ["one healthCheckId"],
    },
    {
      because: "the id is null",
      given: [record("one", { ...primary, healthCheckId: null })],
      at: ["one healthCheckId"],
    },
    {
      because: "the alias does not ask its target",
      given: [record("one", { ...primary, ...alias(false) })],
      at: ["one healthCheckId"],
    },
    {
      because: "the alias says yes in words",
      given: [record("one", { ...primary, ...alias("true") })],
      at: ["one healthCheckId"],
    },
    {
      because: "a weighted record that answers has none",
      given: [record("one", weighted(1)), record("two", weighted(0))],
      at: ["one healthCheckId"],
    },
    {
      because: "the config asks it of a record of weight 0",
      config: { secondary: true },
      given: [record("two", weighted(0))],
      at: ["two healthCheckId"],
    },
    {
      because: "the role is none that exists",
      given: [record("one", { ...at, failoverRoutingPolicies: [{ type: "primary" }] })],
      at: ["one healthCheckId"],
    },
    {
      because: "the id comes from something that is no health check",
      given: [
        { type: "aws:sns/topic:Topic", name: "topic", props: {}, context: {} },
        record("one", primary, { sources: { healthCheckId: ["topic"] } }),
      ],
      at: ["one healthCheckId"],
    },
    {
      because: "a policy and an alias are null in their lists",
      given: [
        record("one", { ...primary, aliases: [null] }),
        record("two", { ...at, failoverRoutingPolicies: [null] }),
      ],
      at: ["one healthCheckId", "two healthCheckId"],
    },
    {
      because: "latency chooses, and nothing notices that an answer is gone",
      given: [record("one", { ...at, latencyRoutingPolicies: [{ region: "us-east-1" }] })],
      at: ["one healthCheckId"],
    },
  ],
  undetermined: [
    {
      because: "whether the alias asks its target is unknown",
      given: [record("one", { ...primary, ...alias(unknown.boolean) })],
      at: ["one aliases[0].evaluateTargetHealth"],
    },
    {
      because: "the role is unknown, while another record is still judged",
      given: [record("one", { ...at, failoverRoutingPolicies: [{ type: unknown.string }] }), record("two", primary)],
      at: ["one failoverRoutingPolicies[0].type"],
      fail: ["two healthCheckId"],
    },
    {
      because: "whether the check is disabled is unknown",
      given: [
        { type: "pulumi:pulumi:StackReference", name: "switch", props: {}, context: {} },
        {
          type: "aws:route53/healthCheck:HealthCheck",
          name: "check",
          props: { disabled: unknown.boolean },
          context: { sources: { disabled: ["switch"] } },
        },
        record("one", { ...primary, healthCheckId: unknown.string }, { sources: { healthCheckId: ["check"] } }),
      ],
      at: ["check disabled"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    { because: "the only record that can fail over waits", given: [record("two", secondary)] },
  ],
};
