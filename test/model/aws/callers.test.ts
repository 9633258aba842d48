import "../../../policy-pack/rules/iam/forbid-wildcard-action";
import { AsynchronousCallers } from "../../../model/aws/asynchronous-callers";
import { gatherForwardings } from "../../../model/aws/event-forwarding";
import { Directory } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { finish } from "../../../model/graph/gathering";
import { AlarmReaders } from "../../../model/recovery/alarm-readers";
import { readAutomaticFailover, readDrivers } from "../../../model/recovery/drivers";
import { readRolesThatMay } from "../../../model/recovery/role-actions";
import { lostOf, nameOf, opened } from "../../policy-pack/demands/reading";
import { given, inEast, inWest, unknownObject, unknownText } from "../../policy-pack/given";

type Given = Parameters<typeof opened>[0];

const alarm = (name: string, props: object = {}, context: object = {}) =>
  given("aws:cloudwatch/metricAlarm:MetricAlarm", name, { name, ...props }, context);
const composite = (alarmRule: unknown, context: object = {}) =>
  given("aws:cloudwatch/compositeAlarm:CompositeAlarm", "both", { alarmName: "both", alarmRule }, context);
const fn = (name: string, props: object = {}, context: object = {}) =>
  given("aws:lambda/function:Function", name, { name, ...props }, context);
const permission = (props: object, context: object = {}) =>
  given("aws:lambda/permission:Permission", "permission", props, context);
const schedule = (target: unknown, context: object = {}) =>
  given("aws:scheduler/schedule:Schedule", "schedule", { target }, context);
const role = (name: string, props: object = {}, context: object = {}) =>
  given("aws:iam/role:Role", name, { name, ...props }, context);
const bus = (name: string, props: object = { name }, context: object = inEast) =>
  given("aws:cloudwatch/eventBus:EventBus", name, props, context);
const rule = (name: string, props: object, context: object = inEast) =>
  given("aws:cloudwatch/eventRule:EventRule", name, { name, ...props }, context);
const target = (name: string, props: object, context: object = inEast) =>
  given("aws:cloudwatch/eventTarget:EventTarget", name, props, context);
const pet = given("random:index/randomPet:RandomPet", "pet", {});

describe("the alarms that others read", () => {
  function readers(...resources: Given) {
    const stack = opened(resources);
    const found = new AlarmReaders(stack);
    const read = stack.all().filter((member) => found.has(member));
    return { read: read.map(({ name }) => name), unknown: lostOf(found.unknown) };
  }

  test.each([
    ['ALARM("slow") AND NOT OK("lost")', ["lost", "slow"]],
    ["ALARM (slow) OR INSUFFICIENT_DATA( 'lost' )", ["lost", "slow"]],
    ["ALARM(\tslow\n)", ["slow"]],
    ['ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:slow")', ["slow"]],
    ["TRUE", []],
    ["FALSEALARM(slow)", []],
    ["ALARM()", []],
    [5, []],
    [null, []],
  ])("are by the rule %j %j", (alarmRule, read) =>
    expect(readers(alarm("slow"), alarm("lost"), composite(alarmRule))).toEqual({ read, unknown: [] }),
  );

  test("are of two with one name the one that the rule was made of", () => {
    const twins = [alarm("near", { name: "slow" }, inEast), alarm("far", { name: "slow" }, inWest)];
    expect(readers(...twins, composite("ALARM(slow)", { sources: { alarmRule: ["far"] } })).read).toEqual(["far"]);
    expect(readers(...twins, composite("ALARM(slow)")).read).toEqual(["far", "near"]);
  });

  test("are as long as the rule is unknown all that it is made of", () => {
    const context = { sources: { alarmRule: ["slow", "lost"] } };
    expect(readers(alarm("slow"), alarm("lost"), composite(unknownText, context))).toEqual({
      read: ["lost", "slow"],
      unknown: [],
    });
  });

  test("may be any while nobody says what the rule is made of", () => {
    expect(readers(alarm("slow"), alarm("lost"), composite(unknownText)).unknown).toEqual(["both"]);
  });

  test("are those that a health check follows, by name or by reference", () => {
    const check = (props: object, context: object = {}) =>
      given("aws:route53/healthCheck:HealthCheck", "check", { type: "CLOUDWATCH_METRIC", ...props }, context);
    const both = [alarm("slow"), alarm("lost")];
    expect(readers(...both, check({ cloudwatchAlarmName: "slow" }))).toEqual({ read: ["slow"], unknown: [] });
    expect(
      readers(...both, check({ cloudwatchAlarmName: unknownText }, { sources: { cloudwatchAlarmName: ["lost"] } })),
    ).toEqual({ read: ["lost"], unknown: [] });
    expect(readers(...both, check({ cloudwatchAlarmName: unknownText }))).toEqual({ read: [], unknown: ["check"] });
  });
});

