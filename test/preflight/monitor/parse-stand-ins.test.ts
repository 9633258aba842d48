import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { isBuiltText, standInArn, standInText } from "../../../preflight/monitor/lookups/stand-ins";

const preload = join(__dirname, "../../../preflight/monitor/parse-stand-ins.js");

/** What an expression is, in JSON, in a process with the preload. */
function evaluate(expression: string): unknown {
  const script = `process.stdout.write(JSON.stringify(${expression}) ?? "undefined")`;
  const printed = execFileSync(process.execPath, ["--require", preload, "-e", script], { encoding: "utf8" });
  return printed === "undefined" ? undefined : JSON.parse(printed);
}

test.each([standInText("secret"), standInArn("secret")])("every field of %s as JSON is that text", (text) => {
  const parsed = `JSON.parse(${JSON.stringify(text)})`;
  expect(evaluate(`[${parsed}.user, ${parsed}.password]`)).toEqual([text, text]);
  expect(evaluate(`Object.keys({ ...${parsed} })`)).toEqual([text]);
  expect(isBuiltText(JSON.stringify(evaluate(parsed)))).toBe(true);
});

test("it is no promise, no list, and none of the SDK's own things", () => {
  const parsed = `JSON.parse(${JSON.stringify(standInText("secret"))})`;
  expect(evaluate(`typeof ${parsed}.then`)).toBe("undefined");
  expect(evaluate(`typeof ${parsed}.__pulumiAsset`)).toBe("undefined");
  expect(evaluate(`Array.isArray(${parsed})`)).toBe(false);
});

test.each([
  ['{"a":[1]}', { a: [1] }],
  [`{"a":"${standInText("secret")}"}`, { a: standInText("secret") }],
  ["null", null],
])("%s is parsed as always", (text, value) => {
  expect(evaluate(`JSON.parse(${JSON.stringify(text)})`)).toEqual(value);
});

test("a reviver is asked, and what is no JSON is still refused", () => {
  expect(evaluate('JSON.parse("[1,2]", (key, value) => (key === "0" ? 7 : value))')).toEqual([7, 2]);
  expect(() => evaluate('JSON.parse("unknown")')).toThrow("is not valid JSON");
});
