import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { isGiven, known, shaped, stated } from "../../../model/graph/reading";
import type { Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { type ExampleResource, type ResourceContext, resource } from "../../../policy-pack/engine/example";
import { openStack } from "../../../policy-pack/engine/stack";
import { stackOf } from "../../policy-pack/show";

const east = { region: "us-east-1" };
const west = { region: "us-west-2" };

function stackWith(...given: readonly ExampleResource[]): Stack {
  return openStack(stackOf(given)).stack;
}

function topicsOf(...given: readonly ExampleResource[]) {
  const stack = stackWith(...given);
  const directory = new Directory(stack.of(tokens.topic));
  return stack.of(tokens.topicSubscription).map((subscription) => {
    const { members, unknown: lost } = directory.find(subscription, "topic", () => subscription.props.topic);
    return { means: members.map(({ name }) => name), any: lost !== undefined };
  });
}

const topic = (name: string, props: object, context?: ResourceContext) => resource(tokens.topic, name, props, context);
const subscription = (value: unknown, context?: ResourceContext): ExampleResource => ({
  ...resource(tokens.topicSubscription, "subscription", {}, context),
  props: { topic: value },
});

describe("a reference", () => {
  test("by an ARN that is known as text means the resource of that name", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }, { provider: east }),
        topic("b", { name: "others" }, { provider: east }),
        subscription("arn:aws:sns:us-east-1:123456789012:alerts"),
      ),
    ).toStrictEqual([{ means: ["a"], any: false }]);
  });

  test("by an ARN tells namesakes in two regions apart", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }, { provider: east }),
        topic("b", { name: "alerts", region: "us-west-2" }, { provider: east }),
        subscription("arn:aws:sns:us-west-2:123456789012:alerts"),
      ),
    ).toStrictEqual([{ means: ["b"], any: false }]);
  });

  test("by a name may mean a namesake whose region is hidden, unless both are under one provider", () => {
    const hidden = { region: unknown.string };
    const under = (provider: object) => ({ provider: provider as Record<string, string> });
    expect(topicsOf(topic("a", { name: "alerts" }, under(hidden)), subscription("alerts", under(east)))).toStrictEqual([
      { means: [], any: true },
    ]);
    expect(
      topicsOf(topic("a", { name: "alerts" }, under(hidden)), subscription("alerts", under(hidden))),
    ).toStrictEqual([{ means: ["a"], any: false }]);
    expect(
      topicsOf(
        topic("a", { name: "alerts" }, under(hidden)),
        topic("b", { name: "alerts" }, under(east)),
        subscription("alerts", under(east)),
      ),
    ).toStrictEqual([{ means: ["b"], any: false }]);
    // Nobody tells a region, which hides none: the text is its name.
    expect(topicsOf(topic("a", { name: "alerts" }), subscription("alerts", under(east)))).toStrictEqual([
      { means: ["a"], any: false },
    ]);
  });

  test("to what AWS itself offers does not mean a policy whose name is hidden", () => {
    const stack = stackWith(
      resource(tokens.role, "pet", {}),
      resource(tokens.managedPolicy, "own", { name: unknown.string, policy: "{}" }, { sources: { name: ["pet"] } }),
      resource(tokens.rolePolicyAttachment, "admin", { role: "r", policyArn: "arn:aws:iam::aws:policy/ReadOnly" }),
      resource(tokens.rolePolicyAttachment, "mine", { role: "r", policyArn: "arn:aws:iam::123456789012:policy/x" }),
    );
    const directory = new Directory(stack.of(tokens.managedPolicy));
    const isHidden = stack
      .of(tokens.rolePolicyAttachment)
      .map((one) => [one.name, directory.find(one, "policyArn", () => one.props.policyArn).unknown !== undefined]);
    expect(isHidden).toEqual([
      ["admin", false],
      ["mine", true],
    ]);
  });

  test("that will come from something else does not mean what the resource depends on for another reason", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }, { provider: east }),
        resource(tokens.queue, "elsewhere", {}),
        subscription(unknown.string, { sources: { topic: ["elsewhere"], endpoint: ["a"] } }),
      ),
    ).toStrictEqual([{ means: [], any: true }]);
  });

  test("that will come from another stack means nothing in this one", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }, { provider: east }),
        { type: "pulumi:pulumi:StackReference", name: "other", props: {}, context: {} },
        subscription(unknown.string, { sources: { topic: ["other"], endpoint: ["a"] } }),
      ),
    ).toStrictEqual([{ means: [], any: false }]);
  });

  test("that will come from another stack and from something else may mean any", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }, { provider: east }),
        { type: "pulumi:pulumi:StackReference", name: "other", props: {}, context: {} },
        resource(tokens.queue, "elsewhere", {}),
        subscription(unknown.string, { sources: { topic: ["other", "elsewhere"] } }),
      ),
    ).toStrictEqual([{ means: [], any: true }]);
  });

  test("where there is nothing to refer to means nothing, be it unknown", () => {
    expect(topicsOf(subscription(unknown.string))).toStrictEqual([{ means: [], any: false }]);
  });

  test("by an ARN of another region means nothing here", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }, { provider: east }),
        subscription("arn:aws:sns:us-west-2:123456789012:alerts"),
      ),
    ).toStrictEqual([{ means: [], any: false }]);
  });

  test("by an ARN means the resource of that name rather than one without a name that it was made from", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        topic("b", { name: unknown.string }),
        subscription("arn:aws:sns:us-east-1:123456789012:alerts", { sources: { topic: ["b"] } }),
      ),
    ).toStrictEqual([{ means: ["a"], any: false }]);
  });

  test.each([[7], ["arn:aws:sqs:us-east-1:999999999999:alerts"], ["alerts"], [null]])(
    "is told nothing by an ARN of the resource such as %j",
    (arn) => {
      expect(
        topicsOf(
          { ...topic("a", {}), props: { name: "alerts", arn } },
          subscription("arn:aws:sns:us-east-1:123456789012:alerts"),
        ),
      ).toStrictEqual([{ means: ["a"], any: false }]);
    },
  );

  test("means nothing that is named by the ARN of something else", () => {
    const name = "arn:aws:sqs:us-east-1:123456789012:alerts";
    expect(topicsOf(topic("a", { name }), subscription(name))).toStrictEqual([{ means: [], any: false }]);
  });

  test("by an ARN tells namesakes of two services apart", () => {
    const stack = stackWith(
      topic("a", { name: "alerts" }),
      resource(tokens.queue, "b", { name: "alerts" }),
      subscription("arn:aws:sqs:us-east-1:123456789012:alerts"),
    );
    const directory = new Directory<unknown>([...stack.of(tokens.topic), ...stack.of(tokens.queue)]);
    const [from] = stack.of(tokens.topicSubscription);
    const means = from && directory.find(from, "topic", () => from.props.topic).members;
    expect(means?.map(({ name }) => name)).toStrictEqual(["b"]);
  });

  test("by a plain name means a resource whose account is known", () => {
    const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/trades";
    const stack = stackWith(
      { ...resource(tokens.table, "t", {}), props: { name: "trades", arn } },
      resource(tokens.metricAlarm, "alarm", { dimensions: { TableName: "trades" } }),
    );
    const [from] = stack.of(tokens.metricAlarm);
    const directory = new Directory(stack.of(tokens.table));
    const means = from && directory.find(from, "dimensions", () => from.props.dimensions?.TableName).members;
    expect(means?.map(({ name }) => name)).toStrictEqual(["t"]);
  });

  test.each([
    ["id", { id: "vpc-1" }, ["v"]],
    ["name", { name: "vpc-1" }, ["v"]],
    ["another property", { ref: "vpc-1" }, []],
  ])("means a resource that is known by its %s", (_what, props, names) => {
    const stack = stackWith(
      { ...resource(tokens.vpc, "v", {}), props },
      { ...resource(tokens.subnet, "s", {}), props: { vpcId: "vpc-1" } },
    );
    const [from] = stack.of(tokens.subnet);
    const means = from && new Directory(stack.of(tokens.vpc)).find(from, "vpcId", () => from.props.vpcId).members;
    expect(means?.map(({ name }) => name)).toStrictEqual(names);
  });

  test("by an ARN of another account means nothing here, once our own account is known", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts", arn: "arn:aws:sns:us-east-1:123456789012:alerts" }, { provider: east }),
        subscription("arn:aws:sns:us-east-1:999999999999:alerts"),
      ),
    ).toStrictEqual([{ means: [], any: false }]);
  });

  test("by an ARN of another service means nothing, though the name is the same", () => {
    expect(topicsOf(topic("a", { name: "alerts" }), subscription("arn:aws:sqs:us-east-1:123456789012:alerts"))).toEqual(
      [{ means: [], any: false }],
    );
  });

  test("that is unknown means the resource whose output it will be", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        topic("b", { name: "others" }),
        subscription(unknown.string, { sources: { topic: ["b"] } }),
      ),
    ).toStrictEqual([{ means: ["b"], any: false }]);
  });

  test("that is unknown and made from two of them may mean any", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        topic("b", { name: "others" }),
        subscription(unknown.string, { sources: { topic: ["a", "b"] } }),
      ),
    ).toStrictEqual([{ means: [], any: true }]);
  });

  test("that is unknown and one of several below a property means all that went into it", () => {
    const stack = stackWith(
      topic("a", { name: "alerts" }),
      topic("b", { name: "others" }),
      resource(
        tokens.metricAlarm,
        "alarm",
        { alarmActions: [unknown.string, unknown.string] },
        { sources: { alarmActions: ["a", "b"] } },
      ),
    );
    const [alarm] = stack.of(tokens.metricAlarm);
    const directory = new Directory(stack.of(tokens.topic));
    const found = alarm && directory.find(alarm, "alarmActions", () => alarm.props.alarmActions?.[0]);
    expect(found?.members.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  test("that is unknown follows a resource which only hands the property on", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        resource(tokens.healthCheck, "between", {}, { sources: { topic: ["a"] } }),
        subscription(unknown.string, { sources: { topic: ["between"] } }),
      ),
    ).toStrictEqual([{ means: ["a"], any: false }]);
  });

  test("that is unknown and comes from elsewhere means the only one explicitly depended on", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        topic("b", { name: "others" }),
        subscription(unknown.string, { dependsOn: ["a"] }),
      ),
    ).toStrictEqual([{ means: ["a"], any: false }]);
  });

  test("that is unknown means the only one depended on beside things of another kind", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        resource(tokens.queue, "elsewhere", {}),
        subscription(unknown.string, { dependsOn: ["elsewhere", "a"] }),
      ),
    ).toStrictEqual([{ means: ["a"], any: false }]);
  });

  test("that is unknown and depends on two of them may mean any", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        topic("b", { name: "others" }),
        subscription(unknown.string, { dependsOn: ["a", "b"] }),
      ),
    ).toStrictEqual([{ means: [], any: true }]);
  });

  test("that is known means nothing else than it says, whatever it was made from", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        subscription("arn:aws:sns:us-east-1:123456789012:alerts-of-others", { sources: { topic: ["a"] } }),
      ),
    ).toStrictEqual([{ means: [], any: false }]);
  });

  test("that is known may mean a resource whose own name is not, when it was made from it", () => {
    expect(
      topicsOf(
        topic("a", { name: unknown.string }),
        subscription("arn:aws:sns:us-east-1:123456789012:alerts", { sources: { topic: ["a"] } }),
      ),
    ).toStrictEqual([{ means: ["a"], any: false }]);
  });

  test.each([[undefined], [null], [7], [{}], [["alerts"]], [""]])("of the form %j means nothing", (value) => {
    expect(topicsOf(topic("a", { name: "alerts" }), subscription(value))).toStrictEqual([{ means: [], any: false }]);
  });

  test("whose reading fails means nothing", () => {
    const stack = stackWith(topic("a", { name: "alerts" }));
    const [member] = stack.of(tokens.topic);
    const directory = new Directory(stack.of(tokens.topic));
    const read = () => {
      throw new TypeError("not a list");
    };
    expect(member && directory.find(member, "topic", read)).toEqual({ members: [] });
  });

  test("goes round in circles without getting lost", () => {
    expect(
      topicsOf(
        topic("a", { name: "alerts" }),
        resource(tokens.healthCheck, "one", {}, { sources: { topic: ["two"] } }),
        resource(tokens.healthCheck, "two", {}, { sources: { topic: ["one"] } }),
        subscription(unknown.string, { sources: { topic: ["one"] } }),
      ),
    ).toStrictEqual([{ means: [], any: true }]);
  });
});

