import type { PolicyResource } from "@pulumi/policy";
import { tokens } from "../../../model/aws/tokens";
import { Interruption, part, unknowable } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { statedBlock } from "../../../model/graph/stated-block";
import { unknown } from "../../../model/graph/unknown";
import { along } from "../../../policy-pack/engine/along";
import { about, each, Skip, skip } from "../../../policy-pack/engine/check";
import { readDayIn, readToday } from "../../../policy-pack/engine/clock";
import { settingsReader } from "../../../policy-pack/engine/config";
import type { Finding } from "../../../policy-pack/engine/finding";
import { collect } from "../../../policy-pack/engine/judgement";
import { withoutTraces } from "../../../policy-pack/engine/quiet";
import { Reader } from "../../../policy-pack/engine/reader";
import { putRight } from "../../../policy-pack/engine/remedy";
import { defaultsOf, schemaOf } from "../../../policy-pack/engine/schema";
import { UnknownValueError, unknownCheckingProxy } from "../../../policy-pack/engine/sdk";
import { openStack } from "../../../policy-pack/engine/stack";
import { exemptedReason, unknownError, weigh } from "../../../policy-pack/engine/verdict";
import { given } from "../given";
import { stackOf, urnOf } from "../show";

const lost = (...way: string[]) => new UnknownValueError(unknown.string, way);
const found = (at: string): Finding => ({ at, got: 1, want: "2" });

describe("the end of a way through inputs", () => {
  const walk = (value: unknown, way: readonly string[]) => [
    ...along(value, way, function* (got, at) {
      yield { at, got, want: "w" };
    }),
  ];

  test.each<readonly [unknown, readonly string[], readonly (readonly [string, unknown])[]]>([
    [{ a: { b: 1 } }, ["a", "b"], [["a.b", 1]]],
    [{ a: { "x-y": 1 } }, ["a", "x-y"], [['a["x-y"]', 1]]],
    [{}, ["a", "b"], [["a.b", undefined]]],
    [undefined, ["a"], [["a", undefined]]],
    [{ a: null }, ["a", "b"], [["a.b", undefined]]],
    [
      { a: [{ b: 1 }, { b: 2 }] },
      ["a", "*", "b"],
      [
        ["a[0].b", 1],
        ["a[1].b", 2],
      ],
    ],
    [{ a: [] }, ["a", "*", "b"], []],
    [{ a: { b: 3 } }, ["a", "*", "b"], [["a.b", 3]]],
    [{ a: null }, ["a", "*", "b"], []],
    [{}, ["a", "*", "b"], []],
    ["x", [], [["", "x"]]],
  ])("in %j on %j", (value, way, ends) => {
    expect(walk(value, way)).toEqual(ends.map(([at, got]) => ({ at, got, want: "w" })));
  });

  test("goes on behind an element that is unknown", () => {
    const inputs = unknownCheckingProxy({ a: [unknown.object, { b: 1 }] });
    const [first, second] = walk(inputs, ["a", "*", "b"]);
    expect(first).toBeInstanceOf(Interruption);
    expect(second).toEqual({ at: "a[1].b", got: 1, want: "w" });
  });
});

describe("a part of a check", () => {
  test("keeps what it found before it was interrupted, and by what it was", () => {
    const cause = lost("a");
    const steps = part(function* () {
      yield found("b");
      throw cause;
    });
    expect([...steps]).toEqual([found("b"), new Interruption(cause)]);
  });

  test("about a resource says whose each finding is, unless it says so itself, and leaves interruptions as they are", () => {
    const cause = lost("a");
    const steps = about({ urn: "mine" }, function* () {
      yield found("b");
      yield { ...found("c"), urn: "yours" } as Finding;
      throw cause;
    });
    expect([...steps]).toEqual([
      { urn: "mine", ...found("b") },
      { urn: "yours", ...found("c") },
      new Interruption(cause),
    ]);
  });

  test.each([[undefined], [null], [[]]])("for each of %j is none", (list) => {
    expect([
      ...each(
        () => list as never[],
        "list",
        () => [found("x")],
      ),
    ]).toEqual([]);
  });

  test.each([
    ["a, b", "a string"],
    [7, "a number"],
    [{ length: 1 }, "an object"],
  ])("for each of %j is a finding, for that is no list", (list, shape) => {
    expect([
      ...each(
        () => list as never,
        "list",
        () => [found("x")],
      ),
    ]).toEqual([{ at: "list", got: { text: shape }, want: "a list" }]);
  });

  test("that cannot be known says which way its value is", () => {
    expect(() => unknowable("provider", "region")).toThrow(lost("provider", "region").message);
  });
});

