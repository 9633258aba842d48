import { join } from "node:path";
import type { MethodDefinition, ServiceDefinition } from "@grpc/grpc-js";
import { type Method, Root, type Type, util } from "protobufjs";
import type { Messages, Sent } from "./messages";
import { readStruct, writeStruct } from "./struct";

/** Pulumi's services that are spoken here. */
export type ServiceName = "ResourceMonitor" | "Engine" | "Callbacks" | "Analyzer";

const FILES = ["resource", "engine", "callback", "analyzer"].map((name) => `pulumi/${name}.proto`);

let loaded: Root | undefined;

/** The protocol as its files describe it; read when it is first needed. */
export function protocol(): Root {
  if (loaded === undefined) {
    const root = new Root();
    root.resolvePath = (_origin, target) => (target.startsWith("pulumi/") ? join(__dirname, target) : target);
    root.loadSync(FILES).resolveAll();
    // Properties are read straight into plain values, and written from them: as messages they would take ten times the memory.
    const struct = root.lookupType("google.protobuf.Struct").setup();
    Object.assign(struct, { encode: writeStruct, decode: readStruct });
    loaded = root;
  }
  return loaded;
}

/** Writes and reads messages of one kind. */
export interface Codec<Message> {
  encode(message: Sent<Message>): Buffer;
  decode(bytes: Uint8Array): Message;
}

export function codec<Name extends keyof Messages>(name: Name): Codec<Messages[Name]> {
  return codecOf(protocol().lookupType(`pulumirpc.${name}`)) as Codec<Messages[Name]>;
}

function codecOf(type: Type): Codec<unknown> {
  return {
    encode: (message) => Buffer.from(type.encode(message as Record<string, unknown>).finish()),
    decode: (bytes) => type.decode(bytes),
  };
}

/** A service as gRPC takes it; calls are named as in `registerResource`. */
export function serviceDefinition(name: ServiceName): ServiceDefinition {
  const service = protocol().lookupService(`pulumirpc.${name}`);
  const calls = service.methodsArray.map((method) => [util.lcFirst(method.name), definitionOf(name, method)]);
  return Object.fromEntries(calls);
}

function definitionOf(service: ServiceName, method: Method): MethodDefinition<unknown, unknown> {
  const { resolvedRequestType: request, resolvedResponseType: response } = method;
  if (request === null || response === null) {
    throw new Error(`${service}.${method.name} has no message for its request or its response`);
  }
  const [asked, answered] = [codecOf(request), codecOf(response)];
  return {
    path: `/pulumirpc.${service}/${method.name}`,
    requestStream: method.requestStream === true,
    responseStream: method.responseStream === true,
    requestSerialize: asked.encode,
    requestDeserialize: asked.decode,
    responseSerialize: answered.encode,
    responseDeserialize: answered.decode,
  } as MethodDefinition<unknown, unknown>;
}