test("a name means the one in the region of who says it; of a global table the only one", () => {
  const alarm = (name: string, table: string, context: ResourceContext) =>
    resource(tokens.metricAlarm, name, { dimensions: { TableName: table } }, context);
  const stack = stackWith(
    resource(tokens.table, "global", { name: "trades" }, { provider: east }),
    resource(tokens.table, "east", { name: "local" }, { provider: east }),
    resource(tokens.table, "west", { name: "local" }, { provider: west }),
    alarm("1", "trades", { provider: west }),
    alarm("2", "local", { provider: west }),
    alarm("3", "local", { provider: east }),
  );
  const directory = new Directory(stack.of(tokens.table));
  const means = stack
    .of(tokens.metricAlarm)
    .map((member) => directory.find(member, "dimensions", () => member.props.dimensions?.TableName).members);
  expect(means.map((members) => members.map(({ name }) => name))).toEqual([["global"], ["west"], ["east"]]);
});

test("referrers are told for each resource, and who cannot be told apart from the rest", () => {
  const stack = stackWith(
    resource(tokens.bucket, "a", { bucket: "a" }),
    resource(tokens.bucket, "b", { bucket: "b" }),
    resource(tokens.bucket, "c", { bucket: "c" }),
    resource(tokens.bucketVersioning, "also-of-a", { bucket: "a" }),
    resource(tokens.bucketVersioning, "of-a", { bucket: "a" }),
    resource(tokens.bucketVersioning, "of-b", { bucket: unknown.string }, { sources: { bucket: ["b"] } }),
    resource(tokens.bucketVersioning, "lost", { bucket: unknown.string }),
  );
  const buckets = stack.of(tokens.bucket);
  const versionings = new Referrers(stack.of(tokens.bucketVersioning), "bucket", new Directory(buckets));
  expect(buckets.map((bucket) => versionings.of(bucket).map(({ name }) => name))).toStrictEqual([
    ["also-of-a", "of-a"],
    ["of-b"],
    [],
  ]);
  expect(versionings.unknown.map(({ urn }) => urn?.split("::").at(-1))).toStrictEqual(["lost"]);
});