describe("the functions that something calls without waiting for an answer", () => {
  function callers(...resources: Given) {
    const stack = opened([fn("pay"), fn("ship"), ...resources]);
    const functions = stack.of(tokens.function);
    const found = new AsynchronousCallers(stack, new Directory(functions));
    const called = functions.filter((one) => found.has(one)).map(({ name }) => name);
    return { called, unknown: lostOf(found.unknown) };
  }

  // "Services that invoke Lambda functions asynchronously" of the developer guide, by their principals.
  test.each([
    "cloudformation.amazonaws.com",
    "codecommit.amazonaws.com",
    "codepipeline.amazonaws.com",
    "config.amazonaws.com",
    "events.amazonaws.com",
    "iot.amazonaws.com",
    "logs.amazonaws.com",
    "logs.us-east-1.amazonaws.com",
    "s3.amazonaws.com",
    "ses.amazonaws.com",
    "sns.amazonaws.com",
    "sns.amazonaws.com.cn",
  ])("are those that %s may call", (principal) =>
    expect(callers(permission({ principal, function: "pay" }))).toEqual({ called: ["pay"], unknown: [] }),
  );

  // These wait, or poll by themselves.
  test.each([
    "apigateway.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "cognito-idp.amazonaws.com",
    "lex.amazonaws.com",
    "firehose.amazonaws.com",
    "secretsmanager.amazonaws.com",
    "123456789012",
    "events.amazonaws.com.example.com",
    "https://events.amazonaws.com",
    "my.events.amazonaws.com.cn.org",
    "events",
    "",
    null,
    undefined,
  ])("are not those that %j may call", (principal) =>
    expect(callers(permission({ principal, function: "pay" }))).toEqual({ called: [], unknown: [] }),
  );

  test("are those that an unknown principal may call, and any while the function is unknown", () => {
    expect(callers(permission({ principal: unknownText, function: "pay" })).called).toEqual(["pay"]);
    expect(callers(permission({ principal: 5, function: "pay" })).called).toEqual(["pay"]);
    expect(callers(permission({ principal: "sns.amazonaws.com", function: unknownText }))).toEqual({
      called: [],
      unknown: ["permission"],
    });
  });

  test("are told by where a reference comes from", () => {
    const context = (property: string) => ({ sources: { [property]: ["pay"] }, dependsOn: ["ship"] });
    const calling = permission({ principal: "sns.amazonaws.com", function: unknownText }, context("function"));
    expect(callers(calling)).toEqual({ called: ["pay"], unknown: [] });
    expect(callers(schedule({ arn: unknownText }, context("target")))).toEqual({ called: ["pay"], unknown: [] });
  });

  test("are those that a schedule starts; one without a target starts none", () => {
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:ship";
    expect(callers(schedule({ arn }))).toEqual({ called: ["ship"], unknown: [] });
    expect(callers(schedule(undefined))).toEqual({ called: [], unknown: [] });
    expect(callers(schedule(unknownObject)).unknown).toEqual(["schedule"]);
  });
});

