import { Reader, Writer } from "protobufjs";
import type { Json, JsonObject } from "../graph";

/** Fields of `google.protobuf.Value`, as tags: number and kind of what follows. */
const TAG = { null: 8, number: 17, text: 26, flag: 32, object: 42, list: 50 } as const;

/** The one field of `Struct` and of `ListValue`, and the two of an entry of the map. */
const ITEM = 10;
const KEY = 10;
const VALUE = 18;

/** Writes an object as a `google.protobuf.Struct`. */
export function writeStruct(object: JsonObject, writer = Writer.create()): Writer {
  for (const [key, value] of Object.entries(object)) {
    writer.uint32(ITEM).fork().uint32(KEY).string(key).uint32(VALUE).fork();
    writeValue(value, writer);
    writer.ldelim().ldelim();
  }
  return writer;
}

function writeValue(value: Json, writer: Writer): void {
  switch (typeof value) {
    case "string":
      writer.uint32(TAG.text).string(value);
      return;
    case "number":
      writer.uint32(TAG.number).double(value);
      return;
    case "boolean":
      writer.uint32(TAG.flag).bool(value);
      return;
    case "object":
      writeComposed(value, writer);
      return;
    default:
      throw new Error(`a property is ${typeof value}, expected a value of JSON`);
  }
}

function writeComposed(value: JsonObject | readonly Json[] | null, writer: Writer): void {
  if (value === null) {
    writer.uint32(TAG.null).int32(0);
  } else if (Array.isArray(value)) {
    writer.uint32(TAG.list).fork();
    for (const item of value) {
      writer.uint32(ITEM).fork();
      writeValue(item, writer);
      writer.ldelim();
    }
    writer.ldelim();
  } else {
    writer.uint32(TAG.object).fork();
    writeStruct(value as JsonObject, writer).ldelim();
  }
}

/** Reads a `google.protobuf.Struct` of so many bytes; of all that is left when they are not told. */
export function readStruct(source: Reader | Uint8Array, length?: number): JsonObject {
  const reader = source instanceof Reader ? source : Reader.create(source);
  const entries = new Map<string, Json>();
  inside(reader, length, (tag) => {
    if (tag !== ITEM) {
      return false;
    }
    const [key, value] = readEntry(reader);
    entries.set(key, value);
    return true;
  });
  entries.delete("__proto__"); // a key by that name would become the prototype of what holds it
  return Object.fromEntries(entries);
}

function readEntry(reader: Reader): [string, Json] {
  let key = "";
  let value: Json = null;
  inside(reader, reader.uint32(), (tag) => {
    if (tag === KEY) {
      key = reader.string();
    } else if (tag === VALUE) {
      value = readValue(reader);
    }
    return tag === KEY || tag === VALUE;
  });
  return [key, value];
}

/** A value without a kind is null: the engine writes none. */
function readValue(reader: Reader): Json {
  let value: Json = null;
  inside(reader, reader.uint32(), (tag) => {
    switch (tag) {
      case TAG.null:
        reader.int32();
        value = null;
        return true;
      case TAG.number:
        value = reader.double();
        return true;
      case TAG.text:
        value = reader.string();
        return true;
      case TAG.flag:
        value = reader.bool();
        return true;
      case TAG.object:
        value = readStruct(reader, reader.uint32());
        return true;
      case TAG.list:
        value = readList(reader);
        return true;
      default:
        return false;
    }
  });
  return value;
}

function readList(reader: Reader): readonly Json[] {
  const items: Json[] = [];
  inside(reader, reader.uint32(), (tag) => {
    if (tag === ITEM) {
      items.push(readValue(reader));
    }
    return tag === ITEM;
  });
  return items;
}

/** Gives the tag of each field of a message; a field that is not taken is skipped. */
function inside(reader: Reader, length: number | undefined, take: (tag: number) => boolean): void {
  const end = length === undefined ? reader.len : reader.pos + length;
  if (end > reader.len) {
    throw new RangeError(`a message ends at byte ${end}, expected no later than ${reader.len}`);
  }
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (!take(tag)) {
      reader.skipType(tag & 7);
    }
  }
}
