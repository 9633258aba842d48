import { inspect } from "node:util";
import fc from "fast-check";
import type { Json } from "../../preflight/graph";
import { configSecrets, HIDDEN, Redactor } from "../../preflight/redact";
import { blind, findSecret } from "../../preflight/secrets";
import { queue } from "./analyzer/graph";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: Json) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });
const output = (value: Json) => ({ [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value, secret: true });
const redactor = (...secrets: readonly string[]) => new Redactor([], {}, secrets);

const bound = (hide: Redactor) => ({ free: (of: string) => hide.free(of), text: (of: string) => hide.text(of) });

const key = "pa ss/w\"ö?rd's 100%";
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const percent = (text: string) => encodeURIComponent(text);
const entities = (text: string) =>
  text.replace(/[&"'<>]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`).replaceAll("/", "&#47;");

describe("a text", () => {
  test.each([
    ["as it is", key],
    ["in JSON", json(key)],
    ["in JSON within JSON", json(json(key))],
    ["in JSON within JSON within JSON", json(json(json(key)))],
    ["in JSON of ASCII", json(key).replaceAll("ö", "\\u00f6")],
    ["in JSON of another writer", json(key).replaceAll("/", "\\/").replaceAll("'", "\\u0027")],
    ["in an address", percent(key)],
    ["in an address, in small letters", percent(key).toLowerCase()],
    ["in an address, with all that may be escaped", percent(key).replaceAll("'", "%27")],
    ["in an address that leaves more as it is", encodeURI(key)],
    ["in an address within an address", percent(percent(key))],
    ["in an address within JSON", json(`${percent(key).replaceAll("'", "%27")}`)],
    ["in a form", new URLSearchParams({ "": key }).toString().slice(1)],
    ["in XML", entities(key)],
    ["as Node prints it", `pa ss/w"ö?rd\\'s 100%`],
    ["in base64", Buffer.from(key).toString("base64")],
    ["in base64 of an address", Buffer.from(key).toString("base64url")],
    ["in base64 within an address", percent(Buffer.from(key).toString("base64"))],
    ["in hexadecimal", Buffer.from(key).toString("hex")],
    ["in hexadecimal, in capitals", Buffer.from(key).toString("hex").toUpperCase()],
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

  test("holds no line of a secret of several, whatever stands before and after", () => {
    const pem = [
      "-----BEGIN KEY-----",
      "MIIEvQIBADANBgkqhkiG9w0BAQ",
      "EFAASCBKcwggSjAgEAAoIBAQ",
      "==",
      "-----END KEY-----",
    ];
    const shown = redactor(pem.join("\n")).text(pem.map((line) => `  | '${line}\\n' +`).join("\n"));
    expect(shown.split("\n").map((line) => line.trim())).toEqual([
      ...[0, 1, 2].map(() => `| '${HIDDEN}\\n' +`),
      "| '==\\n' +",
      `| '${HIDDEN}\\n' +`,
    ]);
  });

  test.each([64, 76])("holds no secret in base64 that is wrapped after %d characters", (width) => {
    const long = Array.from({ length: 20 }, (_, index) => `part-${index * 7919}`).join(";");
    const wrapped = (
      Buffer.from(long)
        .toString("base64")
        .match(new RegExp(`.{1,${width}}`, "g")) ?? []
    ).join("\n  ");
    expect(redactor(long).text(`key: |\n  ${wrapped}\nend`)).toBe(`key: |\n  ${HIDDEN}\nend`);
  });

  test("loses all of secrets that begin alike or overlap, wherever they touch", () => {
    const hide = redactor("abcd", "abcdef", "cdefgh");
    expect(hide.text("abcdefgh abcde cdefgh abcdabcd")).toBe(`${HIDDEN} ${HIDDEN}e ${HIDDEN} ${HIDDEN}`);
  });

  test("loses what is short where it is a whole word, numbers only where they are told", () => {
    const short = new Redactor([queue("q", { a: secret("ab1"), b: secret(17), c: secret("1.5") })], {}, []);
    expect(short.text("ab1, 17 and 1.5")).toBe(`${HIDDEN}, 17 and 1.5`);
    expect(redactor("ab1", "17").text("ab1, 17 and ab12")).toBe(`${HIDDEN}, ${HIDDEN} and ab12`);
    expect(redactor("31", "$", "v1.").text("31, 310 and 3.31 or x31; $31 v1.2")).toBe(
      `${HIDDEN}, 310 and 3.${HIDDEN} or x31; ${HIDDEN} ${HIDDEN}2`,
    );
  });

  test("that has lost a secret stays as it is, even where the secret is the word of the mark", () => {
    const hide = (text: string) => redactor("hidden").text(text);
    expect(hide(hide("a hidden bucket"))).toBe(`a ${HIDDEN} bucket`);
  });

  test("loses what a policy multiplied of a secret number", () => {
    const redactor = new Redactor([queue("q", { a: secret(30), b: secret("7"), c: secret("70") })], {});
    expect(redactor.withoutMultiples("at least 180 of 181, 14, 140 or 30")).toBe(
      `at least ${HIDDEN} of 181, 14, ${HIDDEN} or 30`,
    );
    expect(new Redactor([], {}).withoutMultiples("at least 180")).toBe("at least 180");
  });

  test("that names no place loses what is short, and names within secrets that stand nowhere else", () => {
    const { free, text } = bound(
      new Redactor([queue("q", { pin: secret(12), tags: secret({ "hush-key": "x", pin: 5 }) })], {
        out: output({ "k.ü": [] }),
      }),
    );
    const said = "pin 12, 123, hush-key, hush-keys, k.ü; x and 5";
    expect(free(said)).toBe(`pin ${HIDDEN}, 123, ${HIDDEN}, hush-keys, ${HIDDEN}; ${HIDDEN} and ${HIDDEN}`);
    expect(text(said)).toBe(`pin 12, 123, hush-key, hush-keys, k.ü; ${HIDDEN} and 5`);
  });

  test("loses a long secret as a whole that a short one stands in", () => {
    expect(redactor("a 31 b", "31").text("<a 31 b> 31")).toBe(`<${HIDDEN}> ${HIDDEN}`);
  });

  test("loses thousands of short secrets as soon as one", () => {
    const many = Array.from({ length: 5000 }, (_, index) => String.fromCharCode(0x4e00 + index));
    expect(redactor(...many).text(`${many[0]} ${many.slice(4990).join(" ")} 5`)).toBe(
      `${Array.from({ length: 11 }, () => HIDDEN).join(" ")} 5`,
    );
  });

  test.each(["a plain text", "50% of \\ and %zz &nosuch; &#99999999; \\u12", "a\\nb %C3%28 %E2%82"])(
    "is as it was where nothing is secret: %s",
    (text) => {
      expect(redactor("secret-text").text(text)).toBe(text);
    },
  );

  test("is hidden as a whole where secrets are made to be tried everywhere", () => {
    const alike = Array.from({ length: 300 }, (_, index) => `${"a".repeat(index + 4)}b`);
    expect(redactor(...alike).text("a".repeat(20_000))).toBe(HIDDEN);
    expect(redactor(...alike).text("an aaaab")).toBe(`an ${HIDDEN}`);
  });
});

describe("any secret in any text", () => {
  /** Letters, digits, what encodings treat in their own ways, and what is wide. */
  const unit = fc.constantFrom(..."abcXYZ019 /+%\\\"'&<>=?#._~!*()-\n\t\u00e9\u20ac".split(""), "\u{1f389}");
  const secrets = fc.string({ unit, minLength: 4, maxLength: 40 }).filter((text) => text.trim().length >= 4);
  const layers: Readonly<Record<string, (text: string) => string>> = {
    json,
    percent,
    "percent, form": (text) => new URLSearchParams({ "": text }).toString().slice(1),
    xml: entities,
    node: (text) => inspect(text, { breakLength: Number.POSITIVE_INFINITY }).slice(1, -1),
    base64: (text) => Buffer.from(text).toString("base64"),
    base64url: (text) => Buffer.from(text).toString("base64url"),
    hex: (text) => Buffer.from(text).toString("hex"),
  };

  test.each(Object.entries(layers))("is hidden in %s, by itself and in JSON", (_name, encode) => {
    fc.assert(
      fc.property(secrets, fc.string({ unit: "grapheme" }), (value, around) => {
        const hide = redactor(value);
        for (const form of [encode(value), json(encode(value))]) {
          if (form.length >= 8) {
            expect(hide.text(`<${form}>`)).not.toContain(form);
            expect(hide.text(`${around}<${form}>`)).toContain(HIDDEN);
          }
        }
      }),
      { seed: 18, numRuns: 300 },
    );
  });

  test("is hidden, and nothing that is not about it", () => {
    fc.assert(
      fc.property(secrets, fc.string({ unit: "grapheme-composite" }), (value, text) => {
        expect(redactor(value).text(`${text}\u0001${value}\u0001${text}`)).not.toContain(`\u0001${value}\u0001`);
        expect(redactor("never-in-a-text").text(text)).toBe(text);
      }),
      { seed: 18, numRuns: 500 },
    );
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
