import * as grpc from "@grpc/grpc-js";
import { whileJudging } from "./current-type";

/**
 * What makes a pack of many laws nearly as fast as one of a single law. The SDK unpacks every property of a resource
 * again for each policy, whether that policy looks at it or not (`@pulumi/policy` server.js). It offers one way out,
 * a type written on the validation, which fits laws that know a single token. So the calls are wrapped as the SDK
 * registers them: the type at hand is known while they run (see `onlyFor`), and properties are unpacked once.
 *
 * Should a later SDK register its calls differently, nothing is wrapped and every verdict stays the same, only slower.
 */
export function serveSparingly(start: () => void): void {
  const { addService } = grpc.Server.prototype;
  grpc.Server.prototype.addService = function wrapped(service, implementation) {
    addService.call(this, service, wrapCalls(implementation));
  };
  try {
    start();
  } finally {
    grpc.Server.prototype.addService = addService;
  }
}

type Handler = (call: unknown, callback: unknown) => unknown;

function wrapCalls(implementation: grpc.UntypedServiceImplementation): grpc.UntypedServiceImplementation {
  const calls: Record<string, unknown> = { ...implementation };
  const { analyze, analyzeStack } = calls;
  if (isHandler(analyze)) {
    calls.analyze = (call: unknown, callback: unknown) => {
      const request = requestOf(call);
      unpackOnce(request);
      const type = request?.getType?.();
      return typeof type === "string" ? whileJudging(type, () => analyze(call, callback)) : analyze(call, callback);
    };
  }
  if (isHandler(analyzeStack)) {
    calls.analyzeStack = (call: unknown, callback: unknown) => {
      for (const resource of requestOf(call)?.getResourcesList?.() ?? []) {
        unpackOnce(resource);
      }
      return analyzeStack(call, callback);
    };
  }
  return calls as grpc.UntypedServiceImplementation;
}

/** The parts of the analyzer protocol's messages that are used here; all optional, since they are not ours. */
interface Message {
  getType?(): unknown;
  getProperties?(): Properties | undefined;
  getProvider?(): Message | undefined;
  getResourcesList?(): readonly Message[];
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

/** Keeps what a message's properties unpack to. The SDK copies it before it hands it to a policy. */
function unpackOnce(message: Message | undefined): void {
  for (const properties of [message?.getProperties?.(), message?.getProvider?.()?.getProperties?.()]) {
    const unpack = properties?.toJavaScript;
    if (properties !== undefined && unpack !== undefined) {
      let unpacked: { readonly value: unknown } | undefined;
      properties.toJavaScript = () => {
        unpacked ??= { value: unpack.call(properties) };
        return unpacked.value;
      };
    }
  }
}
