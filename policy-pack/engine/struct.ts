import { BinaryReader } from "google-protobuf";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/**
 * Runs something that decodes messages, whose properties then stay as bytes until they are asked for as plain values, and
 * are read straight into those. Decoded as usual, each value would become several objects that nobody looks at, and a
 * large stack twice the memory. Whoever asks for anything else than plain values gets a struct decoded as usual.
 */
export function unpackingLate<Result>(decode: () => Result): Result {
  const { deserializeBinaryFromReader: decodeNow } = Struct;
  Struct.deserializeBinaryFromReader = (struct, reader) => {
    const bytes = restOf(reader);
    struct.toJavaScript = () => readStruct(new BinaryReader(bytes)) as ReturnType<Struct["toJavaScript"]>;
    struct.getFieldsMap = (...options) => {
      const decoded = decodeNow(new Struct(), new BinaryReader(bytes));
      struct.getFieldsMap = decoded.getFieldsMap.bind(decoded);
      return decoded.getFieldsMap(...options);
    };
    return struct;
  };
  try {
    return decode();
  } finally {
    Struct.deserializeBinaryFromReader = decodeNow;
  }
}

function restOf(reader: BinaryReader): Uint8Array {
  const start = reader.getCursor();
  while (reader.nextField()) {
    reader.skipField();
  }
  return reader.getBuffer().subarray(start, reader.getCursor());
}

type PlainObject = Record<string, unknown>;

/** In order of the keys, as Protobuf's own maps are, and like them without a key that would name the prototype. */
function readStruct(reader: BinaryReader): PlainObject {
  const entries = new Map<string, unknown>();
  while (reader.nextField()) {
    reader.readMessage(entries, readEntry);
  }
  const object: PlainObject = {};
  entries.delete("__proto__");
  for (const key of [...entries.keys()].sort()) {
    object[key] = entries.get(key);
  }
  return object;
}

function readEntry(entries: Map<string, unknown>, reader: BinaryReader): void {
  const holder: Holder = {};
  let key = "";
  while (reader.nextField()) {
    if (reader.getFieldNumber() === 1) {
      key = reader.readString();
    } else {
      reader.readMessage(holder, readValue);
    }
  }
  entries.set(key, contentOf(holder));
}

/** Takes up the value of a message that is read by a callback; empty when the message says none. */
interface Holder {
  value?: unknown;
}

function contentOf(holder: Holder): unknown {
  if (!("value" in holder)) {
    throw new Error("Unexpected struct type");
  }
  return holder.value;
}

/** The numbers are those of the fields of `google.protobuf.Value`. */
function readValue(holder: Holder, reader: BinaryReader): void {
  while (reader.nextField()) {
    switch (reader.getFieldNumber()) {
      case 1:
        reader.skipField();
        holder.value = null;
        break;
      case 2:
        holder.value = reader.readDouble();
        break;
      case 3:
        holder.value = reader.readString();
        break;
      case 4:
        holder.value = reader.readBool();
        break;
      case 5:
        reader.readMessage(holder, (into, inner) => {
          into.value = readStruct(inner);
        });
        break;
      case 6:
        reader.readMessage(holder, (into, inner) => {
          into.value = readList(inner);
        });
        break;
      default:
        reader.skipField();
    }
  }
}

function readList(reader: BinaryReader): unknown[] {
  const list: unknown[] = [];
  while (reader.nextField()) {
    const item: Holder = {};
    reader.readMessage(item, readValue);
    list.push(contentOf(item));
  }
  return list;
}
