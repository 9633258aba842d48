import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readText } from "../../preflight/read-text";

const file = join(mkdtempSync(join(tmpdir(), "read-text-")), "state.json");
const read = (bytes: Uint8Array | string) => {
  writeFileSync(file, bytes);
  return readText(file);
};
const wide = (text: string) => Buffer.from(text, "utf16le");

test.each([
  ["as it is", '{"ö": "日🎉"}'],
  ["without lines' ends changed", "{\r\n}"],
  ["that is empty", ""],
])("a text %s", (_what, text) => {
  expect(read(text)).toBe(text);
});

test("a byte order mark is no part of the text", () => {
  expect(read("\ufeff{}")).toBe("{}");
});

test.each([
  ["as PowerShell writes", wide("\ufeff{ö日🎉}")],
  ["the other way round", Buffer.from(wide("\ufeff{ö日🎉}")).swap16()],
  ["without a mark", wide("{ö日🎉}")],
  ["the other way round, without a mark", Buffer.from(wide("{ö日🎉}")).swap16()],
])("UTF-16 %s is read", (_what, bytes) => {
  expect(read(bytes)).toBe("{ö日🎉}");
});

test.each([
  ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), "UTF-32"],
  ["UTF-32, the other way round", Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b]), "UTF-32"],
  ["one byte for each character", Buffer.from('{"ö":1}', "latin1"), "UTF-8"],
  ["UTF-16 that ends within a character", wide("\ufeff{}").subarray(0, 5), "UTF-16"],
  ["UTF-16 with half a character", wide("\ufeff{\ud800}"), "UTF-16"],
])("%s is said to be so, with what to do", (_what, bytes, encoding) => {
  expect(() => read(bytes)).toThrow(
    new RegExp(`state\\.json is (not )?written in ${encoding}, expected .*write it again`),
  );
});

test.each([
  ["that is too large", file],
  ["without end", "/dev/zero"],
])("a file %s is not read to its end", (_what, name) => {
  writeFileSync(file, "x".repeat(1001));
  expect(() => readText(name, 1000)).toThrow(`${name} has more than 1000 bytes, expected fewer`);
});

test("a file as large as may be is read, and a device with an end", () => {
  writeFileSync(file, "x".repeat(1000));
  expect(readText(file, 1000)).toHaveLength(1000);
  expect(readText("/dev/null", 1000)).toBe("");
});
