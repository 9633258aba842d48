import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  chooseFileProfile,
  chooseProgramProfile,
  ownPack,
  ownProgram,
  packageDirectory,
} from "../../../preflight/commands/locations";
import type { Program } from "../../../preflight/monitor/program";

const program = (directory: string, values: Record<string, string> = {}): Program => ({
  project: {
    name: "dr-guardrails",
    file: join(directory, "Pulumi.yaml"),
    directory,
    workingDirectory: directory,
    main: "main.js",
    runtime: { typescript: false, nodeArguments: [] },
    config: {},
    stackConfigDirectory: directory,
  },
  stack: "no-such-system",
  organization: "organization",
  config: { values, secretKeys: [], notes: [] },
});

test("knows where its own program and pack are", () => {
  expect([ownProgram, ownPack]).toEqual([join(packageDirectory, "infra"), packageDirectory]);
});

const chosen = (directory: string, values: Record<string, string> = {}, pack = ownPack) =>
  chooseProgramProfile(program(directory, values), pack).name;

test("judges a system of its own by the profile that is named like its blueprint", () => {
  expect(chosen(ownProgram, { "dr-guardrails:blueprint": "payments" })).toBe("payments");
  expect(chosen(ownProgram)).toBeUndefined();
});

test("judges a foreign program by the baseline, whatever it calls itself, and asks another pack by its own defaults", () => {
  const directory = mkdtempSync(join(tmpdir(), "preflight-"));
  expect(chosen(directory)).toBe("org-baseline");
  expect(chosen(directory, { "dr-guardrails:blueprint": "fleet" })).toBe("org-baseline");
  expect(chosen(ownProgram, {}, directory)).toBeUndefined();
  expect(chosen(directory, {}, directory)).toBeUndefined();
});

test("judges an export of its own project by the profile of its system, any other by the baseline", () => {
  expect(chooseFileProfile("dr-guardrails", "healthcare", ownPack).name).toBe("healthcare");
  expect(chooseFileProfile("dr-guardrails", "some-stack", ownPack).name).toBeUndefined();
  expect(chooseFileProfile("shop", "healthcare", ownPack).name).toBe("org-baseline");
});

test.each(["../../package", "..", "A", "", "a/b", "schema"])(
  "takes no profile from a blueprint called %j",
  (blueprint) => {
    expect(chosen(ownProgram, { "dr-guardrails:blueprint": blueprint })).toBeUndefined();
  },
);
