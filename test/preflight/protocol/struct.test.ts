import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Writer } from "protobufjs";
import type { JsonObject } from "../../../preflight/graph";
import { readStruct, writeStruct } from "../../../preflight/protocol/struct";

const bytesOf = (object: JsonObject) => writeStruct(object).finish();

/** As JSON has it: no -0, and no key that names the prototype. */
const objects = fc
  .dictionary(fc.string(), fc.jsonValue())
  .map((object) => JSON.parse(JSON.stringify(object).replaceAll("__proto__", "proto")) as JsonObject);

test("what is written is read, by Google's own code too, and the other way round", () => {
  fc.assert(
    fc.property(objects, (object) => {
      const bytes = bytesOf(object);
      expect(readStruct(bytes)).toEqual(object);
      expect(Struct.deserializeBinary(bytes).toJavaScript()).toEqual(object);
      const struct = Struct.fromJavaScript(object as Parameters<typeof Struct.fromJavaScript>[0]);
      expect(readStruct(struct.serializeBinary())).toEqual(object);
    }),
  );
});

test("nothing is too deep", () => {
  let object: JsonObject = { end: [] };
  for (let depth = 0; depth < 500; depth += 1) object = { inner: [object] };
  expect(readStruct(bytesOf(object))).toEqual(object);
});

test("a key that names the prototype is left out", () => {
  const object = readStruct(bytesOf(JSON.parse('{ "__proto__": { "polluted": true }, "a": 1 }')));
  expect(object).toEqual({ a: 1 });
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
});

test("a value without a kind is null, and an entry without a value", () => {
  const entry = (write: (writer: Writer) => Writer) =>
    write(Writer.create().uint32(10).fork().uint32(10).string("a")).ldelim().finish();
  expect(readStruct(entry((writer) => writer))).toEqual({ a: null });
  expect(readStruct(entry((writer) => writer.uint32(18).fork().ldelim()))).toEqual({ a: null });
});

test("fields that are not known are skipped", () => {
  const later = Writer.create().uint32(18).string("later").uint32(24).int32(7).finish();
  expect(readStruct(Buffer.concat([later, bytesOf({ a: [1, "x"] }), later]))).toEqual({ a: [1, "x"] });
});

test("a message that ends too early is an error", () => {
  const bytes = bytesOf({ a: { b: "text" } });
  expect(() => readStruct(bytes.subarray(0, bytes.length - 2))).toThrow(/ends at byte|out of range/);
});

test("what is no JSON is not sent", () => {
  expect(() => bytesOf({ a: undefined } as unknown as JsonObject)).toThrow("a property is undefined");
});
