import type { Json } from "../../preflight/graph";
import { configSecrets, HIDDEN, hideWords, Redactor } from "../../preflight/redact";
import { blind, findSecret } from "../../preflight/secrets";
import { queue } from "./analyzer/graph";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: Json) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });
const output = (value: Json) => ({ [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value, secret: true });
const redactor = (...secrets: readonly string[]) => new Redactor([], {}, secrets);

describe("a text", () => {
  const key = 'pa ss/w"ö?rd';
  test.each([
    ["as it is", key],
    ["in JSON", JSON.stringify(key).slice(1, -1)],
    ["in JSON within JSON", JSON.stringify(JSON.stringify(key)).slice(3, -3)],
    ["in an address", encodeURIComponent(key)],
    ["in a form", encodeURIComponent(key).replaceAll("%20", "+")],
    ["in base64", Buffer.from(key).toString("base64")],
    ["in base64 of an address", Buffer.from(key).toString("base64url")],
    ["in hexadecimal", Buffer.from(key).toString("hex")],
  ])("holds a secret %s no longer", (_how, form) => {
    expect(redactor(key).text(`<${form}> and ${form}.`)).toBe(`<${HIDDEN}> and ${HIDDEN}.`);
  });

  test.each(["", "u", "us", "use", "user:"])("holds no secret in base64 with %j before it", (before) => {
    const text = Buffer.from(`${before}correct-horse-battery:after`).toString("base64");
    const [start, end] = redactor("correct-horse-battery").text(text).split(HIDDEN);
    expect(text).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const left = `${start}${end}`;
    expect(left.length).toBeLessThanOrEqual(text.length - 26);
  });

  test("loses the longest of secrets that begin alike, wherever they touch", () => {
    const hide = redactor("abcd", "abcdef", "cdefgh");
    expect(hide.text("abcdefgh abcde cdefgh")).toBe(`${HIDDEN}gh ${HIDDEN}e ${HIDDEN}`);
  });

  test("keeps what is as short as chance, apart from whole words that are told", () => {
    expect(redactor("ab1").text("ab1")).toBe("ab1");
    expect(hideWords("31, 310 and 3.31 or x31; $31", ["31", "$"])).toBe(
      `${HIDDEN}, 310 and 3.${HIDDEN} or x31; ${HIDDEN}${HIDDEN}`,
    );
  });

  test("is as it was where nothing is secret", () => {
    expect(redactor("secret-text").text("a plain text")).toBe("a plain text");
  });
});

test("secrets of a config are its values and what they are made of", () => {
  const values = { "p:a": "text", "p:b": '{"user":"ann","keys":["k-1",22]}', "p:plain": "seen" };
  expect(configSecrets(values, ["p:a", "p:b"])).toEqual(["text", values["p:b"], "ann", "k-1", "22"]);
});

describe("a place", () => {
  const resource = queue("q", { a: { b: secret({ c: [1] }) }, list: [1, output(2)], plain: { x: 1 } });
  test.each([
    ["a", "a"],
    ["a.b", "a.b"],
    ["a.b.c[0]", "a.b"],
    ['a["b"]["c"]', 'a["b"]'],
    ["list", "list"],
    ["list[1]", "list[1]"],
    ["list[0]", undefined],
    ["plain.x", undefined],
    ["not.there", undefined],
  ])("%s meets a secret at %s", (path, expected) => {
    expect(findSecret(resource, path)).toBe(expected);
  });
});

test("the blind see an unknown in place of a secret, and all else as it is", () => {
  const plain = queue("p", { x: 1 });
  const [seen, same] = blind([queue("q", { a: secret(1), list: [output("x"), 2] }), plain]);
  expect(seen?.inputs).toEqual({ a: UNKNOWN, list: [UNKNOWN, 2] });
  expect(same).toBe(plain);
});
