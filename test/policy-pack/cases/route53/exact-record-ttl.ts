import { unknown } from "../../../../model/graph/unknown";

const cname = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", records: ["one.example.net"] };
const routed = { ...cname, setIdentifier: "one" };

export default {
  pass: [
    {
      because: "a weighted record has the TTL",
      given: { ...routed, weightedRoutingPolicies: [{ weight: 0 }], ttl: 60 },
    },
    { because: "a multivalue record has the TTL", given: { ...routed, multivalueAnswerRoutingPolicy: true, ttl: 60 } },
    {
      because: "the config asks for no caching",
      config: { ttlSeconds: 0 },
      given: { ...routed, latencyRoutingPolicies: [{ region: "us-east-1" }], ttl: 0 },
    },
    { because: "the config judges every record", config: { only: "all" }, given: { ...cname, ttl: 60 } },
  ],
  fail: [
    {
      because: "the TTL is one second more",
      given: { ...routed, failoverRoutingPolicies: [{ type: "SECONDARY" }], ttl: 61 },
      at: ["ttl"],
    },
    {
      because: "the TTL is 0",
      given: { ...routed, failoverRoutingPolicies: [{ type: "PRIMARY" }], ttl: 0 },
      at: ["ttl"],
    },
    {
      because: "the TTL is null",
      given: { ...routed, failoverRoutingPolicies: [{ type: "PRIMARY" }], ttl: null },
      at: ["ttl"],
    },
    {
      because: "the TTL is a text",
      given: { ...routed, failoverRoutingPolicies: [{ type: "PRIMARY" }], ttl: "60" },
      at: ["ttl"],
    },
    {
      because: "the list of aliases is empty",
      given: { ...routed, failoverRoutingPolicies: [{ type: "PRIMARY" }], aliases: [] },
      at: ["ttl"],
    },
    {
      because: "a geoproximity record has another TTL",
      given: { ...routed, geoproximityRoutingPolicy: { bias: 1 }, ttl: 300 },
      at: ["ttl"],
    },
    {
      because: "a CIDR record has another TTL",
      given: { ...routed, cidrRoutingPolicy: { collectionId: "c", locationName: "*" }, ttl: 300 },
      at: ["ttl"],
    },
    {
      because: "a geolocation record has another TTL",
      given: { ...routed, geolocationRoutingPolicies: [{ continent: "EU" }], ttl: 300 },
      at: ["ttl"],
    },
    {
      because: "the routing is an object where a list belongs",
      given: { ...routed, failoverRoutingPolicies: { type: "PRIMARY" }, ttl: 300 },
      at: ["ttl"],
    },
  ],
  undetermined: [
    {
      because: "it may be an alias",
      given: { ...routed, failoverRoutingPolicies: [{ type: "PRIMARY" }], aliases: unknown.array },
      at: ["aliases"],
    },
    {
      because: "one routing is unknown and no other is set",
      given: { ...routed, weightedRoutingPolicies: unknown.array, ttl: 300 },
      at: ["weightedRoutingPolicies"],
    },
  ],
  skip: [
    {
      because: "every routing is empty",
      given: { ...cname, ttl: 300, failoverRoutingPolicies: [], weightedRoutingPolicies: null },
    },
    { because: "multivalue answers are off", given: { ...cname, ttl: 300, multivalueAnswerRoutingPolicy: false } },
    { because: "there is nothing at all", given: {} },
    {
      because: "every record is judged and this one is an alias",
      config: { only: "all" },
      given: { ...cname, aliases: [{ name: "lb.example.net", zoneId: "Z1", evaluateTargetHealth: false }] },
    },
  ],
};
