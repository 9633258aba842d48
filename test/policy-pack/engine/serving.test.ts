import * as grpc from "@grpc/grpc-js";
import { serveSparingly } from "../../../policy-pack/engine/serving";
import { rules } from "../../../policy-pack/rules";

type Call = (call: Request, callback: (error: unknown, response: Response | undefined) => void) => unknown;
type Request = { request: object };
interface Response {
  getDiagnosticsList(): { getPolicyname(): string; getMessage(): string }[];
  getNotApplicableList(): { getPolicyName(): string }[];
}

/* The SDK's own handlers and Pulumi's own messages, which their type declarations leave out. */
const sdk = require("@pulumi/policy/server") as Record<
  "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun",
  (pack: string, version: string, level: string, policies: readonly unknown[]) => Call
>;
const messages = require("@pulumi/pulumi/proto/analyzer_pb");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");

const policies = rules.map(({ policy }) => policy);
const analyze = sdk.makeAnalyzeRpcFun("dr-guardrails", "0.0.0", "mandatory", policies);
const analyzeStack = sdk.makeAnalyzeStackRpcFun("dr-guardrails", "0.0.0", "mandatory", policies);

function fill<M extends { [setter: string]: (value: unknown) => void }>(message: M, type: string, props: object): M {
  message.setType?.(type);
  message.setName?.("subject");
  message.setUrn?.(`urn:pulumi:test::example::${type}::subject`);
  message.setProperties?.(Struct.fromJavaScript(props));
  message.setOptions?.(new messages.AnalyzerResourceOptions());
  return message;
}

const requestOf = (type: string, props: object) => fill(new messages.AnalyzeRequest(), type, props);

/** The calls as a server registers them while the pack starts, and how it reads and writes their messages. */
function registered(make: (policies: readonly unknown[]) => Record<string, Call>) {
  let seen: { service: Record<string, Codec>; calls: Record<string, Call> } = { service: {}, calls: {} };
  const server = new grpc.Server();
  const original = grpc.Server.prototype.addService;
  grpc.Server.prototype.addService = (service, implementation) => {
    seen = { service: service as never, calls: implementation as never };
  };
  try {
    serveSparingly(rules, (policies) => server.addService(AnalyzerService, make(policies) as never));
  } finally {
    grpc.Server.prototype.addService = original;
  }
  return seen;
}

interface Codec {
  requestDeserialize(bytes: Buffer): object;
  responseSerialize(answer: object): Buffer;
}

/** A call with its messages as they travel: from bytes, and through bytes to the one who asked. */
function throughTheWire(call: Call | undefined, codec: Codec | undefined, read: (bytes: Buffer) => Response): Call {
  return ({ request }, callback) => {
    const bytes = Buffer.from((request as { serializeBinary(): Uint8Array }).serializeBinary());
    call?.({ request: codec?.requestDeserialize(bytes) ?? request }, (error, answer) =>
      callback(error, answer && read(codec?.responseSerialize(answer) ?? Buffer.alloc(0))),
    );
  };
}

/** A whole server: the SDK's handlers, wrapped, asked and answering in bytes. */
function wrapped(make: (policies: readonly unknown[]) => Record<string, Call>): Record<string, Call> {
  const { service, calls } = registered(make);
  const read = (bytes: Buffer) => messages.AnalyzeResponse.deserializeBinary(bytes) as Response;
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      name.startsWith("analyze") ? throughTheWire(call, service[name], read) : call,
    ]),
  );
}

async function answer(call: Call | undefined, request: object) {
  const response = await new Promise<Response | undefined>((resolve, reject) => {
    call?.({ request }, (error, value) => (error ? reject(error) : resolve(value)));
  });
  return {
    diagnostics: response?.getDiagnosticsList().map((found) => [found.getPolicyname(), found.getMessage()]),
    notApplicable: response
      ?.getNotApplicableList()
      .map((skipped) => skipped.getPolicyName())
      .sort(),
  };
}

const inputs: readonly (readonly [string, object])[] = [
  ["aws:dynamodb/table:Table", { hashKey: "pk", replicas: [{ regionName: "us-west-2" }] }],
  ["aws:iam/policy:Policy", { policy: '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}' }],
  ["aws:route53/record:Record", { name: "api.example.com", ttl: 300, type: "CNAME", records: ["a"] }],
  ["aws:lambda/permission:Permission", { principal: "*", action: "lambda:InvokeFunction" }],
  ["random:index/randomId:RandomId", {}],
];

const analyzer = (policies: readonly unknown[]) => ({
  analyze: sdk.makeAnalyzeRpcFun("dr-guardrails", "0.0.0", "mandatory", policies),
  analyzeStack: sdk.makeAnalyzeStackRpcFun("dr-guardrails", "0.0.0", "mandatory", policies),
  configure: ((_call, callback) => callback(null, undefined)) as Call,
});

