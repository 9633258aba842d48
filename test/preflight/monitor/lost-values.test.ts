import { forgetLostValues } from "../../../preflight/monitor/lost-values";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";

test.each([
  ["arn:aws:kms:us-east-1:123456789012:key/[object Object]"],
  ["10.0.NaN.0/24"],
  ['{"Statement":[{"Resource":{"__pulumiUnknown":true}}]}'],
  ['{\n  "Resource": {\n    "__pulumiUnknown": true\n  }\n}'],
])("%j is not known", (text) => {
  expect(forgetLostValues({ policy: text, rules: [{ deep: text }] })).toEqual({
    policy: UNKNOWN,
    rules: [{ deep: UNKNOWN }],
  });
});

test("what only resembles the remains of a lookup stays, and so does code", () => {
  const inputs = {
    name: "object Object",
    json: '{"__pulumiUnknown":"true"}',
    count: 3,
    nothing: null,
    code: { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "x === '[object Object]'" },
    secret: { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value: "a-[object Object]" },
  };
  expect(forgetLostValues(inputs)).toEqual({ ...inputs, secret: { ...inputs.secret, value: UNKNOWN } });
});