interface Nested {
  readonly name: { readonly first: { readonly list: unknown[] } };
}

describe("a judgement", () => {
  const judge = (check: () => Generator<Finding | Interruption, Skip | undefined, void>, reader = new Reader()) =>
    collect(check, "home", reader);

  test("finds fault with the resource when a check stops that has read nothing", () => {
    const { findings } = judge(function* () {
      yield* [];
      throw new TypeError("no reason");
    });
    expect(findings).toEqual([
      {
        urn: "home",
        at: "resource",
        got: { text: "of an unforeseen shape" },
        want: "a value of the shape that the provider documents",
      },
    ]);
  });

  test("tells one misshapen place once, and another as well", () => {
    const reader = new Reader();
    const [inputs, others] = ["other", "third"].map((urn) => reader.open({ a: 1, b: 2 }, urn));
    const { findings } = judge(function* () {
      for (const read of [() => inputs?.a, () => inputs?.a, () => inputs?.b, () => others?.a]) {
        yield* part(() => {
          throw new RangeError(`no such thing as ${read()}`);
        });
      }
      return undefined;
    }, reader);
    expect(findings.map(({ urn, at, got }) => [urn, at, got])).toEqual([
      ["other", "a", { text: "a number" }],
      ["other", "b", { text: "a number" }],
      ["third", "a", { text: "a number" }],
    ]);
  });

  test("tells a method that is missing on the value that should have it, other missing values where they are", () => {
    const reader = new Reader();
    const inputs = reader.open({ name: { first: { list: {} } } }, "home") as unknown as { name: string };
    const at = (check: () => unknown) =>
      judge(function* () {
        yield* [];
        check();
        return undefined;
      }, reader).findings.map((finding) => [finding.at, finding.got]);
    expect(at(() => inputs.name.startsWith("x"))).toEqual([["name", { text: "an object" }]]);
    expect(at(() => (inputs as unknown as Nested).name.first.list.filter(Boolean))).toEqual([
      ["name.first.list", { text: "an object" }],
    ]);
    expect(
      at(() => {
        const missing = (inputs.name as unknown as { last?: { length: number } }).last;
        return (missing as { length: number }).length;
      }),
    ).toEqual([["name.last", { text: "not set" }]]);
    expect(
      at(() => {
        const missing = (inputs.name as unknown as { last?: unknown }).last;
        throw new Error(`${missing} is not a function`);
      }),
    ).toEqual([["name.last", { text: "not set" }]]);
  });

  test("names an unknown value once for each resource, by who told, who was read last, or who is judged", () => {
    const reader = new Reader();
    const check = function* () {
      yield new Interruption(lost("a"), "told");
      yield new Interruption(lost("a"), "told");
      yield new Interruption(lost("b"), "told");
      yield new Interruption(lost("a"));
      (reader.open({ c: 1 }, "read") as { c: number }).c;
      yield new Interruption(lost("a"));
      return undefined;
    };
    expect(judge(check, reader).undetermined.map(({ urn, error }) => [urn, error.props.join(".")])).toEqual([
      ["told", "a"],
      ["told", "b"],
      ["home", "a"],
      ["read", "a"],
    ]);
  });

  test("that there was nothing to judge counts only when nothing was found and nothing is unknown", () => {
    const none = skip("no table");
    expect(none).toBeInstanceOf(Skip);
    const judging = (...steps: (Finding | Interruption)[]) =>
      judge(function* () {
        yield* steps;
        return none;
      });
    expect(judging()).toEqual({ findings: [], undetermined: [], skipped: "no table" });
    expect(judging(found("a"))).toEqual({ findings: [{ urn: "home", ...found("a") }], undetermined: [] });
    expect(judging(new Interruption(lost("a")))).not.toHaveProperty("skipped");
    expect(judge(() => part<Finding>(() => []) as never)).toStrictEqual({ findings: [], undetermined: [] });
  });

  test("leaves traces of exceptions out, and only meanwhile", () => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 7;
    let during: number | undefined;
    judge(function* () {
      yield* [];
      during = Error.stackTraceLimit;
      return undefined;
    });
    expect(during).toBe(0);
    expect(Error.stackTraceLimit).toBe(7);
    const fail = () => {
      throw new Error("x");
    };
    expect(() => withoutTraces(fail)).toThrow("x");
    expect(Error.stackTraceLimit).toBe(7);
    expect(withoutTraces(() => 5)).toBe(5);
    Error.stackTraceLimit = stackTraceLimit;
  });
});

