import fc from "fast-check";
import type { Json, JsonObject } from "../../../preflight/graph";
import {
  describeStandIns,
  isBuiltNumber,
  isBuiltText,
  standInArn,
  standInNumber,
  standInText,
} from "../../../preflight/monitor/lookups/stand-ins";
import { forgetLostValues } from "../../../preflight/monitor/lost-values";

/* Nothing that a program makes of an unknown answer is judged as if it were known. */

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";

const number = standInNumber();
const standIn = fc
  .string()
  .map(standInText)
  .chain((text) =>
    fc.constantFrom(text, text.slice(0, 16), text.slice(-20), standInArn(text), ...partsOf(standInArn(text))),
  );

function partsOf(arn: string): readonly string[] {
  return arn.split(/[:/]/).filter((part) => part !== "arn");
}

/** What programs do to a text. */
const textWork: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.tuple(fc.string(), fc.string()).map(
    ([before, after]) =>
      (text: string) =>
        before + text + after,
  ),
  fc.constantFrom<(text: string) => string>(
    (text) => text.toUpperCase(),
    (text) => text.replaceAll(":", "-"),
    (text) => JSON.stringify({ Statement: [{ Effect: "Allow", Resource: [`${text}/*`] }] }, null, 2),
    (text) => JSON.stringify(JSON.stringify({ [text]: text })),
    (text) => encodeURIComponent(text),
    (text) => `#!/bin/sh\necho ${text} > /etc/vpc\n`,
  ),
);

/** The last thing that is done to it, if anything. */
const encoding: fc.Arbitrary<(text: string) => string> = fc.constantFrom(
  (text: string) => text,
  (text: string) => Buffer.from(text).toString("base64"),
  (text: string) => Buffer.from(text).toString("hex"),
);

const builtText = fc
  .tuple(standIn, fc.array(textWork, { maxLength: 3 }), encoding)
  .map(([text, steps, encode]) => encode(steps.reduce((current, step) => step(current), text)));

const builtNumber = fc.constantFrom(
  number,
  number + 1,
  number - 443,
  number * 2,
  number * 24 + 7,
  number / 2,
  number / 60,
  Math.floor(number / 3),
  -number,
  Number.NaN,
  Number.POSITIVE_INFINITY,
);

const built: fc.Arbitrary<Json> = fc.oneof(
  builtText,
  builtNumber,
  fc.constantFrom(`${number}`, `${number + 1} GB`, `10.0.0.0/${number}`),
);

/** Where a program puts it; `find` leads back to it, or to what is unknown around it. */
const place: fc.Arbitrary<readonly [put: (value: Json) => Json, find: (value: Json) => Json]> = fc.constantFrom(
  [(value: Json): Json => value, (value: Json): Json => value],
  [(value: Json): Json => ["a", value], (value: Json): Json => (value as Json[])[1] ?? null],
  [
    (value: Json): Json => ({ inner: { value } }),
    (value: Json): Json => ((value as JsonObject).inner as JsonObject).value ?? null,
  ],
  [(value: Json): Json => ({ a: "b", [String(value)]: "c" }), (value: Json): Json => value],
  [(value: Json): Json => ({ [SIGNATURE]: SECRET, value }), (value: Json): Json => (value as JsonObject).value ?? null],
  [
    (value: Json): Json => ({ [SIGNATURE]: OUTPUT_VALUE, value }),
    (value: Json): Json => (value as JsonObject).value ?? null,
  ],
  [(value: Json): Json => ({ [SIGNATURE]: ASSET, text: `x ${value} y` }), (value: Json): Json => value],
);

test("whatever is built from a stand-in is unknown, wherever it is put", () => {
  fc.assert(
    fc.property(built, place, (value, [put, find]) => {
      fc.pre(typeof value === "string" || Number.isFinite(value) || typeof put("") !== "object");
      const { property } = forgetLostValues({ property: put(value), other: "known" });
      expect(find(property ?? null)).toBe(UNKNOWN);
    }),
    { numRuns: 2000 },
  );
});

test("a word that a program writes itself stays known", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(!/[0-9]{8}|\[object Object\]/.test(JSON.stringify(value)) && !JSON.stringify(value).includes("__proto__"));
      expect(forgetLostValues({ value: value as Json })).toEqual({ value });
    }),
  );
});

test.each([
  0, -1, 1, 80, 443, 1024, 65_535, 86_400, 1_073_741_824, 2_147_483_647, 4_294_967_296, 1_700_000_000, 1_764_503_424,
  1_800_000_000, 123_456_789_012, 1_764_503_424_000, 0.5,
])("%d is a number that people write", (value) => {
  expect(isBuiltNumber(value)).toBe(false);
  expect(isBuiltText(`${value}`)).toBe(false);
});

test.each([
  "",
  "arn:aws:iam::123456789012:role/app",
  "unknown",
  "0123456789abcdef0123456789abcdef",
  "2026-11-30T12:00:00Z",
  "vpc-1234567890abcdef0",
  "20261130115024",
])("%j is a text that people write", (text) => {
  expect(isBuiltText(text)).toBe(false);
});

test("people read words in place of a stand-in", () => {
  expect(describeStandIns(`subnet ${standInText("a")} of ${standInText("b")}, port ${number}`)).toBe(
    "subnet (unknown) of (unknown), port (unknown)",
  );
});
