import { setFlagsFromString } from "node:v8";
import * as grpc from "@grpc/grpc-js";
import { type ConfigureAnalyzerRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { type Addressee, Dispatch } from "./dispatch";
import { closeShare, openShare } from "./shared-stack";
import { unpackingLate } from "./struct";

/**
 * What makes a pack of many policies nearly as fast as one of a single policy. The SDK unpacks a resource again for each policy,
 * whether that policy looks at it or not, and the whole stack again for each stack policy (`@pulumi/policy` server.js).
 * So the calls are wrapped as the SDK registers them: policies are asked only about the types that they judge, a
 * resource's properties are unpacked once, straight from the bytes that came, and stack policies share the resources that
 * the first of them was handed.
 *
 * Should a later SDK register its calls differently, nothing is wrapped and every verdict stays the same, only slower; but
 * nobody then tells of an IAM document that cannot be read while the policy that does is switched off.
 */
export function serveSparingly<Law extends Addressee>(
  laws: readonly Law[],
  start: (policies: Dispatch["policies"]) => void,
): void {
  const { addService } = grpc.Server.prototype;
  const dispatch = new Dispatch(laws);
  grpc.Server.prototype.addService = function wrapped(service, implementation) {
    addService.call(this, wrapMessages(service), wrapCalls(implementation, dispatch));
  };
  try {
    start(dispatch.policies);
    holdMemoryDown();
  } finally {
    grpc.Server.prototype.addService = addService;
  }
}

/** The calls whose requests hold resources. */
const aboutResources = ["analyze", "analyzeStack", "remediate"];

/** What follows an answer on its way. */
const appendices = new WeakMap<object, Uint8Array | undefined>();

function wrapMessages(service: grpc.ServiceDefinition): grpc.ServiceDefinition {
  const calls = Object.entries(service).map(([name, call]) => {
    const { responseSerialize: encode } = call;
    const decode = decoderOf(call);
    const wrapped = {
      ...call,
      requestDeserialize: (bytes: Buffer) => unpackingLate(() => decode(bytes)),
      responseSerialize: (answer: object) => withAppendix(encode(answer), answer),
    };
    return [name, aboutResources.includes(name) ? wrapped : call] as const;
  });
  return Object.fromEntries(calls);
}

/** The message's own decoder, which reads the bytes where they are. Pulumi's stub copies them first. */
function decoderOf(call: grpc.MethodDefinition<unknown, unknown>): (bytes: Buffer) => unknown {
  const { requestType } = call as { readonly requestType?: { deserializeBinary?(bytes: Buffer): unknown } };
  return (bytes) => requestType?.deserializeBinary?.(bytes) ?? call.requestDeserialize(bytes);
}

/** Of two messages, one behind the other, Protobuf reads one that has the lists of both. */
function withAppendix(bytes: Buffer, answer: object): Buffer {
  const appendix = appendices.get(answer);
  return appendix === undefined ? bytes : Buffer.concat([bytes, appendix]);
}

type Handler = (...args: unknown[]) => unknown;

function wrapCalls(
  implementation: grpc.UntypedServiceImplementation,
  dispatch: Dispatch,
): grpc.UntypedServiceImplementation {
  const calls: Record<string, unknown> = { ...implementation };
  const { analyze, analyzeStack, configure } = calls;
  if (isHandler(analyze)) {
    calls.analyze = (call: unknown, callback: Handler) => {
      const request = requestOf(call);
      unpackOnce(request);
      return dispatch.judge(String(request?.getType?.()), (turn) =>
        analyze(call, (error: unknown, response?: object) => {
          if (response !== undefined) {
            appendices.set(response, turn.answer);
          }
          callback(error, response);
        }),
      );
    };
  }
  if (isHandler(analyzeStack)) {
    calls.analyzeStack = (call: unknown, callback: Handler) => {
      const request = requestOf(call);
      const share = request && openShareOf(request);
      return analyzeStack(call, (...answer: unknown[]) => {
        if (share !== undefined) {
          closeShare(share);
        }
        callback(...answer);
      });
    };
  }
  if (isHandler(configure)) {
    calls.configure = (call: unknown, callback: unknown) => {
      dispatch.configure(disabledBy(call));
      return configure(call, callback);
    };
  }
  return calls as grpc.UntypedServiceImplementation;
}

/** Of each policy that a config names, whether it is not to run. */
function disabledBy(call: unknown): ReadonlyMap<string, boolean> {
  const { request } = call as { readonly request?: Partial<ConfigureAnalyzerRequest> };
  const configs = [...(request?.getPolicyconfigMap?.().entries() ?? [])];
  return new Map(configs.map(([name, config]) => [name, config.getEnforcementlevel() === EnforcementLevel.DISABLED]));
}

/** The parts of the analyzer protocol's messages that are used here; all optional, since they are not ours. */
interface Message {
  getType?(): unknown;
  getProperties?(): Properties | undefined;
  getProvider?(): Message | undefined;
  getResourcesList?(): readonly Message[];
  clearResourcesList?(): unknown;
  getUrn?(): string;
  getName?(): string;
  getOptions?(): unknown;
  getParent?(): string;
  getDependenciesList?(): readonly string[];
  getPropertydependenciesMap?(): unknown;
}

interface Properties {
  toJavaScript?(): unknown;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === "function";
}

function requestOf(call: unknown): Message | undefined {
  return (call as { readonly request?: Message }).request;
}

/**
 * Has V8 look for garbage whenever the heap has grown by half. By itself it lets a heap double first: much of what a
 * large stack seems to need is what the policies before have left behind.
 */
function holdMemoryDown(): void {
  setFlagsFromString("--heap-growing-percent=50");
}

/**
 * Hands the resources of a request out once, followed by a mark; from then on the mark alone, by which stack policies find
 * what the first of them was handed. The mark answers what the SDK asks of a resource.
 */
function openShareOf(request: Message): string | undefined {
  const resources = request.getResourcesList?.() ?? [];
  const options = resources[0]?.getOptions?.();
  if (options === undefined) {
    return undefined;
  }
  const share = openShare();
  const mark: Message = {
    getType: () => "",
    getUrn: () => share,
    getName: () => "",
    getProperties: () => ({ toJavaScript: () => ({}) }),
    getOptions: () => options,
    getProvider: () => undefined,
    getParent: () => "",
    getDependenciesList: () => [],
    getPropertydependenciesMap: () => undefined,
  };
  const list = [...resources, mark];
  list[Symbol.iterator] = () => [...list.splice(0, list.length - 1), mark].values();
  request.clearResourcesList?.();
  request.getResourcesList = () => list;
  return share;
}

/** Keeps what a message's properties unpack to. The SDK copies it before it hands it to a policy. */
function unpackOnce(message: Message | undefined): void {
  for (const properties of [message?.getProperties?.(), message?.getProvider?.()?.getProperties?.()]) {
    if (properties?.toJavaScript !== undefined) {
      const unpack = properties.toJavaScript;
      let unpacked: { readonly value: unknown } | undefined;
      properties.toJavaScript = () => {
        unpacked ??= { value: unpack.call(properties) };
        return unpacked.value;
      };
    }
  }
}
