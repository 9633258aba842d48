import * as grpc from "@grpc/grpc-js";
import { whileJudging } from "./current-type";
import { closeShare, openShare } from "./shared-stack";

/**
 * What makes a pack of many laws nearly as fast as one of a single law. The SDK unpacks a resource again for each policy,
 * whether that policy looks at it or not, and the whole stack again for each stack policy (`@pulumi/policy` server.js).
 * It offers one way out, a type written on the validation, which fits laws that know a single token. So the calls are
 * wrapped as the SDK registers them: the type at hand is known while a resource is judged (see `onlyFor`), its
 * properties are unpacked once, and stack policies share the resources that the first of them was handed.
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

type Handler = (...args: unknown[]) => unknown;

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
      const request = requestOf(call);
      const share = request && openShareOf(request);
      return analyzeStack(call, (...answer: unknown[]) => {
        if (share !== undefined) {
          closeShare(share);
        }
        (callback as Handler)(...answer);
      });
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
  let handedOut = false;
  const list = [...resources, mark];
  list[Symbol.iterator] = () => {
    const next = handedOut ? [mark] : [...resources, mark];
    handedOut = true;
    return next.values();
  };
  request.getResourcesList = () => list;
  return share;
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
