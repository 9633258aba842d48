import { unknown } from "../../../../model/graph/unknown";

const of = (type: string, name: string, region: unknown, props: object, sources: object = {}) => ({
  type,
  name,
  props,
  context: { provider: { region }, sources },
});
const rule = (name: string, region: string, props: object, sources: object = {}) =>
  of("aws:cloudwatch/eventRule:EventRule", name, region, { name, ...props }, sources);
const target = (name: string, region: string, props: object, sources: object = {}) =>
  of("aws:cloudwatch/eventTarget:EventTarget", `${name}-target`, region, { rule: name, ...props }, sources);
const busArn = (region: string, name = "default") => `arn:aws:events:${region}:123456789012:event-bus/${name}`;
const pattern = (text: object) => ({ eventPattern: JSON.stringify(text) });
const toWest = { arn: busArn("us-west-2") };
const toEast = { arn: busArn("us-east-1") };
const pair = (east: object, west: object) => [
  rule("a", "us-east-1", east),
  target("a", "us-east-1", toWest),
  rule("b", "us-west-2", west),
  target("b", "us-west-2", toEast),
];

export default {
  pass: [
    {
      because: "one of the two is switched off",
      given: pair(pattern({ source: ["x"] }), { ...pattern({ source: ["x"] }), state: "DISABLED" }),
    },
    {
      because: "one of the two is switched off in the old way",
      given: pair(pattern({ source: ["x"] }), { ...pattern({ source: ["x"] }), isEnabled: false }),
    },
    {
      because: "one of the two keeps time and takes no events",
      given: [...pair(pattern({ source: ["x"] }), { scheduleExpression: "rate(1 hour)" })],
    },
    {
      because: "one takes what the other excludes",
      given: pair(pattern({ region: [{ "anything-but": "us-west-2" }] }), pattern({ region: ["us-west-2"] })),
    },
    {
      because: "a mark in the detail tells copies",
      given: pair(pattern({ detail: { copied: [{ exists: false }] } }), pattern({ detail: { copied: [true] } })),
    },
    {
      because: "prefixes keep them apart",
      given: pair(pattern({ source: [{ prefix: "east." }] }), pattern({ source: [{ prefix: "west." }] })),
    },
    {
      because: "other buses of the same regions are meant",
      given: [
        rule("a", "us-east-1", { ...pattern({}), eventBusName: "one" }),
        target("a", "us-east-1", { arn: busArn("us-west-2", "two") }),
        rule("b", "us-west-2", { ...pattern({}), eventBusName: "three" }),
        target("b", "us-west-2", { arn: busArn("us-east-1", "one") }),
      ],
    },
    {
      because: "three regions pass on their own events only",
      given: [
        rule("a", "us-east-1", pattern({ region: ["us-east-1"] })),
        target("a", "us-east-1", toWest),
        rule("b", "us-west-2", pattern({ region: ["us-west-2"] })),
        target("b", "us-west-2", { arn: busArn("eu-west-1") }),
        rule("c", "eu-west-1", pattern({ region: ["eu-west-1"] })),
        target("c", "eu-west-1", toEast),
      ],
    },
    {
      because: "a function is a further target, whose address is still unknown",
      given: [
        of("aws:lambda/function:Function", "fn", "us-east-1", {}),
        rule("a", "us-east-1", pattern({})),
        target("a", "us-east-1", { arn: unknown.string }, { arn: ["fn"] }),
        rule("b", "us-west-2", pattern({})),
        target("b", "us-west-2", toEast),
      ],
    },
  ],
  fail: [
    {
      because: "a bus feeds itself",
      given: [rule("a", "us-east-1", pattern({ source: ["x"] })), target("a", "us-east-1", toEast)],
      at: ["a eventPattern"],
    },
    {
      because: "three regions pass everything on",
      given: [
        rule("a", "us-east-1", pattern({})),
        target("a", "us-east-1", toWest),
        rule("b", "us-west-2", pattern({})),
        target("b", "us-west-2", { arn: busArn("eu-west-1") }),
        rule("c", "eu-west-1", pattern({})),
        target("c", "eu-west-1", toEast),
      ],
      at: ["a eventPattern", "b eventPattern", "c eventPattern"],
    },
    {
      because: "both name both regions",
      given: pair(pattern({ region: ["us-east-1", "us-west-2"] }), pattern({ region: ["us-east-1", "us-west-2"] })),
      at: ["a eventPattern", "b eventPattern"],
    },
    {
      because: "each names the other's region",
      given: pair(pattern({ region: ["us-west-2"] }), pattern({ region: ["us-west-2"] })),
      at: ["a eventPattern"],
    },
    {
      because: "one of several sources is in both",
      given: pair(pattern({ source: ["x", "y"] }), pattern({ source: ["y", "z"] })),
      at: ["a eventPattern", "b eventPattern"],
    },
    {
      because: "prefixes lie inside each other",
      given: pair(pattern({ source: [{ prefix: "shop" }] }), pattern({ source: [{ prefix: "shop.orders" }] })),
      at: ["a eventPattern", "b eventPattern"],
    },
    {
      because: "a choice of patterns narrows nothing for sure",
      given: pair(pattern({ $or: [{ region: ["us-east-1"] }, { source: ["x"] }] }), pattern({})),
      at: ["a eventPattern", "b eventPattern"],
    },
    {
      because: "a matcher is one that nobody knows yet",
      given: pair(pattern({ source: [{ resembles: "x" }] }), pattern({ source: ["x"] })),
      at: ["a eventPattern", "b eventPattern"],
    },
    {
      because: "a pattern is broken, which narrows nothing",
      given: pair({ eventPattern: "{" }, pattern({ region: ["us-west-2"] })),
      at: ["a eventPattern"],
    },
    {
      because: "the buses are of the stack and known by reference only",
      given: [
        of("aws:cloudwatch/eventBus:EventBus", "east", "us-east-1", { name: unknown.string }),
        of("aws:cloudwatch/eventBus:EventBus", "west", "us-west-2", { name: unknown.string }),
        rule("a", "us-east-1", { ...pattern({}), eventBusName: unknown.string }, { eventBusName: ["east"] }),
        target("a", "us-east-1", { arn: unknown.string }, { arn: ["west"] }),
        rule("b", "us-west-2", { ...pattern({}), eventBusName: unknown.string }, { eventBusName: ["west"] }),
        target("b", "us-west-2", { arn: unknown.string }, { arn: ["east"] }),
      ],
      at: ["a eventPattern", "b eventPattern"],
    },
  ],
  undetermined: [
    {
      because: "it is unknown where a rule leads",
      given: [rule("a", "us-east-1", pattern({})), target("a", "us-east-1", { arn: unknown.string })],
      at: ["a-target arn"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    {
      because: "a rule calls a function",
      given: [
        rule("a", "us-east-1", pattern({})),
        target("a", "us-east-1", { arn: "arn:aws:lambda:us-east-1:123456789012:function:f" }),
      ],
    },
    {
      because: "a rule of a bus calls a function whose ARN is unknown as yet, and names the bus as its own",
      given: [
        of("aws:cloudwatch/eventBus:EventBus", "bus", "us-east-1", {}),
        of("aws:lambda/function:Function", "f", "us-east-1", {}),
        rule("a", "us-east-1", { ...pattern({}), eventBusName: unknown.string }, { eventBusName: ["bus"] }),
        target(
          "a",
          "us-east-1",
          { rule: unknown.string, arn: unknown.string, eventBusName: unknown.string },
          { rule: ["a"], arn: ["f"], eventBusName: ["bus"] },
        ),
      ],
    },
    { because: "a target has no rule in this stack", given: [target("a", "us-east-1", toWest)] },
  ],
};
