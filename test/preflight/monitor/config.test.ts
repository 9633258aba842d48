import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackConfig } from "../../../preflight/monitor/config";
import { listStacks, type Project, readProject, splitArguments } from "../../../preflight/monitor/project";

const SECRET = "preflight-has-no-key-for-this-secret";

function read(project: string, stack: string, overrides: Record<string, string> = {}) {
  const directory = mkdtempSync(join(tmpdir(), "preflight-"));
  writeFileSync(join(directory, "Pulumi.yaml"), `name: shop\nruntime: nodejs\n${project}`);
  writeFileSync(join(directory, "Pulumi.dev.yaml"), stack);
  return readStackConfig(readProject(directory), "dev", overrides);
}

test.each([
  ["a text", "shop:a: b", { "shop:a": "b" }],
  ["a number, to the last digit", "shop:a: 9007199254740993", { "shop:a": "9007199254740993" }],
  ["a truth value", "shop:a: true", { "shop:a": "true" }],
  ["an object as JSON", "shop:a: {b: [1, two]}", { "shop:a": '{"b":[1,"two"]}' }],
  ["an empty value", "shop:a:", { "shop:a": "" }],
  ["a key without a namespace", "a: b", { "shop:a": "b" }],
  ["a key in the older form", "shop:config:a: b", { "shop:a": "b" }],
  ["an object that only looks encrypted", "shop:a: {secure: x, other: y}", { "shop:a": '{"secure":"x","other":"y"}' }],
])("reads %s", (_what, line, values) => {
  expect(read("", `config:\n  ${line}`)).toEqual({ values, secretKeys: [], notes: [] });
});

test("gives a placeholder for what is encrypted, at any depth, and says so", () => {
  expect(read("", "config:\n  shop:a:\n    secure: v1\n  shop:b:\n    c:\n      secure: v1")).toEqual({
    values: { "shop:a": SECRET, "shop:b": `{"c":"${SECRET}"}` },
    secretKeys: ["shop:a", "shop:b"],
    notes: [
      "config shop:a is encrypted: the program gets a placeholder; pass --config shop:a=... if its value matters",
      "config shop:b is encrypted: the program gets a placeholder; pass --config shop:b=... if its value matters",
    ],
  });
});

test("keeps an override of an encrypted value secret", () => {
  expect(read("", "config:\n  shop:a:\n    secure: v1", { a: "known" })).toEqual({
    values: { "shop:a": "known" },
    secretKeys: ["shop:a"],
    notes: [],
  });
});

test("fills in the project's defaults, which the stack's file and overrides replace", () => {
  const project =
    "config:\n  a:\n    default: one\n  b:\n    default: two\n  c: three\n  aws:region:\n    value: us-east-1";
  expect(read(project, "config:\n  shop:b: B", { "shop:c": "C" }).values).toEqual({
    "shop:a": "one",
    "shop:b": "B",
    "shop:c": "C",
    "aws:region": "us-east-1",
  });
});

test("names what the project requires and nobody sets", () => {
  const project = "config:\n  b:\n    type: string\n  a:\n    type: string\n  aws:region:\n    type: string";
  expect(() => read(project, "config: {}")).toThrow(
    'stack "dev" does not set a, b, which shop requires; add it to the stack\'s file or pass --config',
  );
});

test("says that an environment is not read", () => {
  expect(read("", "environment:\n  - prod").notes).toEqual([
    'stack "dev" imports an environment, which needs a login: its values are not set',
  ]);
});

test.each([
  ["", []],
  ["--import tsx", ["--import", "tsx"]],
  [`--require "./a b.js" '--title=c d'`, ["--require", "./a b.js", "--title=c d"]],
  ['a\\ b "c\\"d"', ["a b", 'c"d']],
])("splits node arguments as a shell does: %j", (text, words) => {
  expect(splitArguments(text)).toEqual(words);
});

describe("the entry point", () => {
  const directory = mkdtempSync(join(tmpdir(), "preflight-"));
  const projectWith = (main: string): Project => {
    writeFileSync(join(directory, "index.js"), "");
    writeFileSync(join(directory, "Pulumi.yaml"), `name: shop\nruntime: nodejs\n${main}`);
    return readProject(directory);
  };

  test.each([
    ["", directory, "."],
    ["main: index.js", directory, "index.js"],
    ["main: .", directory, "."],
    [`main: ${join(directory, "index.js")}`, directory, "index.js"],
  ])("of %j", (main, workingDirectory, entry) => {
    expect(projectWith(main)).toMatchObject({ workingDirectory, main: entry });
  });
});

test("what Pulumi shows beside a stack is no stack", () => {
  const directory = mkdtempSync(join(tmpdir(), "preflight-"));
  for (const name of [
    "Pulumi.yaml",
    "Pulumi.README.yaml",
    "Pulumi.readme.yml",
    "Pulumi.dev.yaml",
    "Pulumi.reader.yaml",
  ]) {
    writeFileSync(join(directory, name), "name: shop\nruntime: nodejs\n");
  }
  expect(listStacks(readProject(directory))).toEqual(["dev", "reader"]);
});
