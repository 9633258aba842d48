import type { RecordArgs } from "@pulumi/aws/route53";
import { groupRecords, type RecordSet, readPlace } from "../../../model/aws/record-sets";
import { isFilled } from "../../../model/aws/routing";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type DnsRecord = Member<Plain<RecordArgs>>;

const at = "weightedRoutingPolicies[0].weight";

/** Each wanted weight stands for one record. A name that is answered by nobody is another policy's matter. */
function* judge({ records }: RecordSet<DnsRecord>, weights: readonly number[]): Check<StackFinding> {
  const holders = records.map(({ urn, props }): { readonly urn: string; readonly weight: unknown } => ({
    urn,
    weight: props.weightedRoutingPolicies?.[0]?.weight,
  }));
  if (holders.length < 2 || !holders.some(({ weight }) => Number(weight) > 0)) {
    return;
  }
  const free: unknown[] = [...weights];
  const misfits = holders.filter(({ weight }) => {
    const place = free.indexOf(weight);
    if (place >= 0) {
      free.splice(place, 1);
    }
    return place < 0;
  });
  for (const { urn, weight } of misfits) {
    yield { urn, at, got: weight, want: free.length > 0 ? free.join(" or ") : "no further record of the name" };
  }
}

const name = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", ttl: 60 };
const weighing = (identifier: string, weight: number) => ({
  ...name,
  setIdentifier: identifier,
  weightedRoutingPolicies: [{ weight }],
});
const heavy = resource(tokens.record, "one", weighing("one", 100));
const idle = resource(tokens.record, "two", weighing("two", 0));

export default stackRule({
  meta: {
    name: "route53-exact-weights",
    severity: "high",
    law: "Weighted records send all traffic to one region and none to its standby.",
    rationale:
      "With a weight above 0 the standby serves while it cannot write; with 0 it is answered as soon as the other is unhealthy.",
    remediation: "Set the weights of the name's records as expected.",
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html",
    framework: { wellArchitected: "REL11-BP02", nist: ["CP-7", "CP-10"] },
  },
  config: {
    weights: {
      type: "array",
      items: { type: "integer", minimum: 0, maximum: 255 },
      minItems: 2,
      default: [100, 0],
      description: "The weights of a name's records, in any order.",
    },
  },
  *check(stack, { weights }): Check<StackFinding> {
    const weighted: DnsRecord[] = [];
    let unread = 0;
    for (const record of stack.of(tokens.record)) {
      unread++;
      yield* part(() => {
        if (isFilled(record.props.weightedRoutingPolicies)) {
          weighted.push(record);
        }
        unread--;
        return [];
      });
    }
    if (weighted.length === 0 && unread === 0) {
      return skip("no name has weighted records");
    }
    const sets = groupRecords(weighted);
    for (const set of sets) {
      yield* part(() => judge(set, weights));
    }
    if (sets.length > 1) {
      // A record whose place is unknown may be one more of any other name.
      for (const record of weighted) {
        yield* part(() => {
          readPlace(record);
          return [];
        });
      }
    }
    return undefined;
  },
  examples: {
    pass: [
      { because: "the standby has weight 0", given: [heavy, idle] },
      {
        because: "the config shares the answers",
        config: { weights: [10, 10] },
        given: [
          resource(tokens.record, "one", weighing("one", 10)),
          resource(tokens.record, "two", weighing("two", 10)),
        ],
      },
      { because: "a record is alone, which another policy judges", given: [heavy] },
    ],
    fail: [
      {
        because: "the standby takes a share",
        given: [heavy, resource(tokens.record, "two", weighing("two", 1))],
        at: ["two weightedRoutingPolicies[0].weight"],
      },
      {
        because: "both take all",
        given: [heavy, resource(tokens.record, "two", weighing("two", 100))],
        at: ["two weightedRoutingPolicies[0].weight"],
      },
      {
        because: "the weights are of another scale",
        given: [resource(tokens.record, "one", weighing("one", 255)), idle],
        at: ["one weightedRoutingPolicies[0].weight"],
      },
      {
        because: "a third record joins in",
        given: [heavy, idle, resource(tokens.record, "three", weighing("three", 0))],
        // In the order of their URNs the third comes before the second.
        at: ["two weightedRoutingPolicies[0].weight"],
      },
    ],
    undetermined: [
      {
        because: "a weight is unknown",
        given: [
          heavy,
          resource(tokens.record, "two", {
            ...name,
            setIdentifier: "two",
            weightedRoutingPolicies: [{ weight: unknown.number }],
          }),
        ],
        at: ["two weightedRoutingPolicies[0].weight"],
      },
    ],
    skip: [{ because: "no record has a weight", given: [resource(tokens.record, "one", name)] }],
  },
});
