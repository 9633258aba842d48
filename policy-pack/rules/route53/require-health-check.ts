import type { HealthCheckArgs, RecordArgs } from "@pulumi/aws/route53";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { isGiven, stated } from "../../../model/graph/reading";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type DnsRecord = Member<Plain<RecordArgs>>;
type HealthCheck = Member<Plain<HealthCheckArgs>>;

/** Whether a record answers while all is well, or only in its turn; undefined where no health decides. */
function turnOf({ props }: DnsRecord): "first" | "standby" | undefined {
  const role = props.failoverRoutingPolicies?.[0]?.type;
  if (role !== undefined) {
    return role === "SECONDARY" ? "standby" : "first";
  }
  const weight = props.weightedRoutingPolicies?.[0]?.weight;
  return weight === undefined ? undefined : weight === 0 ? "standby" : "first";
}

/** An alias may ask the health of what it points to instead. */
function evaluatesTarget({ props }: DnsRecord): boolean {
  return props.aliases?.[0]?.evaluateTargetHealth === true;
}

/** The check of this stack whose id the record takes. */
function findCheck(record: DnsRecord, checks: ReadonlyMap<string, HealthCheck>): HealthCheck | undefined {
  return isGiven(() => record.props.healthCheckId)
    ? record.sourcesOf("healthCheckId").flatMap(({ urn }) => checks.get(urn) ?? [])[0]
    : undefined;
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
      description: "Ask it of the records that wait as well: SECONDARY ones and those of weight 0.",
    },
    acceptTargetHealth: {
      type: "boolean",
      default: true,
      description: "Let an alias with evaluateTargetHealth do without a health check of its own.",
    },
  },
  *check(stack, { secondary: both, acceptTargetHealth }): Check<StackFinding> {
    const checks = new Map(stack.of(tokens.healthCheck).map((check) => [check.urn, check]));
    let judged = 0;
    for (const record of stack.of(tokens.record)) {
      yield* part(function* () {
        const turn = turnOf(record);
        if (turn === undefined || (turn === "standby" && !both)) {
          return;
        }
        judged++;
        const check = findCheck(record, checks);
        if (check !== undefined) {
          if (stated(check, "disabled") === true) {
            yield { urn: check.urn, at: "disabled", got: true, want: "false: a disabled check is always healthy" };
          }
          return;
        }
        const id = record.props.healthCheckId;
        if (!id && !(acceptTargetHealth && evaluatesTarget(record))) {
          yield { urn: record.urn, at: "healthCheckId", got: id, want: "the id of a health check" };
        }
      });
    }
    if (judged === 0) {
      return skip("no record has a failover or weighted routing policy");
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