describe("what the program states", () => {
  const stateOf = (props: object, context?: ResourceContext) => {
    const [bucket] = stackWith(
      resource(tokens.topic, "source", {}),
      resource(tokens.bucket, "bucket", props, context),
    ).of(tokens.bucket);
    return bucket && stated(bucket, "acl");
  };

  test("is the value", () => expect(stateOf({ acl: "private" })).toBe("private"));

  test("is nothing when the provider will fill it in", () => expect(stateOf({ acl: unknown.string })).toBeUndefined());

  test("is unknown when it comes from another resource", () => {
    expect(() => stateOf({ acl: unknown.string }, { sources: { acl: ["source"] } })).toThrow("string value at .acl");
  });
});

describe("a careful reading", () => {
  const [bucket] = stackWith(
    resource(tokens.bucket, "bucket", { acl: unknown.string, bucket: "orders", bucketPrefix: "" }),
  ).of(tokens.bucket);
  const ofText = () => {
    throw new TypeError("a text has no such property");
  };

  test("that takes the known only has nothing of an unknown or a misshapen value", () => {
    expect([known(() => bucket?.props.bucket), known(() => bucket?.props.acl), known(ofText)]).toEqual([
      "orders",
      undefined,
      undefined,
    ]);
  });

  test("that minds no shape still stops at an unknown value", () => {
    expect(shaped(ofText)).toBeUndefined();
    expect(() => shaped(() => bucket?.props.acl)).toThrow("string value at .acl");
  });

  test("counts an unknown value as given, and an empty, an absent or a misshapen one as not", () => {
    const readings = [
      () => bucket?.props.bucket,
      () => bucket?.props.acl,
      () => bucket?.props.bucketPrefix,
      () => bucket?.props.policy,
      () => null,
      ofText,
    ];
    expect(readings.map(isGiven)).toEqual([true, true, false, false, false, false]);
  });
});
