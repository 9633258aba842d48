import { unknown } from "../../../../model/graph/unknown";

const record = (name: string, props: object, context: object = {}) => ({
  type: "aws:route53/record:Record",
  name,
  props: "aliases" in props ? props : { records: [`${name}.example.net`], ...props },
  context,
});
const check = { type: "aws:route53/healthCheck:HealthCheck", name: "check", props: { type: "HTTP" }, context: {} };
const zone = { type: "aws:route53/zone:Zone", name: "zone", props: { name: "Example.com." }, context: {} };
const inZone = { sources: { zoneId: ["zone"] } };
const at = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME" };
const primary = { ...at, failoverRoutingPolicies: [{ type: "PRIMARY" }] };
const secondary = { ...at, failoverRoutingPolicies: [{ type: "SECONDARY" }] };
const weighted = (weight: unknown) => ({ ...at, weightedRoutingPolicies: [{ weight }] });

export default {
  pass: [
    {
      because: "the names differ in case and in a final dot",
      given: [record("one", primary), record("two", { ...secondary, name: "API.example.com." })],
    },
    {
      because: "one name is written inside its zone and the other in full",
      given: [
        zone,
        record("one", { ...primary, zoneId: unknown.string, name: "api" }, inZone),
        record("two", { ...secondary, zoneId: unknown.string }, inZone),
      ],
    },
    {
      because: "both names are unknown but come from one zone",
      given: [
        zone,
        record("one", { ...primary, name: unknown.string }, { sources: { name: ["zone"] } }),
        record("two", { ...secondary, name: unknown.string }, { sources: { name: ["zone"] } }),
      ],
    },
    {
      because: "there is a pair for IPv4 and a pair for IPv6",
      given: [
        record("a", { ...primary, type: "A" }),
        record("b", { ...secondary, type: "A" }),
        record("c", { ...primary, type: "AAAA" }),
        record("d", { ...secondary, type: "AAAA" }),
      ],
    },
    {
      because: "other records have no routing",
      given: [record("one", primary), record("two", secondary), record("www", { ...at, name: "www.example.com" })],
    },
    {
      because: "any routing will do and latency chooses",
      config: { routing: "any" },
      given: [
        check,
        record("one", { ...at, latencyRoutingPolicies: [{ region: "us-east-1" }] }),
        record("two", { ...at, latencyRoutingPolicies: [{ region: "us-west-2" }] }),
      ],
    },
    {
      because: "weights are judged only when the config asks",
      given: [record("one", primary), record("two", secondary), record("w", { ...weighted(0), name: "w.example.com" })],
    },
  ],
  fail: [
    {
      because: "the secondary is alone",
      given: [record("two", secondary)],
      at: ["two failoverRoutingPolicies[0].type"],
    },
    {
      because: "the halves are of different types",
      given: [record("one", { ...primary, type: "A" }), record("two", { ...secondary, type: "AAAA" })],
      at: ["one failoverRoutingPolicies[0].type", "two failoverRoutingPolicies[0].type"],
    },
    {
      because: "the halves are in different zones",
      given: [record("one", primary), record("two", { ...secondary, zoneId: "Z1OTHER" })],
      at: ["one failoverRoutingPolicies[0].type", "two failoverRoutingPolicies[0].type"],
    },
    {
      because: "there are two secondaries",
      given: [record("one", primary), record("two", secondary), record("three", secondary)],
      at: ["two failoverRoutingPolicies[0].type"],
    },
    {
      because: "a role is in lower case, which AWS refuses",
      given: [record("one", primary), record("two", { ...at, failoverRoutingPolicies: [{ type: "secondary" }] })],
      at: ["two failoverRoutingPolicies[0].type"],
    },
    {
      because: "a role is null",
      given: [record("one", primary), record("two", { ...at, failoverRoutingPolicies: [{ type: null }] })],
      at: ["two failoverRoutingPolicies[0].type"],
    },
    {
      because: "the routing is a text",
      given: [record("one", primary), record("two", { ...at, failoverRoutingPolicies: "SECONDARY" })],
      at: ["two failoverRoutingPolicies[0].type"],
    },
    {
      because: "a weighted record is alone",
      config: { routing: "weighted" },
      given: [record("one", weighted(100))],
      at: ["one weightedRoutingPolicies"],
    },
    {
      because: "weights are of one name and the second is negative",
      config: { routing: "weighted" },
      given: [record("one", weighted(0)), record("two", weighted(-1))],
      at: ["one weightedRoutingPolicies[0].weight"],
    },
    {
      because: "the config asks for weights and there is a failover pair only",
      config: { routing: "weighted" },
      given: [check, record("one", { ...primary, healthCheckId: "abc" }), record("two", secondary)],
      at: ["one weightedRoutingPolicies"],
    },
    {
      because: "any routing would do and there is none",
      config: { routing: "any" },
      given: [check, record("validation", { ...at, name: "_x1.example.com" }), record("www", at)],
      at: ["www failoverRoutingPolicies"],
    },
    {
      because: "the policies of one record are empty, as if it had none, and the other is alone",
      given: [record("one", primary), record("two", { ...at, failoverRoutingPolicies: [] })],
      at: ["one failoverRoutingPolicies[0].type"],
    },
    {
      because: "nobody else answers a name of addresses",
      given: [check, record("txt", { ...at, type: "TXT" }), record("host", { ...at, type: "A" })],
      at: ["host failoverRoutingPolicies"],
    },
    {
      because: "nobody else answers a name of IPv6 addresses",
      given: [check, record("txt", { ...at, type: "TXT" }), record("host", { ...at, type: "AAAA" })],
      at: ["host failoverRoutingPolicies"],
    },
    {
      because: "the record with the health check is the one that is alone",
      given: [
        check,
        record("host", { ...at, type: "A" }),
        record("checked", { ...at, name: "api2.example.com", healthCheckId: "abc" }),
      ],
      at: ["checked failoverRoutingPolicies"],
    },
    {
      because: "a policy is null in the list",
      given: [record("one", primary), record("two", { ...at, failoverRoutingPolicies: [null] })],
      at: ["two failoverRoutingPolicies[0].type"],
    },
    {
      because: "a weight is null in the list and the others are none",
      config: { routing: "weighted" },
      given: [record("one", weighted(0)), record("two", { ...at, weightedRoutingPolicies: [null] })],
      at: ["one weightedRoutingPolicies[0].weight"],
    },
    {
      because: "any routing will do, and weights give nobody an answer",
      config: { routing: "any" },
      given: [check, record("one", weighted(0)), record("two", weighted(0))],
      at: ["one weightedRoutingPolicies[0].weight"],
    },
    {
      because: "any routing will do, and a pair lacks its second",
      config: { routing: "any" },
      given: [check, record("one", primary)],
      at: ["one failoverRoutingPolicies[0].type"],
    },
  ],
  undetermined: [
    {
      because: "more than a pair stands under names that are unknown",
      given: [
        zone,
        record("a", { ...primary, name: unknown.string }, { sources: { name: ["zone"] } }),
        record("b", { ...primary, name: unknown.string }, { sources: { name: ["zone"] } }),
        record("c", { ...secondary, name: unknown.string }, { sources: { name: ["zone"] } }),
      ],
      at: ["a name"],
    },
    {
      because: "the routing of the only record is unknown",
      given: [check, record("one", { ...at, failoverRoutingPolicies: unknown.array })],
      at: ["one failoverRoutingPolicies"],
    },
    {
      because: "one name lacks its half and another routing is unknown, which is told apart",
      given: [record("one", primary), record("two", { ...at, failoverRoutingPolicies: unknown.array })],
      at: ["two failoverRoutingPolicies"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    { because: "only a certificate is validated", given: [check, record("v", { ...at, name: "_x1.example.com" })] },
    { because: "records name mail servers", given: [check, record("mx", { ...at, type: "MX" })] },
  ],
};
