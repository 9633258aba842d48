import { isAlias, isRouted } from "../../../model/aws/routing";
import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const cname = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", records: ["primary.example.net"] };
const primary = { ...cname, setIdentifier: "primary", failoverRoutingPolicies: [{ type: "PRIMARY" }] };

export default resourceRule({
  meta: {
    name: "route53-exact-record-ttl",
    severity: "high",
    law: "A record that routes between regions has exactly the TTL that the RTO assumes.",
    rationale: "Resolvers keep answering with the lost region until the TTL is over; one TTL is a term of the RTO.",
    remediation: "Set ttl to the expected number of seconds; an alias has none of its own.",
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-dns.html",
    framework: { wellArchitected: "REL11-BP02", nist: ["CP-10", "SC-22"] },
  },
  config: {
    ttlSeconds: {
      type: "integer",
      minimum: 0,
      default: 60,
      description: "Time a resolver may keep an answer, in seconds.",
    },
    only: {
      type: "string",
      enum: ["routed", "all"],
      default: "routed",
      description: "Records to judge: those with a routing policy, or every record.",
    },
  },
  on: tokens.record,
  remedies: true,
  *check(props, { ttlSeconds, only }): Check<Finding> {
    if (only === "routed" && !isRouted(props)) {
      return skip("the record is the only answer for its name");
    }
    const { ttl } = props;
    if (ttl === ttlSeconds) {
      return;
    }
    if (isAlias(props)) {
      return skip("an alias record has the TTL of what it points to");
    }
    yield { at: "ttl", got: ttl, want: String(ttlSeconds), put: ttlSeconds };
  },
  examples: {
    pass: [
      { because: "a failover record has the TTL", given: { ...primary, ttl: 60 } },
      { because: "the config asks for another TTL", config: { ttlSeconds: 30 }, given: { ...primary, ttl: 30 } },
    ],
    fail: [
      { because: "the TTL is longer", given: { ...primary, ttl: 300 }, at: ["ttl"] },
      { because: "the TTL is shorter", given: { ...primary, ttl: 59 }, at: ["ttl"] },
      { because: "there is no TTL", given: primary, at: ["ttl"] },
      {
        because: "the config judges every record",
        config: { only: "all" },
        given: { ...cname, ttl: 300 },
        at: ["ttl"],
      },
    ],
    undetermined: [
      { because: "the TTL is unknown", given: { ...primary, ttl: unknown.number }, at: ["ttl"] },
      {
        because: "the routing is unknown",
        given: { ...cname, ttl: 300, failoverRoutingPolicies: unknown.array },
        at: ["failoverRoutingPolicies"],
      },
    ],
    skip: [
      { because: "the record has no routing policy", given: { ...cname, ttl: 300 } },
      {
        because: "the record is an alias",
        given: {
          zoneId: "Z0EXAMPLE",
          name: "api.example.com",
          type: "A",
          setIdentifier: "primary",
          failoverRoutingPolicies: [{ type: "PRIMARY" }],
          aliases: [{ name: "lb.example.net", zoneId: "Z1EXAMPLE", evaluateTargetHealth: true }],
        },
      },
    ],
  },
});
