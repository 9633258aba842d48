import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

/** Runs a command that must succeed, and gives what it prints. */
export function run(directory: string, file: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: directory, encoding: "utf8" });
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} ended with status ${status}:\n${stdout}${stderr}`);
  return stdout;
}

export interface Installed {
  /** What `npm pack` makes. */
  readonly tarball: string;
  /** A project that depends on it, and on nothing else. */
  readonly project: string;
  remove(): void;
}

const install = ["install", "--omit=dev", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline"];

/** The package as others get it, with its production dependencies alone. */
export function installPackage(): Installed {
  const place = mkdtempSync(join(tmpdir(), "dr-guardrails-package-"));
  run(root, "npm", "pack", "--silent", "--pack-destination", place);
  const tarball = join(place, readdirSync(place).find((name) => name.endsWith(".tgz")) ?? "");
  const project = join(place, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true }));
  run(project, "npm", ...install, tarball);
  return { tarball, project, remove: () => rmSync(place, { recursive: true, force: true }) };
}
