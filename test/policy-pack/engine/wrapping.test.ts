import * as grpc from "@grpc/grpc-js";
import type { PolicyResource } from "@pulumi/policy";
import { AnalyzeResponse, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { tokens } from "../../../model/aws/tokens";
import { anything, tokensOf } from "../../../model/graph/tokens";
import { type Addressee, Dispatch } from "../../../policy-pack/engine/dispatch";
import { serveSparingly } from "../../../policy-pack/engine/serving";
import { shareResources } from "../../../policy-pack/engine/shared-stack";
import { isSwitchedOff, switchOff } from "../../../policy-pack/engine/switched-off";
import { handedToGrpc } from "./registering";

afterAll(() => switchOff(new Set()));

const law = (name: string, kind: string, on: unknown, enforcementLevel?: string) =>
  ({ kind, on, policy: { name, ...(enforcementLevel ? { enforcementLevel } : {}) } }) as unknown as Addressee;

const ofTables = law("of-tables", "resource", tokens.table);
const ofBuckets = law("of-buckets", "resource", tokens.bucket);
const ofAll = law("of-all", "resource", anything);
const quiet = law("quiet", "resource", tokensOf("aws:sqs/queue:Queue"), "disabled");
const advice = law("advice", "resource", tokensOf("aws:sqs/queue:Queue", "a", "b"), "advisory");
const relations = law("relations", "stack", anything);
const laws = [ofTables, ofBuckets, ofAll, quiet, advice, relations];

const table = "aws:dynamodb/table:Table";
const walk = ({ policies }: Dispatch) => [...policies].map(({ name }) => name);
const everything = laws.map(({ policy }) => policy.name);

function toldBy(answer: Uint8Array | undefined): readonly (readonly [string, string])[] | undefined {
  return (
    answer &&
    AnalyzeResponse.deserializeBinary(answer)
      .getNotApplicableList()
      .map((told) => [told.getPolicyName(), told.getReason()] as const)
  );
}

describe("the list of policies that the SDK walks", () => {
  test("is all of them, but while a resource is judged those that judge its type", () => {
    const dispatch = new Dispatch(laws);
    expect(dispatch.policies).toHaveLength(laws.length);
    expect(walk(dispatch)).toEqual(everything);
    expect(dispatch.judge(table, () => walk(dispatch))).toEqual(["of-tables", "of-all"]);
    expect(dispatch.judge("aws:s3/bucketV2:BucketV2", () => walk(dispatch))).toEqual(["of-buckets", "of-all"]);
    expect(walk(dispatch)).toEqual(everything);
  });

  test("is all of them again when a judgement fails to begin", () => {
    const dispatch = new Dispatch(laws);
    expect(() =>
      dispatch.judge(table, () => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(walk(dispatch)).toEqual(everything);
  });

  test("leaves an answer for those that were not shown: that they do not apply, and why", () => {
    const dispatch = new Dispatch(laws);
    const answer = dispatch.judge(table, (turn) => {
      expect(turn.answer).toBeUndefined();
      walk(dispatch);
      return turn.answer;
    });
    expect(toldBy(answer)).toEqual([
      ["of-buckets", "judges aws:s3/bucket:Bucket and 1 more"],
      ["advice", "judges aws:sqs/queue:Queue and 2 more"],
    ]);
  });

  test("leaves no answer when the SDK looks at the list in another way", () => {
    const dispatch = new Dispatch(laws);
    expect(dispatch.judge(table, (turn) => [dispatch.policies.length, turn.answer])).toEqual([laws.length, undefined]);
  });

  test("answers for a judgement that ends later, while others are under way", () => {
    const dispatch = new Dispatch(laws);
    const begin = (type: string) =>
      dispatch.judge(type, (turn) => {
        walk(dispatch);
        return turn;
      });
    const [first, second] = [begin(table), begin("aws:s3/bucket:Bucket")];
    expect(toldBy(first.answer)?.map(([name]) => name)).toEqual(["of-buckets", "advice"]);
    expect(toldBy(second.answer)?.map(([name]) => name)).toEqual(["of-tables", "advice"]);
    expect(begin(table).answer).toBe(first.answer);
  });

  test("says nothing for a policy that is switched off, by itself or by the profile", () => {
    const dispatch = new Dispatch(laws);
    const told = () =>
      toldBy(
        dispatch.judge("x", (turn) => {
          walk(dispatch);
          return turn.answer;
        }),
      )?.map(([name]) => name);
    expect(told()).toEqual(["of-tables", "of-buckets", "advice"]);
    expect(["quiet", "advice"].map(isSwitchedOff)).toEqual([true, false]);
    dispatch.configure(
      new Map([
        ["quiet", false],
        ["advice", true],
      ]),
    );
    expect(told()).toEqual(["of-tables", "of-buckets", "quiet"]);
    expect(["quiet", "advice"].map(isSwitchedOff)).toEqual([false, true]);
    dispatch.configure(new Map());
    expect(told()).toEqual(["of-tables", "of-buckets", "advice"]);
  });
});

type Handler = (call: object, callback: (...answer: unknown[]) => void) => unknown;
interface Codec {
  requestDeserialize(bytes: Buffer): unknown;
  responseSerialize(answer: object): Buffer;
}

/** What a pack's server registers in place of these calls, and of how their messages are read and written. */
function registered(calls: object, service: object = {}, list: readonly Addressee[] = laws) {
  const [codecs, handlers] = handedToGrpc(service, calls, (register) => serveSparingly(list, register));
  return { service: codecs as Record<string, Codec>, calls: handlers as Record<string, Handler> };
}

const codec = (read: (bytes: Buffer) => unknown = (bytes) => bytes.toString(), requestType?: object) => ({
  path: "/x",
  requestDeserialize: read,
  responseSerialize: (answer: { text?: string }) => Buffer.from(answer.text ?? ""),
  ...(requestType ? { requestType } : {}),
});

describe("messages on their way", () => {
  test("are read by their own decoder, or by the one of the call when they have none", () => {
    const { service } = registered(
      {},
      {
        analyze: codec(undefined, { deserializeBinary: (bytes: Buffer) => `own ${bytes}` }),
        remediate: codec(undefined, {}),
        analyzeStack: codec(),
      },
    );
    const read = (name: string) => service[name]?.requestDeserialize(Buffer.from("text"));
    expect(["analyze", "remediate", "analyzeStack"].map(read)).toEqual(["own text", "text", "text"]);
    expect(service.analyze).toMatchObject({ path: "/x" });
  });

  test("that hold resources keep structs as bytes; others are left as they are", () => {
    const getPluginInfo = codec();
    const bytes = Buffer.from(Struct.fromJavaScript({ a: 1 }).serializeBinary());
    const decodeNow = Struct.deserializeBinaryFromReader;
    const seen: boolean[] = [];
    const read = (from: Buffer) => {
      seen.push(Struct.deserializeBinaryFromReader === decodeNow);
      return Struct.deserializeBinary(from).toJavaScript();
    };
    const { service } = registered(
      {},
      {
        analyze: codec(read),
        analyzeStack: codec(read),
        remediate: codec(read),
        configure: codec(read),
        getPluginInfo,
      },
    );
    for (const name of ["analyze", "analyzeStack", "remediate", "configure"]) {
      expect(service[name]?.requestDeserialize(bytes)).toEqual({ a: 1 });
    }
    expect(seen).toEqual([false, false, false, true]);
    expect(service.getPluginInfo).toBe(getPluginInfo);
  });

  test("may be many, so that memory is held down once the pack has started, and not when it fails to", () => {
    const flags = jest.spyOn(require("node:v8") as typeof import("node:v8"), "setFlagsFromString");
    flags.mockImplementation(() => undefined);
    const fail = () => {
      throw new Error("no version");
    };
    expect(() => serveSparingly(laws, fail)).toThrow("no version");
    expect(flags).not.toHaveBeenCalled();
    serveSparingly(laws, () => expect(flags).not.toHaveBeenCalled());
    expect(flags.mock.calls).toEqual([["--heap-growing-percent=50"]]);
    flags.mockRestore();
  });

  test("back carry behind them what was not asked of those that do not apply", () => {
    const dispatched: Dispatch["policies"][] = [];
    const server = { analyze: codec() };
    let walkAll = () => {};
    const analyze: Handler = (_call, callback) => {
      walkAll();
      callback(...said);
      return "running";
    };
    let said: unknown[] = [null, { text: "said " }];
    const { addService } = grpc.Server.prototype;
    let service: Record<string, Codec> = {};
    let calls: Record<string, Handler> = {};
    grpc.Server.prototype.addService = (given, implementation) => {
      service = given as never;
      calls = implementation as never;
    };
    try {
      serveSparingly(laws, (policies) => {
        dispatched.push(policies);
        new grpc.Server().addService(server as never, { analyze } as never);
      });
    } finally {
      grpc.Server.prototype.addService = addService;
    }
    const ask = () => {
      let sent: Buffer = Buffer.alloc(0);
      const callback = (error: unknown, answer: unknown) => {
        expect(error).toBeNull();
        sent = service.analyze?.responseSerialize(answer as object) ?? sent;
      };
      expect(calls.analyze?.({ request: { getType: () => table } }, callback)).toBe("running");
      return sent;
    };
    expect(ask().toString()).toBe("said ");
    walkAll = () => expect([...(dispatched[0] ?? [])].map(({ name }) => name)).toEqual(["of-tables", "of-all"]);
    const sent = ask();
    expect(sent.subarray(0, 5).toString()).toBe("said ");
    expect(toldBy(sent.subarray(5))?.map(([name]) => name)).toEqual(["of-buckets", "advice"]);
    said = ["lost"];
    const heard: unknown[] = [];
    calls.analyze?.({ request: { getType: () => table } }, (...answer) => heard.push(answer));
    expect(heard).toEqual([["lost", undefined]]);
  });
});

describe("a call about one resource", () => {
  test("is answered with the error of the SDK, if there is one", () => {
    const { calls } = registered({ analyze: ((_call, callback) => callback("lost")) satisfies Handler });
    const heard: unknown[] = [];
    calls.analyze?.({}, (...answer) => heard.push(answer));
    expect(heard).toEqual([["lost", undefined]]);
  });

  test.each<readonly [string, object]>([
    ["no request", {}],
    ["a request of another form", { request: {} }],
    ["a request without properties", { request: { getProperties: () => undefined, getProvider: () => undefined } }],
    ["properties of another form", { request: { getProperties: () => ({}), getProvider: () => ({}) } }],
  ])("is handed on with %s", (_what, call) => {
    const analyze = jest.fn();
    registered({ analyze }).calls.analyze?.(call, () => undefined);
    expect(analyze.mock.calls).toEqual([[call, expect.any(Function)]]);
  });

  test("unpacks its properties and its provider's once, when they are asked for", () => {
    const bag = (content: unknown) => {
      const unpack = jest.fn(function unpacked(this: { content: unknown }) {
        return this.content;
      });
      return { content, unpack, toJavaScript: unpack as () => unknown };
    };
    const [own, providers] = [bag({ a: 1 }), bag(undefined)];
    const request = { getProperties: () => own, getProvider: () => ({ getProperties: () => providers }) };
    const analyze: Handler = () => [own, own, providers, providers].map((properties) => properties.toJavaScript());
    const { calls } = registered({ analyze });
    expect([own, providers].map(({ unpack }) => unpack.mock.calls.length)).toEqual([0, 0]);
    expect(calls.analyze?.({ request }, () => undefined)).toEqual([{ a: 1 }, { a: 1 }, undefined, undefined]);
    expect([own, providers].map(({ unpack }) => unpack.mock.calls.length)).toEqual([1, 1]);
  });
});

describe("a call about a stack", () => {
  const options = { protect: false };
  const resource = (urn: string) => ({ getUrn: () => urn, getOptions: () => options });
  const requestOf = (...resources: object[]) => {
    let list: unknown = resources;
    return {
      getResourcesList: () => list,
      clearResourcesList: () => {
        list = undefined;
      },
      getKept: () => list,
    };
  };
  type Request = { getResourcesList(): Iterable<{ getUrn(): string }> };
  const urnsIn = (request: object) => [...(request as Request).getResourcesList()].map((one) => one.getUrn());
  const handed = (urns: readonly string[]) => urns.map((urn) => ({ urn }) as PolicyResource);

  test("hands its resources out once, and what stands for them from then on, until it is answered", () => {
    const request = requestOf(resource("a"), resource("b"));
    const seen: (readonly string[])[] = [];
    const told: unknown[] = [];
    let answer: (...said: unknown[]) => void = () => undefined;
    const analyzeStack: Handler = (_call, callback) => {
      seen.push(urnsIn(request), urnsIn(request), urnsIn(request));
      answer = callback;
      return "running";
    };
    const { calls } = registered({ analyzeStack });
    expect(calls.analyzeStack?.({ request }, (...said) => told.push(said))).toBe("running");
    const [first = [], second = [], third] = seen;
    const [mark = ""] = second;
    expect(first).toEqual(["a", "b", mark]);
    expect(second).toEqual([mark]);
    expect(third).toEqual(second);
    expect(mark).toMatch(/^[0-9a-f-]{36}$/);
    expect(request.getKept()).toBeUndefined();
    expect(shareResources(handed(first)).map(({ urn }) => urn)).toEqual(["a", "b"]);
    expect(shareResources(handed(second)).map(({ urn }) => urn)).toEqual(["a", "b"]);
    answer(null, "verdict");
    expect(told).toEqual([[null, "verdict"]]);
    expect(shareResources(handed(second)).map(({ urn }) => urn)).toEqual([mark]);
  });

  test("has a mark that answers whatever the SDK asks of a resource", () => {
    const request = requestOf(resource("a"));
    const { calls } = registered({ analyzeStack: () => undefined });
    calls.analyzeStack?.({ request }, () => undefined);
    const [, mark] = [...(request.getResourcesList() as Iterable<Record<string, () => unknown>>)];
    const answers = Object.entries(mark ?? {}).map(([name, ask]) => [name, ask()] as const);
    expect(Object.fromEntries(answers.filter(([name]) => !["getUrn", "getProperties"].includes(name)))).toEqual({
      getType: "",
      getName: "",
      getOptions: options,
      getProvider: undefined,
      getParent: "",
      getDependenciesList: [],
      getPropertydependenciesMap: undefined,
    });
    expect(mark?.getProperties?.()).toEqual({ toJavaScript: expect.any(Function) });
    expect(Object.values(mark?.getProperties?.() ?? {}).map((unpack) => unpack())).toEqual([{}]);
  });

  test("hands its resources on from a request that cannot be cleared", () => {
    const request = { getResourcesList: () => [resource("a")] };
    const { calls } = registered({ analyzeStack: () => undefined });
    calls.analyzeStack?.({ request }, () => undefined);
    expect(urnsIn(request)).toHaveLength(2);
    expect(urnsIn(request)).toHaveLength(1);
  });

  test.each<readonly [string, object | undefined]>([
    ["no resources", requestOf()],
    ["resources of another form", requestOf({})],
    ["resources without options", requestOf({ getOptions: () => undefined }, resource("b"))],
    ["a request of another form", {}],
    ["no request", undefined],
  ])("is left alone with %s", (_what, request) => {
    const before = { ...request };
    const told: unknown[] = [];
    const { calls } = registered({ analyzeStack: ((_call, callback) => callback("error")) satisfies Handler });
    calls.analyzeStack?.(request ? { request } : {}, (...said) => told.push(said));
    expect(told).toEqual([["error"]]);
    expect({ ...request }).toEqual(before);
  });
});

describe("a call that configures", () => {
  const configOf = (...levels: (readonly [string, number])[]) => ({
    request: {
      getPolicyconfigMap: () => new Map(levels.map(([name, level]) => [name, { getEnforcementlevel: () => level }])),
    },
  });

  test("switches off what it disables and nothing else, and is handed on", () => {
    const configure = jest.fn(() => "done");
    const { calls } = registered({ configure });
    const call = configOf(
      ["of-tables", EnforcementLevel.DISABLED],
      ["of-buckets", EnforcementLevel.ADVISORY],
      ["quiet", EnforcementLevel.MANDATORY],
    );
    const callback = () => undefined;
    expect(calls.configure?.(call, callback)).toBe("done");
    expect(configure.mock.calls).toEqual([[call, callback]]);
    expect(["of-tables", "of-buckets", "quiet"].map(isSwitchedOff)).toEqual([true, false, false]);
    calls.configure?.({}, callback);
    expect(["of-tables", "of-buckets", "quiet"].map(isSwitchedOff)).toEqual([false, false, true]);
    calls.configure?.({ request: {} }, callback);
    expect(configure).toHaveBeenCalledTimes(3);
  });
});

test("a server of other calls, or of things that are no calls, registers what it did", () => {
  const others = { getPluginInfo: () => undefined, analyze: "text", analyzeStack: undefined, configure: 7 };
  expect(registered(others).calls).toEqual(others);
});
