import * as grpc from "@grpc/grpc-js";
import { findCurrentType, whileJudging } from "../../../policy-pack/engine/current-type";
import { serveSparingly } from "../../../policy-pack/engine/serving";
import { rules } from "../../../policy-pack/rules";

type Call = (call: object, callback: (error: unknown, response: Response | undefined) => void) => unknown;
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

/** The calls as a server registers them while the pack starts. */
function wrapped(calls: Record<string, Call>): Record<string, Call> {
  let registered: Record<string, Call> = {};
  const server = new grpc.Server();
  const original = grpc.Server.prototype.addService;
  grpc.Server.prototype.addService = (_service, implementation) => {
    registered = implementation as unknown as Record<string, Call>;
  };
  try {
    serveSparingly(() => server.addService({} as grpc.ServiceDefinition, calls as grpc.UntypedServiceImplementation));
  } finally {
    grpc.Server.prototype.addService = original;
  }
  return registered;
}

async function answer(call: Call | undefined, request: object) {
  const response = await new Promise<Response | undefined>((resolve, reject) => {
    call?.({ request }, (error, value) => (error ? reject(error) : resolve(value)));
  });
  return {
    diagnostics: response?.getDiagnosticsList().map((found) => [found.getPolicyname(), found.getMessage()]),
    notApplicable: response?.getNotApplicableList().map((skipped) => skipped.getPolicyName()),
  };
}

const inputs: readonly (readonly [string, object])[] = [
  ["aws:dynamodb/table:Table", { hashKey: "pk", replicas: [{ regionName: "us-west-2" }] }],
  ["aws:iam/policy:Policy", { policy: '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}' }],
  ["aws:route53/record:Record", { name: "api.example.com", ttl: 300, type: "CNAME", records: ["a"] }],
  ["aws:lambda/permission:Permission", { principal: "*", action: "lambda:InvokeFunction" }],
  ["random:index/randomId:RandomId", {}],
];

describe("serving sparingly", () => {
  const calls = wrapped({ analyze, analyzeStack });

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
    await answer(calls.analyzeStack, request);
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
    await answer(calls.analyze, request);
    expect(unpack).toHaveBeenCalledTimes(1);
  });

  test("unpacks nothing for policies that judge other types", async () => {
    const pitr = policies.filter(({ name }) => name === "dynamodb-require-pitr");
    const calls = wrapped({ analyze: sdk.makeAnalyzeRpcFun("dr-guardrails", "0.0.0", "mandatory", pitr) });
    const request = requestOf("aws:sns/topic:Topic", {});
    const unpack = jest.spyOn(request.getProperties(), "toJavaScript");
    expect(await answer(calls.analyze, request)).toEqual({ diagnostics: [], notApplicable: ["dynamodb-require-pitr"] });
    expect(unpack).not.toHaveBeenCalled();
  });

  test("leaves a server as it is that registers other calls", () => {
    const configure: Call = () => undefined;
    expect(wrapped({ configure }).configure).toBe(configure);
  });

  test("puts everything back when the pack does not start", () => {
    const { addService } = grpc.Server.prototype;
    expect(() =>
      serveSparingly(() => {
        throw new Error("no version");
      }),
    ).toThrow("no version");
    expect(grpc.Server.prototype.addService).toBe(addService);
  });
});

describe("the type being judged", () => {
  test("is known through awaits, apart for each judgement, and to nobody else", async () => {
    const seen = (type: string) =>
      whileJudging(type, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return findCurrentType();
      });
    expect(await Promise.all([seen("a"), seen("b")])).toEqual(["a", "b"]);
    expect(findCurrentType()).toBeUndefined();
  });
});
