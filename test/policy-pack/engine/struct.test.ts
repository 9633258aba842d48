import * as fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { unpackingLate } from "../../../policy-pack/engine/struct";

type Plain = Parameters<typeof Struct.fromJavaScript>[0];

const late = (bytes: Uint8Array) => unpackingLate(() => Struct.deserializeBinary(bytes));
const bytesOf = (value: object) => Struct.fromJavaScript(value as Plain).serializeBinary();

/* Any name that a property may have, those of the prototype among them. */
const names = fc.oneof(
  fc.string(),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "", "é", "10", "9"),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(names, tie("tree"), { maxKeys: 5 }),
  ),
}));

describe("a struct that is unpacked late", () => {
  test("is what Protobuf's own reading makes of it, keys in the same order", () => {
    fc.assert(
      fc.property(fc.dictionary(names, tree), (value) => {
        const bytes = bytesOf(value);
        const usual = Struct.deserializeBinary(bytes).toJavaScript();
        expect(late(bytes).toJavaScript()).toEqual(usual);
        expect(JSON.stringify(late(bytes).toJavaScript())).toBe(JSON.stringify(usual));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["nothing", {}],
    ["numbers that JSON cannot say", { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: -0 }],
    ["empty things", { text: "", list: [], object: {}, none: null, no: false, zero: 0 }],
    ["lists of lists", { a: [[], [[1], [null, "x"]]] }],
  ])("reads %s", (_what, value) => {
    expect(late(bytesOf(value)).toJavaScript()).toEqual(value);
  });

  test("gives a new copy each time", () => {
    const struct = late(bytesOf({ a: { b: 1 } }));
    expect(struct.toJavaScript().a).not.toBe(struct.toJavaScript().a);
  });

  test("gives its fields to whoever asks for those", () => {
    const struct = late(bytesOf({ a: 1, b: [true] }));
    expect(struct.getFieldsMap().get("a")?.getNumberValue()).toBe(1);
    expect(Struct.deserializeBinary(struct.serializeBinary()).toJavaScript()).toEqual({ a: 1, b: [true] });
  });

  test("has no key that would be the prototype, and keeps one without a name", () => {
    const read = late(bytesOf(JSON.parse('{"__proto__": {"polluted": 1}, "": 2}'))).toJavaScript();
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.entries(read)).toEqual([["", 2]]);
    const nameless = Uint8Array.from([0x0a, 0x04, 0x12, 0x02, 0x20, 0x01]);
    expect(late(nameless).toJavaScript()).toEqual({ "": true });
  });

  test("has its keys in order, in whatever order they came", () => {
    const entry = (letter: number) => [0x0a, 0x07, 0x0a, 0x01, letter, 0x12, 0x02, 0x20, 0x01];
    const bytes = Uint8Array.from([...entry(0x62), ...entry(0x61)]);
    expect(Object.keys(Struct.deserializeBinary(bytes).toJavaScript())).toEqual(["a", "b"]);
    expect(Object.keys(late(bytes).toJavaScript())).toEqual(["a", "b"]);
  });

  test("passes by what a later Protobuf may add to a value", () => {
    const bytes = Uint8Array.from([0x0a, 0x09, 0x0a, 0x01, 0x61, 0x12, 0x04, 0x48, 0x01, 0x20, 0x01]);
    expect(Struct.deserializeBinary(bytes).toJavaScript()).toEqual({ a: true });
    expect(late(bytes).toJavaScript()).toEqual({ a: true });
  });

  test("refuses a value of no kind, as Protobuf does", () => {
    const bytes = Uint8Array.from([0x0a, 0x05, 0x0a, 0x01, 0x61, 0x12, 0x00]);
    expect(() => Struct.deserializeBinary(bytes).toJavaScript()).toThrow("Unexpected struct type");
    expect(() => late(bytes).toJavaScript()).toThrow("Unexpected struct type");
  });

  test("is only what is decoded meanwhile", () => {
    const { deserializeBinaryFromReader } = Struct;
    expect(() =>
      unpackingLate(() => {
        throw new Error("broken bytes");
      }),
    ).toThrow("broken bytes");
    expect(Struct.deserializeBinaryFromReader).toBe(deserializeBinaryFromReader);
  });
});