describe("serving sparingly", () => {
  const calls = wrapped(analyzer);

  test.each(inputs)("gives the verdict on %s that the SDK alone gives", async (type, props) => {
    const alone = await answer(analyze, requestOf(type, props));
    const sparing = await answer(calls.analyze, requestOf(type, props));
    expect(sparing).toEqual(alone);
    expect((alone.diagnostics?.length ?? 0) + (alone.notApplicable?.length ?? 0)).toBeGreaterThan(0);
  });

  test("keeps resources apart that are judged at the same time", async () => {
    const alone = await Promise.all(inputs.map(([type, props]) => answer(analyze, requestOf(type, props))));
    const together = await Promise.all(inputs.map(([type, props]) => answer(calls.analyze, requestOf(type, props))));
    expect(together).toEqual(alone);
  });

  test("gives the same verdict on a stack", async () => {
    const stack = () => {
      const request = new messages.AnalyzeStackRequest();
      request.setResourcesList(inputs.map(([type, props]) => fill(new messages.AnalyzerResource(), type, props)));
      return request;
    };
    expect(await answer(calls.analyzeStack, stack())).toEqual(await answer(analyzeStack, stack()));
  });

  test("unpacks a stack once, however many policies judge it", async () => {
    const table = fill(new messages.AnalyzerResource(), "aws:dynamodb/table:Table", { hashKey: "pk" });
    const unpack = jest.spyOn(table.getProperties(), "toJavaScript");
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList([table]);
    await answer(registered(analyzer).calls.analyzeStack, request);
    expect(policies.filter((policy) => "validateStack" in policy).length).toBeGreaterThan(1);
    expect(unpack).toHaveBeenCalledTimes(1);
  });

  test("judges an empty stack", async () => {
    const request = new messages.AnalyzeStackRequest();
    expect(await answer(calls.analyzeStack, request)).toEqual(await answer(analyzeStack, request));
  });

  test("unpacks a resource's properties once, however many policies look at them", async () => {
    const request = requestOf("aws:dynamodb/table:Table", { hashKey: "pk" });
    const unpack = jest.spyOn(request.getProperties(), "toJavaScript");
    await answer(registered(analyzer).calls.analyze, request);
    expect(unpack).toHaveBeenCalledTimes(1);
  });

  test("does not call a policy about a type that it does not judge", async () => {
    const asked: string[] = [];
    const watching = (list: readonly unknown[]) => {
      const shown = list as (typeof policies)[number][];
      return {
        analyze: ((_call, callback) => {
          for (const { name } of shown) asked.push(name);
          callback(null, new messages.AnalyzeResponse());
        }) as Call,
      };
    };
    const { analyze: ask } = wrapped(watching);
    const { notApplicable } = await answer(ask, requestOf("aws:sns/topic:Topic", {}));
    expect(asked).toContain("resource-require-tags");
    expect(asked).not.toContain("dynamodb-require-pitr");
    expect(notApplicable).toContain("dynamodb-require-pitr");
    expect(notApplicable).not.toContain("resource-require-tags");
  });

  test("says nothing for a policy that is disabled, until it is enabled again", async () => {
    const ask = async () => (await answer(calls.analyze, requestOf("aws:sns/topic:Topic", {}))).notApplicable;
    const configure = async (level: number) => {
      const request = new messages.ConfigureAnalyzerRequest();
      request.getPolicyconfigMap().set("dynamodb-require-pitr", new messages.PolicyConfig().setEnforcementlevel(level));
      await answer(calls.configure, request);
    };
    await configure(messages.EnforcementLevel.DISABLED);
    expect(await ask()).not.toContain("dynamodb-require-pitr");
    await configure(messages.EnforcementLevel.ADVISORY);
    expect(await ask()).toContain("dynamodb-require-pitr");
  });

  test("has the next policy tell of a document that cannot be read while the one that does is disabled", async () => {
    const told = async (level: number) => {
      const request = new messages.ConfigureAnalyzerRequest();
      const config = new messages.PolicyConfig().setEnforcementlevel(level);
      request.getPolicyconfigMap().set("iam-forbid-wildcard-action", config);
      await answer(calls.configure, request);
      const { diagnostics } = await answer(calls.analyze, requestOf("aws:iam/rolePolicy:RolePolicy", { policy: "{" }));
      return diagnostics?.map(([law]) => law).filter((law) => law?.startsWith("iam-"));
    };
    expect(await told(messages.EnforcementLevel.DISABLED)).toEqual(["iam-forbid-negated-element"]);
    expect(await told(messages.EnforcementLevel.MANDATORY)).toEqual(["iam-forbid-wildcard-action"]);
  });

  test("leaves a server as it is that registers other calls", () => {
    const other: Call = () => undefined;
    expect(registered(() => ({ other })).calls.other).toBe(other);
  });

  test("puts everything back when the pack does not start", () => {
    const { addService } = grpc.Server.prototype;
    expect(() =>
      serveSparingly([], () => {
        throw new Error("no version");
      }),
    ).toThrow("no version");
    expect(grpc.Server.prototype.addService).toBe(addService);
  });
});