describe("a reader", () => {
  const placeOf = (inputs: object, read: (inputs: never) => unknown) => {
    const reader = new Reader();
    read(reader.open(inputs, "u") as never);
    const { segments, value, owner } = reader.last ?? {};
    return { segments, value, owner };
  };

  test("remembers what was read last: names in objects, numbers in lists", () => {
    const inputs = { list: [{ "0": "zero" }] };
    expect(placeOf(inputs, (of: { list: { "0": string }[] }) => of.list[0]?.["0"])).toEqual({
      segments: ["list", 0, "0"],
      value: "zero",
      owner: { "0": "zero" },
    });
  });

  test.each([
    ["10", 10],
    ["1a", "1a"],
    ["a1", "a1"],
    ["", ""],
  ])("takes %j of a list for %j", (key, segment) => {
    const long = { list: Array.from({ length: 11 }, (_, index) => index) };
    expect(placeOf(long, (of: { list: Record<string, unknown> }) => of.list[key]).segments).toEqual(["list", segment]);
  });

  test.each<readonly [string, (of: { list: number[]; text: string }) => unknown, readonly string[], unknown]>([
    ["the length of a list", ({ list }) => list.length, ["list"], [5, 6]],
    ["a method of a list", ({ list }) => list.map, ["list"], [5, 6]],
    ["what a list lacks", ({ list }) => (list as unknown as { size: number }).size, ["list", "size"], undefined],
  ])("means the list by %s, but for a stranger's name", (_what, read, segments, value) => {
    expect(placeOf({ list: [5, 6], text: "x" }, read)).toMatchObject({ segments, value });
  });

  test("means an object's own length by its length", () => {
    expect(placeOf({ length: 3 }, (of: { length: number }) => of.length)).toMatchObject({
      segments: ["length"],
      value: 3,
    });
  });

  test("takes no symbol for a property", () => {
    const reader = new Reader();
    const list = reader.open([1, 2], "u");
    expect(list[Symbol.iterator]).toBe(Array.prototype[Symbol.iterator]);
    expect(reader.last).toBeUndefined();
  });

  test("remembers the property whose reading fails", () => {
    const reader = new Reader();
    const inputs = reader.open(unknownCheckingProxy({ a: { b: unknown.string } }), "u");
    expect(() => inputs.a.b).toThrow(UnknownValueError);
    expect(reader.last).toMatchObject({ urn: "u", segments: ["a", "b"], value: undefined });
    reader.forget();
    expect(reader.last).toBeUndefined();
  });

  test.each([[null], [undefined], ["text"], [5], [true]])("hands out %j as it is", (value) => {
    expect(new Reader().open(value, "u")).toBe(value);
  });
});

