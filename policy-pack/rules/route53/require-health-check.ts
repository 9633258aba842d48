import { groupRecords, type RecordSet } from "../../../model/aws/record-sets";
import type { DnsRecord } from "../../../model/aws/records";
import { isRouted } from "../../../model/aws/routing";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { isGiven } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { answersFirst, type Names, openNames } from "../../../model/recovery/names";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

/** Whether a record answers while all is well, or only in its turn; undefined where it answers alone. */
function turnOf(record: DnsRecord): "first" | "standby" | undefined {
  if (!isRouted(record.props)) {
    return undefined;
  }
  return answersFirst(record) ? "first" : "standby";
}

function judge(
  record: DnsRecord,
  set: RecordSet<DnsRecord>,
  names: Names,
  acceptTargetHealth: boolean,
): StackFinding[] {
  const hasCheck = isGiven(() => record.props.healthCheckId);
  if (!hasCheck && !acceptTargetHealth && record.props.aliases?.[0]?.evaluateTargetHealth === true) {
    return [{ urn: record.urn, at: record.at("healthCheckId"), got: undefined, want: "the id of a health check" }];
  }
  const found = names.detectionOf(record, set);
  return found.kind === "never" ? [found.fault] : [];
}

const name = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", ttl: 60, setIdentifier: "one" };
const primary = { ...name, failoverRoutingPolicies: [{ type: "PRIMARY" }] };
const secondary = { ...name, failoverRoutingPolicies: [{ type: "SECONDARY" }] };
const alias = { name: "lb.example.net", zoneId: "Z1EXAMPLE" };
const endpoint = { type: "HTTP", fqdn: "one.example.net" };

export default stackRule({
  meta: {
    name: "route53-require-health-check",
    severity: "critical",
    law: "A record that can fail over has a health check that can fail.",
    rationale: "Route 53 answers with a record that has no health check as if it were always healthy.",
    remediation: "Set healthCheckId to a check of the record's own endpoint, and keep that check enabled.",
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-simple-configs.html",
    framework: { wellArchitected: "REL11-BP01", nist: ["CP-10", "SI-4"] },
  },
  config: {
    secondary: {
      type: "boolean",
      default: false,
      description: "Also require it on SECONDARY records and records of weight 0.",
    },
    acceptTargetHealth: {
      type: "boolean",
      default: true,
      description: "Let an alias with evaluateTargetHealth do without a health check of its own.",
    },
  },
  *check(stack, { secondary: both, acceptTargetHealth }): Check<StackFinding> {
    const names = yield* openNames(stack);
    const sets = groupRecords(names.records);
    let judged = 0;
    for (const set of sets) {
      for (const record of set.records) {
        yield* part(() => {
          const turn = turnOf(record);
          if (turn === undefined || (turn === "standby" && !both)) {
            return [];
          }
          judged++;
          return judge(record, set, names, acceptTargetHealth);
        });
      }
    }
    if (judged === 0) {
      return skip("no record is one of several answers");
    }
  },
  examples: {
    pass: [
      {
        because: "the primary has a check of the stack, whose id is not known yet",
        given: [
          resource(tokens.healthCheck, "check", endpoint),
          resource(
            tokens.record,
            "one",
            { ...primary, healthCheckId: unknown.string },
            { sources: { healthCheckId: ["check"] } },
          ),
          resource(tokens.record, "two", secondary),
        ],
      },
      {
        because: "the check is of another stack",
        given: [resource(tokens.record, "one", { ...primary, healthCheckId: "abcdef11-2222-3333-4444-555555fedcba" })],
      },
    ],
    fail: [
      {
        because: "the primary has no check",
        given: [resource(tokens.record, "one", primary), resource(tokens.record, "two", secondary)],
        at: ["one healthCheckId"],
      },
      {
        because: "the config asks it of the secondary too",
        config: { secondary: true },
        given: [
          resource(tokens.record, "one", { ...primary, healthCheckId: "abcdef11-2222-3333-4444-555555fedcba" }),
          resource(tokens.record, "two", secondary),
        ],
        at: ["two healthCheckId"],
      },
      {
        because: "the config does not trust the health of an alias target",
        config: { acceptTargetHealth: false },
        given: [resource(tokens.record, "one", { ...primary, aliases: [{ ...alias, evaluateTargetHealth: true }] })],
        at: ["one healthCheckId"],
      },
      {
        because: "the check is disabled",
        given: [
          resource(tokens.healthCheck, "check", { ...endpoint, disabled: true }),
          resource(
            tokens.record,
            "one",
            { ...primary, healthCheckId: "abcdef11-2222-3333-4444-555555fedcba" },
            { sources: { healthCheckId: ["check"] } },
          ),
        ],
        at: ["check disabled"],
      },
    ],
    undetermined: [
      {
        because: "the id is unknown and comes from elsewhere",
        given: [resource(tokens.record, "one", { ...primary, healthCheckId: unknown.string })],
        at: ["one healthCheckId"],
      },
    ],
    skip: [{ because: "no record is routed by health", given: [resource(tokens.record, "one", name)] }],
  },
});
