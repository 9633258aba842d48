import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JsonObject } from "../graph";

type JavaScriptObject = { [key: string]: JavaScriptValue };

export function toStruct(object: JsonObject): Struct {
  return Struct.fromJavaScript(object as JavaScriptObject);
}

export function fromStruct(struct: Struct | undefined): JsonObject {
  return struct === undefined ? {} : (struct.toJavaScript() as JsonObject);
}
