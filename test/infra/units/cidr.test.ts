import fc from "fast-check";
import { blockOf, contains, findCidr, overlap, parseCidr } from "../../../infra/units/cidr";

test("reads the first address and the prefix", () => {
  expect(findCidr("10.1.0.0/16")).toEqual({ text: "10.1.0.0/16", first: 167_837_696, prefix: 16 });
});

test.each(["0.0.0.0/0", "255.255.255.255/32", "192.168.128.0/17"])("%s is a block", (text) => {
  expect(findCidr(text)?.text).toBe(text);
});

test.each([
  "10.0.0.1/16",
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0.0/016",
  "10.0.0/16",
  "10.0.0.256/32",
  "010.0.0.0/8",
  "10.0.0.0/16 ",
  "::/0",
  "",
])("%j is no block", (text) => {
  expect(findCidr(text)).toBeUndefined();
});

test("a text that must be a block says what one looks like", () => {
  expect(() => parseCidr("10.0.0.9/8")).toThrow("10.0.0.9/8 is no IPv4 block, expected one such as 10.0.0.0/16");
});

test.each([
  ["10.0.0.0/16", "10.1.0.0/16", false],
  ["10.0.0.0/16", "10.0.255.0/24", true],
  ["10.0.255.0/24", "10.0.0.0/16", true],
  ["10.0.0.0/17", "10.0.128.0/17", false],
  ["10.0.0.0/16", "10.0.0.0/16", true],
  ["0.0.0.0/0", "203.0.113.0/24", true],
])("%s and %s share an address: %s", (one, other, expected) => {
  expect(overlap(parseCidr(one), parseCidr(other))).toBe(expected);
});

test.each([
  ["10.0.0.0/8", "10.255.0.0/16", true],
  ["10.0.0.0/8", "11.0.0.0/16", false],
  ["10.0.0.0/16", "10.0.0.0/8", false],
  ["10.0.0.0/16", "10.0.0.0/16", true],
])("%s holds all of %s: %s", (outer, inner, expected) => {
  expect(contains(parseCidr(outer), parseCidr(inner))).toBe(expected);
});

test("blocks are counted from the first address on", () => {
  const network = parseCidr("10.0.0.0/16");
  expect(blockOf(network, 4, 0).text).toBe("10.0.0.0/20");
  expect(blockOf(network, 4, 15).text).toBe("10.0.240.0/20");
});

test.each([
  [4, 16],
  [4, -1],
  [17, 0],
])("there is no block with %i more bits and number %i in a /16", (extraBits, index) => {
  expect(() => blockOf(parseCidr("10.0.0.0/16"), extraBits, index)).toThrow(RangeError);
});

test("blocks of one network lie inside it, and no two of them share an address", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(),
      fc.nat(),
      (prefix, bits, a, b) => {
        const network = parseCidr(`0.0.0.0/${prefix}`);
        const one = blockOf(network, bits, a % 2 ** bits);
        const other = blockOf(network, bits, b % 2 ** bits);
        expect(contains(network, one)).toBe(true);
        expect(overlap(one, other)).toBe(one.text === other.text);
        expect(findCidr(one.text)).toEqual(one);
      },
    ),
  );
});