describe("what puts events from bus to bus", () => {
  function forwardings(...resources: Given) {
    const { values, unknown } = gatherForwardings(opened(resources));
    const said = values.map(({ from, to, region, rule: { name }, pattern }) => [name, from, to, region, pattern.size]);
    return { said, unknown: lostOf(unknown) };
  }

  const pattern = JSON.stringify({ source: ["shop"] });
  const elsewhere = "arn:aws:events:us-west-2:123456789012:event-bus/orders";
  const sends = target("send", { rule: "all", arn: elsewhere });
  const wanted = [["all", "us-east-1/default", "us-west-2/orders", "us-east-1", 1]];

  test("is a rule with a pattern and a bus for a target", () => {
    expect(forwardings(rule("all", { eventPattern: pattern }), sends)).toEqual({ said: wanted, unknown: [] });
  });

  test.each<readonly [string, object]>([
    ["is disabled", { eventPattern: pattern, state: "DISABLED" }],
    ["is switched off in the old way", { eventPattern: pattern, isEnabled: false }],
    ["keeps time", { scheduleExpression: "rate(1 hour)" }],
    ["has a pattern that is no text", { eventPattern: { source: ["shop"] } }],
  ])("is no rule that %s", (_what, props) => {
    expect(forwardings(rule("all", props), sends)).toEqual({ said: [], unknown: [] });
  });

  test.each<readonly [string, object]>([
    ["is enabled", { state: "ENABLED" }],
    ["is enabled in the old way", { isEnabled: true }],
    ["hears AWS's own calls too", { state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" }],
  ])("is a rule that %s", (_what, props) => {
    expect(forwardings(rule("all", { eventPattern: pattern, ...props }), sends).said).toEqual(wanted);
  });

  test("narrows nothing while its pattern is no JSON", () => {
    expect(forwardings(rule("all", { eventPattern: "shop" }), sends).said[0]?.[4]).toBe(0);
  });

  test.each([
    ["another service's", "arn:aws:lambda:us-west-2:123456789012:function:event-bus"],
    ["another service's of the same form", "arn:aws:schemas:us-west-2:123456789012:event-bus/orders"],
    ["another thing of the service", "arn:aws:events:us-west-2:123456789012:api-destination/orders"],
    ["no ARN", "orders"],
  ])("leads nowhere where the target is %s", (_what, arn) => {
    expect(forwardings(rule("all", { eventPattern: pattern }), target("send", { rule: "all", arn })).said).toEqual([]);
  });

  test("knows buses by reference, by name and by ARN", () => {
    const from = (eventBusName: unknown, context: object = {}) =>
      rule("all", { eventPattern: pattern, eventBusName }, { ...inEast, ...context });
    const to = (arn: unknown, context: object = {}) => target("send", { rule: "all", arn }, { ...inEast, ...context });
    const buses = [bus("orders"), bus("stock", { name: "stock" }, inWest)];
    const unnamed = bus("made", {}, inEast);
    const reference = (property: string, name: string, other: string) => ({
      sources: { [property]: [name] },
      dependsOn: [other],
    });
    const way = (...resources: Given) => forwardings(...resources).said[0]?.slice(1, 3);
    expect(way(...buses, from("orders"), to(elsewhere.replace("orders", "stock")))).toEqual([
      "us-east-1/orders",
      "us-west-2/stock",
    ]);
    expect(
      way(
        ...buses,
        from(unknownText, reference("eventBusName", "orders", "stock")),
        to(unknownText, reference("arn", "stock", "orders")),
      ),
    ).toEqual(["us-east-1/orders", "us-west-2/stock"]);
    expect(way(from("arn:aws:events:us-east-1:123456789012:event-bus/orders"), to(elsewhere))).toEqual([
      "us-east-1/orders",
      "us-west-2/orders",
    ]);
    expect(way(from("aws.partner/shop.example/1"), to(elsewhere))?.[0]).toBe("us-east-1/aws.partner/shop.example/1");
    expect(way(unnamed, from(unknownText, { sources: { eventBusName: ["made"] } }), to(elsewhere))?.[0]).toMatch(
      /^us-east-1\/urn:pulumi:.*::made$/,
    );
  });

  test("says that a region is unknown by leaving it empty", () => {
    const nowhere = {};
    const nameless = bus("orders", { name: "orders" }, nowhere);
    const all = rule("all", { eventPattern: pattern, eventBusName: "orders" }, nowhere);
    expect(
      forwardings(nameless, all, target("send", { rule: "all", arn: elsewhere.replace("orders", "stock") }, nowhere))
        .said,
    ).toEqual([["all", "/orders", "us-west-2/stock", "", 1]]);
  });

  test("does not take for a bus what will be something else of the stack", () => {
    const all = rule("all", { eventPattern: pattern });
    const made = target("send", { rule: "all", arn: unknownText }, { ...inEast, sources: { arn: ["pay"] } });
    expect(forwardings(fn("pay"), all, made)).toEqual({ said: [], unknown: [] });
    // Its text is known, so what it is made of does not matter.
    const written = target("send", { rule: "all", arn: elsewhere }, { ...inEast, sources: { arn: ["pet"] } });
    expect(forwardings(pet, all, written).said).toEqual(wanted);
  });

  test("is found by a reference to its rule, and may be any while that is unknown", () => {
    const rules = [rule("all", { eventPattern: pattern }), rule("none", { eventPattern: pattern })];
    const made = (context: object) => target("send", { rule: unknownText, arn: elsewhere }, { ...inEast, ...context });
    expect(forwardings(...rules, made({ sources: { rule: ["all"] }, dependsOn: ["none"] })).said).toEqual(wanted);
    expect(forwardings(...rules, made({}))).toEqual({ said: [], unknown: ["send"] });
    expect(forwardings(...rules, target("send", { rule: "all", arn: unknownText }))).toEqual({
      said: [],
      unknown: ["send"],
    });
  });
});

const failover = JSON.stringify({
  Statement: [{ Effect: "Allow", Action: "rds:FailoverGlobalCluster", Resource: "*" }],
});

describe("the roles that may do something", () => {
  function roles(...resources: Given) {
    const into = new Set<string>();
    const unknown = lostOf(readRolesThatMay(opened(resources), ["rds:FailoverGlobalCluster"], into));
    return { may: [...into].map(nameOf), unknown };
  }

  const inline = (policy: unknown) => role("operator", { inlinePolicies: [{ name: "failover", policy }] });
  const allowing = (Action: unknown) => JSON.stringify({ Statement: { Effect: "Allow", Action, Resource: "*" } });

  test.each([["rds:FailoverGlobalCluster"], ["rds:failoverglobalcluster"], ["RDS:Failover*"], ["rds:*"], ["*"]])(
    "are those that are allowed %s",
    (action) => {
      expect(roles(inline(allowing(action)))).toEqual({ may: ["operator"], unknown: [] });
      expect(roles(inline(allowing(["rds:Describe*", action])))).toEqual({ may: ["operator"], unknown: [] });
    },
  );

  test.each([
    ["another action", allowing("rds:FailoverDBCluster")],
    ["a text as statement", JSON.stringify({ Statement: ["Allow"] })],
    ["no statement", "{}"],
    ["no JSON", "Allow *"],
    ["no document", undefined],
    ["a number for action", allowing(5)],
    ["all but that", JSON.stringify({ Statement: { Effect: "Allow", NotAction: "s3:*", Resource: "*" } })],
    ["a denial", JSON.stringify({ Statement: { Effect: "Deny", Action: "rds:*", Resource: "*" } })],
  ])("are not those that have %s", (_what, policy) => {
    expect(roles(inline(policy))).toEqual({ may: [], unknown: [] });
  });

  test("are those as well whose document another policy says nobody can read, where that is trusted", () => {
    const trusted = (policy: unknown) => {
      const into = new Set<string>();
      const stack = opened([inline(policy)]);
      return [lostOf(readRolesThatMay(stack, ["rds:FailoverGlobalCluster"], into, true)), [...into].map(nameOf)];
    };
    expect(trusted("Allow *")).toEqual([[], ["operator"]]);
    expect(trusted(JSON.stringify({ Statement: ["Allow"] }))).toEqual([[], ["operator"]]);
    expect(trusted(allowing("s3:GetObject"))).toEqual([[], []]);
    expect(trusted(undefined)).toEqual([[], []]);
  });

  test("are those that a policy of their own, or an attached one, lets do it", () => {
    const own = (props: object, context: object = {}) =>
      given("aws:iam/rolePolicy:RolePolicy", "own", { policy: failover, ...props }, context);
    const managed = given("aws:iam/policy:Policy", "managed", { name: "managed", policy: failover });
    const other = given("aws:iam/policy:Policy", "other", { name: "other", policy: allowing("s3:GetObject") });
    const attached = (props: object, context: object = {}) =>
      given("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", props, context);
    const both = [role("operator"), role("reader")];
    const operator = { may: ["operator"], unknown: [] };
    expect(roles(...both, own({ role: "operator" }))).toEqual(operator);
    const byReference = { sources: { role: ["operator"] }, dependsOn: ["reader"] };
    expect(roles(...both, own({ role: unknownText }, byReference))).toEqual(operator);
    const arn = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;
    expect(roles(...both, managed, attached({ role: "operator", policyArn: arn("managed") }))).toEqual(operator);
    expect(roles(...both, managed, other, attached({ role: "operator", policyArn: arn("other") })).may).toEqual([]);
    expect(
      roles(
        ...both,
        managed,
        other,
        attached(
          { role: unknownText, policyArn: unknownText },
          { sources: { role: ["operator"], policyArn: ["managed"] }, dependsOn: ["reader", "other"] },
        ),
      ),
    ).toEqual(operator);
  });

  test("are not lost with one document that is unknown", () => {
    const both = [role("later", { inlinePolicies: [{ policy: unknownText }] }), inline(failover)];
    const { may, unknown } = roles(...both);
    expect(may).toEqual(["operator"]);
    expect(unknown).toHaveLength(1);
  });

  test("are not lost with one list of policies that is a text", () => {
    const { may, unknown } = roles(role("a-broken", { inlinePolicies: "all" }), inline(failover));
    expect(may).toEqual(["operator"]);
    expect(unknown).toEqual(["inlinePolicies is a block or a list of blocks"]);
  });
});

describe("what acts under a role", () => {
  function drivers(...resources: Given) {
    const stack = opened([role("operator"), role("reader"), ...resources]);
    const roles = stack.of(tokens.role).filter(({ name }) => name === "operator");
    return finish(readDrivers(stack, new Set(roles.map(({ urn }) => urn))), []).map(({ name }) => name);
  }

  const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const machine = (roleArn: unknown, context: object = {}) =>
    given("aws:sfn/stateMachine:StateMachine", "actor", { roleArn }, context);
  const actors: readonly (readonly [string, string, (value: unknown, context?: object) => Given[number]])[] = [
    ["a function", "role", (value, context) => fn("actor", { role: value }, context)],
    ["a state machine", "roleArn", machine],
    ["a rule's target", "roleArn", (value, context) => target("actor", { roleArn: value }, context)],
    [
      "a schedule",
      "target",
      (roleArn, context) => given("aws:scheduler/schedule:Schedule", "actor", { target: { roleArn } }, context),
    ],
  ];

  test.each(actors)("is %s, by name or by reference", (_what, property, actor) => {
    expect(drivers(actor(arn("operator")))).toEqual(["actor"]);
    expect(drivers(actor(arn("reader")))).toEqual([]);
    expect(drivers(actor(undefined))).toEqual([]);
    expect(drivers(actor(unknownText, { sources: { [property]: ["operator"] } }))).toEqual(["actor"]);
    // Which of two roles it is, only the property tells.
    const far = [role("operator", { name: "same" }), role("reader", { name: "same" })];
    const stack = opened([...far, actor(arn("same"), { sources: { [property]: ["operator"] } })]);
    const both = new Set(stack.of(tokens.role).map(({ urn }) => urn));
    expect(finish(readDrivers(stack, both), []).map(({ name }) => name)).toEqual(["actor"]);
  });

  test.each(actors)("is no %s that was made of another role", (_what, property, actor) => {
    const made = actor(unknownText, { sources: { [property]: ["reader"] }, dependsOn: ["operator"] });
    expect(drivers(made)).toEqual([]);
  });
});

describe("a failover that begins by itself", () => {
  function isAutomatic(...resources: Given) {
    const reading = readAutomaticFailover(opened(resources), []);
    const step = reading.next();
    return step.done ? step.value : "interrupted";
  }

  const operator = role("operator", { inlinePolicies: [{ policy: failover }] });
  const acting = fn("promote", { role: "arn:aws:iam::123456789012:role/operator" });
  const promoted = "arn:aws:lambda:us-east-1:123456789012:function:promote";

  test("is a function that may, and that a rule starts", () => {
    expect(isAutomatic(operator, acting, target("start", { arn: promoted }))).toBe(true);
  });

  test("is found by reference", () => {
    const made = (name: string, other: string) =>
      target("start", { arn: unknownText }, { ...inEast, sources: { arn: [name] }, dependsOn: [other] });
    expect(isAutomatic(operator, acting, fn("other"), made("promote", "other"))).toBe(true);
    expect(isAutomatic(operator, acting, fn("other"), made("other", "promote"))).toBe(false);
  });

  test("is taken for granted of a function whose role another policy says nobody can read", () => {
    const unreadable = role("operator", { inlinePolicies: [{ policy: "Allow *" }] });
    expect(isAutomatic(unreadable, acting, target("start", { arn: promoted }))).toBe(true);
  });

  test("is none that nothing starts, and none that starts something else", () => {
    expect(isAutomatic(operator, acting)).toBe(false);
    const other = target("start", { arn: promoted.replace("promote", "other") });
    expect(isAutomatic(operator, acting, fn("other"), other)).toBe(false);
    expect(isAutomatic(role("operator"), acting, target("start", { arn: promoted }))).toBe(false);
  });
});
