import { canMatchAll, isOfRegionOnly } from "../../../model/aws/event-pattern";
import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";
import { type Forwarding, gatherForwardings } from "../../readings/event-forwarding";

/** Ways to follow before the search ends: far more than people lay, and a bound for graphs that nobody laid. */
const mostSteps = 20_000;

/** Every forwarding on a way that one event can go round and round. */
function findLooping(forwardings: readonly Forwarding[]): ReadonlySet<Forwarding> {
  const looping = new Set<Forwarding>();
  let steps = 0;
  const follow = (way: readonly Forwarding[], bus: string) => {
    for (const next of forwardings.filter(({ from }) => from === bus)) {
      const longer = [...way, next];
      if (++steps > mostSteps || !canMatchAll(longer.map(({ pattern }) => pattern))) {
        continue;
      }
      if (next.to === longer[0]?.from) {
        for (const forwarding of longer) {
          looping.add(forwarding);
        }
      } else if (!way.some(({ from }) => from === next.to)) {
        follow(longer, next.to);
      }
    }
  };
  for (const { from } of forwardings) {
    follow([], from);
  }
  return looping;
}

const bus = (name: string, region: string) =>
  resource(tokens.eventBus, name, { name: "orders" }, { provider: { region } });
const buses = [bus("east", "us-east-1"), bus("west", "us-west-2")];

/** A rule of one region's bus, with a target that is the other region's. */
function forwarding(name: string, [here, there]: readonly [string, string], pattern: object) {
  const provider = { region: here };
  const arn = `arn:aws:events:${there}:123456789012:event-bus/orders`;
  return [
    resource(
      tokens.eventRule,
      name,
      { name: "forward", eventBusName: "orders", eventPattern: JSON.stringify(pattern) },
      { provider },
    ),
    resource(tokens.eventTarget, `${name}-target`, { rule: "forward", eventBusName: "orders", arn }, { provider }),
  ];
}

const westward = ["us-east-1", "us-west-2"] as const;
const eastward = ["us-west-2", "us-east-1"] as const;
const orders = { source: ["shop.orders"] };

export default stackRule({
  meta: {
    name: "events-forbid-forwarding-loop",
    severity: "critical",
    law: "Events forwarded from one region to another are not forwarded back.",
    rationale: "Two rules that forward to each other's bus multiply every event without end, and the bill with it.",
    remediation: "Let each forwarding rule match only events whose region is its own.",
    url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html",
    framework: { wellArchitected: "REL5-BP04", nist: ["SC-5", "SI-17"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const forwardings = gatherForwardings(stack);
    yield* forwardings.unknown;
    const looping = findLooping(forwardings.values);
    for (const { rule, region, pattern } of looping) {
      if (!isOfRegionOnly(pattern, region)) {
        const got = new Word("open to events that come back");
        yield { urn: rule.urn, at: "eventPattern", got, want: `events with "region": ["${region}"] only` };
      }
    }
    if (forwardings.values.length === 0) {
      return skip("no rule forwards events to a bus");
    }
  },
  examples: {
    pass: [
      {
        because: "each region forwards its own events only",
        given: [
          ...buses,
          ...forwarding("a", westward, { ...orders, region: ["us-east-1"] }),
          ...forwarding("b", eastward, { ...orders, region: ["us-west-2"] }),
        ],
      },
      { because: "events go one way only", given: [...buses, ...forwarding("a", westward, orders)] },
      {
        because: "different events go either way",
        given: [
          ...buses,
          ...forwarding("a", westward, orders),
          ...forwarding("b", eastward, { source: ["shop.replies"] }),
        ],
      },
    ],
    fail: [
      {
        because: "both regions forward everything",
        given: [...buses, ...forwarding("a", westward, orders), ...forwarding("b", eastward, orders)],
        at: ["a eventPattern", "b eventPattern"],
      },
      {
        because: "one of them forwards everything",
        given: [
          ...buses,
          ...forwarding("a", westward, { ...orders, region: ["us-east-1"] }),
          ...forwarding("b", eastward, orders),
        ],
        at: ["b eventPattern"],
      },
    ],
    undetermined: [
      {
        because: "a pattern is unknown",
        given: [
          ...buses,
          resource(tokens.secret, "elsewhere", {}),
          resource(
            tokens.eventRule,
            "a",
            { name: "forward", eventBusName: "orders", eventPattern: unknown.string },
            { provider: { region: "us-east-1" }, sources: { eventPattern: ["elsewhere"] } },
          ),
          resource(
            tokens.eventTarget,
            "target",
            { rule: "forward", arn: "arn:aws:events:us-west-2:123456789012:event-bus/orders" },
            { provider: { region: "us-east-1" } },
          ),
        ],
        at: ["a eventPattern"],
      },
    ],
    skip: [{ because: "no rule forwards to a bus", given: buses }],
  },
});