describe("the clock", () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date("2026-02-27T23:59:59.999Z") });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test("tells the day in UTC, and the next one from midnight on", () => {
    expect(readToday()).toBe("2026-02-27");
    jest.setSystemTime(new Date("2026-02-28T00:00:00Z"));
    expect(readToday()).toBe("2026-02-28");
    jest.setSystemTime(new Date("2026-02-28T23:59:59Z"));
    expect(readToday()).toBe("2026-02-28");
    jest.setSystemTime(new Date("2026-02-27T12:00:00Z"));
    expect(readToday()).toBe("2026-02-27");
  });

  test.each([
    [0, "2026-02-27"],
    [1, "2026-02-28"],
    [2, "2026-03-01"],
    [-27, "2026-01-31"],
  ])("%i days from then it is %s", (days, day) => expect(readDayIn(days)).toBe(day));
});

describe("settings", () => {
  const fields = {
    ttlSeconds: { type: "integer", default: 60, description: "d" },
    only: { type: "string", default: "all", description: "d" },
  } as const;
  const exemption = { urn: "*", reason: "r", owner: "o", expires: "2027-01-01" };

  test("are what is given, and defaults for the rest", () => {
    expect(settingsReader(fields)({ only: "" })).toEqual({
      values: { ttlSeconds: 60, only: "" },
      exemptions: { exemptions: [], problems: [] },
      problems: [],
    });
    expect(defaultsOf(fields)).toEqual({ ttlSeconds: 60, only: "all" });
  });

  test("of unknown names are problems, and so are exemptions that nobody can read", () => {
    const { problems, exemptions } = settingsReader(fields)({
      "ttl-seconds": 30,
      exemptions: [exemption, { ...exemption, owner: 7 }],
    });
    expect(problems).toEqual([
      { at: 'config["ttl-seconds"]', got: 30, want: "one of ttlSeconds, only, exemptions" },
      { at: "config.exemptions[1].owner", got: 7, want: "a text" },
    ]);
    expect(exemptions.exemptions).toEqual([exemption]);
  });

  test("are read once while they stay the same, and again when one of them changes, comes or goes", () => {
    const read = settingsReader(fields);
    const first = read({ ttlSeconds: 30, only: "all" });
    expect(read({ only: "all", ttlSeconds: 30 })).toBe(first);
    expect(read({ ttlSeconds: 31, only: "all" }).values).toEqual({ ttlSeconds: 31, only: "all" });
    expect(read({ ttlSeconds: 31 }).values).toEqual({ ttlSeconds: 31, only: "all" });
    expect(read({ ttlSeconds: 31, only: undefined }).values).toEqual({ ttlSeconds: 31, only: undefined });
    expect(read({ ttlSeconds: 31, exemptions: undefined }).values).toEqual({
      ttlSeconds: 31,
      only: "all",
      exemptions: undefined,
    });
  });

  test("are not those that the caller changes later", () => {
    const read = settingsReader(fields);
    const raw: Record<string, unknown> = { ttlSeconds: 30 };
    const first = read(raw);
    raw.ttlSeconds = 31;
    expect(read(raw)).not.toBe(first);
    expect(read(raw).values.ttlSeconds).toBe(31);
  });

  test("are published with those that every policy has, as a copy", () => {
    const { properties } = schemaOf(fields);
    expect(Object.keys(properties)).toEqual(["ttlSeconds", "only", "exemptions"]);
    expect(properties.ttlSeconds).toEqual(fields.ttlSeconds);
    expect(properties.ttlSeconds).not.toBe(fields.ttlSeconds);
    expect(properties.exemptions).toEqual({
      type: "array",
      description: expect.stringMatching(/^Findings .*\.$/),
      default: [],
      items: {
        type: "object",
        required: ["urn", "reason", "owner", "expires"],
        additionalProperties: false,
        properties: {
          urn: { type: "string", minLength: 1 },
          path: { type: "string", minLength: 1 },
          reason: { type: "string", minLength: 1 },
          owner: { type: "string", minLength: 1 },
          expires: {
            type: "string",
            pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
            format: "date",
          },
        },
      },
    });
  });
});

