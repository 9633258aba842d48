import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOwnProfile, ownPack, ownProgram, packageDirectory } from "../../../preflight/commands/locations";
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

test("judges a system of its own by the profile that is named like its blueprint", () => {
  expect(findOwnProfile(program(ownProgram, { "dr-guardrails:blueprint": "payments" }), ownPack)).toBe(
    join("policy-pack", "profiles", "payments.json"),
  );
});

test("lets no foreign program choose its law", () => {
  const directory = mkdtempSync(join(tmpdir(), "preflight-"));
  mkdirSync(join(directory, "policy-pack", "profiles"), { recursive: true });
  writeFileSync(join(directory, "policy-pack", "profiles", "no-such-system.json"), "{}");
  expect(findOwnProfile(program(directory), ownPack)).toBeUndefined();
  expect(findOwnProfile(program(ownProgram), directory)).toBeUndefined();
  expect(findOwnProfile(program(directory), directory)).toBeUndefined();
});

test.each(["../../package", "..", "A", "", "a/b"])("takes no profile from a blueprint called %j", (blueprint) => {
  expect(findOwnProfile(program(ownProgram, { "dr-guardrails:blueprint": blueprint }), ownPack)).toBeUndefined();
});