describe("what is put right", () => {
  const put = (at: string, value: unknown) => ({ at, got: 1, want: "w", put: value });

  test.each<readonly [object, readonly Finding[], boolean, object]>([
    [{ ttl: 300 }, [put("ttl", 60)], true, { ttl: 60 }],
    [{}, [put("a.b", true)], true, { a: { b: true } }],
    [{ a: null }, [put("a.b", true)], true, { a: { b: true } }],
    [{ a: undefined }, [put("a.b", true)], true, { a: { b: true } }],
    [{ a: { c: 1 } }, [put("a.b", true)], true, { a: { c: 1, b: true } }],
    [{ a: [{}, { b: 1 }] }, [put("a[1].b", 2)], true, { a: [{}, { b: 2 }] }],
    [{ tags: {} }, [put('tags["DR-Role"]', "primary")], true, { tags: { "DR-Role": "primary" } }],
    [{ a: "text" }, [put("a.b", true)], false, { a: "text" }],
    [{ a: "text" }, [put("a.b.c", true)], false, { a: "text" }],
    [{ a: 7, c: 1 }, [put("a.b", true), put("c", 2)], true, { a: 7, c: 2 }],
    [{ ttl: 300 }, [found("ttl")], false, { ttl: 300 }],
    [{ ttl: 300 }, [put("ttl", false)], true, { ttl: false }],
    [{ ttl: 300 }, [put("", 60)], false, { ttl: 300 }],
    [{ ttl: 300 }, [], false, { ttl: 300 }],
  ])("in %j by %j: %j", (inputs, findings, changed, after) => {
    expect(putRight(inputs, findings)).toBe(changed);
    expect(inputs).toEqual(after);
  });
});

describe("a stack", () => {
  const stack = (...resources: Parameters<typeof stackOf>[0]) => openStack(stackOf(resources)).stack;
  const namesOf = (members: readonly { readonly name: string }[]) => members.map(({ name }) => name);

  test("lists its resources by URN, those of several types together", () => {
    const some = stack(
      given("aws:s3/bucketV2:BucketV2", "b", {}),
      given("aws:s3/bucket:Bucket", "c", {}),
      given("aws:sns/topic:Topic", "t", {}),
      given("aws:s3/bucket:Bucket", "a", {}),
    );
    expect(namesOf(some.of(tokens.bucket))).toEqual(["a", "c", "b"]);
    expect(namesOf(some.of(tokens.topic))).toEqual(["t"]);
    expect(some.of(tokens.queue)).toEqual([]);
    expect(namesOf(some.all())).toEqual(["a", "c", "b", "t"]);
  });

  test("lists those of several types by URN where these are mixed, as they are below components", () => {
    const urns = ["A$aws:s3/bucketV2:BucketV2", "B$aws:s3/bucket:Bucket", "C$aws:s3/bucketV2:BucketV2"];
    const [like] = stackOf([given("", "like", {})]);
    const resources = urns.map((urn) => ({ ...like, urn, type: urn.slice(2) }) as PolicyResource);
    const opened = openStack(resources).stack;
    expect(opened.of(tokens.bucket).map(({ urn }) => urn)).toEqual(urns);
  });

  test("knows parents, dependencies and sources, and none that is not of it", () => {
    const resources = stackOf([
      given("aws:sns/topic:Topic", "parent", {}),
      given("aws:sns/topic:Topic", "source", {}),
      given("aws:sns/topic:Topic", "stranger", {}),
      given(
        "aws:sns/topic:Topic",
        "topic",
        {},
        {
          parent: "parent",
          sources: { name: ["source", "stranger"] },
          dependsOn: ["parent", "stranger"],
          provider: { region: "us-east-1" },
        },
      ),
      given("aws:sns/topic:Topic", "orphan", {}, { parent: "stranger" }),
    ]).filter(({ name }) => name !== "stranger");
    const [orphan, parent, , topic] = openStack(resources).stack.all();
    expect(topic?.parent()?.name).toBe("parent");
    expect(orphan?.parent()).toBeUndefined();
    expect(parent?.parent()).toBeUndefined();
    expect(namesOf(topic?.dependencies() ?? []).sort()).toStrictEqual(["parent", "source"]);
    expect(namesOf(topic?.sourcesOf("name") ?? [])).toStrictEqual(["source"]);
    expect(topic?.sourcesOf("displayName")).toStrictEqual([]);
    expect(topic?.sourcesOf("constructor")).toStrictEqual([]);
    expect(topic?.provider?.props.region).toBe("us-east-1");
    expect(parent).not.toHaveProperty("provider");
  });

  test("is opened once for all policies, each of which begins with nothing read", () => {
    const resources = stackOf([given("aws:sns/topic:Topic", "topic", { name: "alerts" })]);
    const { stack: opened, reader } = openStack(resources);
    expect(opened.of(tokens.topic)[0]?.props.name).toBe("alerts");
    expect(reader.last?.segments).toEqual(["name"]);
    expect(openStack(resources).stack).toBe(opened);
    expect(reader.last).toBeUndefined();
    expect(openStack([...resources] as readonly PolicyResource[]).stack).not.toBe(opened);
  });

  test.each([
    [{ rule: { status: "on" } }, "rule"],
    [{ rules: [{ status: "on" }] }, "rules[0]"],
    [{ rule: null, rules: [{ status: "on" }] }, "rules[0]"],
    [{ rule: { status: "on" }, rules: [{ status: "off" }] }, "rule"],
  ])("reads a block under its name or the plural of it: %j", (props, at) => {
    const [member] = stack(given("aws:sns/topic:Topic", "topic", props)).all();
    const block = member && statedBlock(member, "rule");
    expect([block?.read("status"), path(...(block?.way ?? []))]).toEqual(["on", at]);
  });
});

describe("a verdict", () => {
  const urn = urnOf("aws:sns/topic:Topic", "topic");
  const exemption = { urn: "*::topic", path: "a", reason: "r", owner: "dana", expires: "2026-11-21" };

  test("parts what stands from what somebody answers for, until the day is over", () => {
    const findings = [
      { urn, ...found("a") },
      { urn, ...found("b") },
    ];
    const on = (today: string) => weigh(findings, { exemptions: [exemption], problems: [] }, "Fix it.", today);
    const b = { urn, message: "b is 1, expected 2\nFix it." };
    const exempted = [{ urn, path: "a", reason: "r", owner: "dana", expires: "2026-11-21" }];
    expect(on("2026-11-21")).toEqual({ violations: [b], exempted });
    const late = "a is 1, expected 2\nFix it.\nAn exemption by dana expired on 2026-11-21.";
    expect(on("2026-11-22")).toEqual({ violations: [{ urn, message: late }, b], exempted: [] });
    expect(exemptedReason(exempted)).toBe(`exempted ${JSON.stringify(exempted)}`);
  });

  test("names every unknown value in one error, with its resource where that is asked for", () => {
    const unknowns = [
      { urn: "one", error: lost("a") },
      { urn: "two", error: lost("b") },
    ];
    expect(unknownError([], true)).toBeUndefined();
    const plain = unknownError(unknowns, false);
    expect(plain).toBeInstanceOf(UnknownValueError);
    expect(plain?.message).toBe(
      "string value at .a can't be known during preview; string value at .b can't be known during preview",
    );
    expect(unknownError(unknowns, true)?.message).toBe(
      "string value at .a of one can't be known during preview; string value at .b of two can't be known during preview",
    );
  });
});
