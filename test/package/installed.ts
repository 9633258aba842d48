import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";

export const root = resolve(__dirname, "../..");

/** Runs a command that must succeed, and gives what it prints. */
export function run(directory: string, file: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: directory, encoding: "utf8", maxBuffer: 1e8 });
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

export const install = ["install", "--omit=dev", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline"];

/** A copy of the checkout, with its packages: what packing builds stays out of the checkout, and of other tests' way. */
export function copyCheckout(target: string): void {
  const left = new Set([".git", "node_modules", join("infra", ".build")]);
  cpSync(root, target, { recursive: true, filter: (path) => !left.has(relative(root, path).split("/").join(sep)) });
  symlinkSync(join(root, "node_modules"), join(target, "node_modules"));
}

/** Makes a repository of a folder. */
export function commitAll(directory: string): void {
  const by = ["-c", "user.name=dev", "-c", "user.email=dev@example.com"];
  run(directory, "git", "init", "--quiet", "--initial-branch", "main");
  run(directory, "git", "add", ".");
  run(directory, "git", ...by, "commit", "--quiet", "--message", "all");
}

/** Packs the package in a new folder; returns the tarball's path. */
export function packPackage(place: string): string {
  const checkout = join(place, "checkout");
  copyCheckout(checkout);
  run(checkout, "npm", "pack", "--silent", "--pack-destination", place);
  return join(place, readdirSync(place).find((name) => name.endsWith(".tgz")) ?? "");
}

/** The package as others get it, with its production dependencies alone. */
export function installPackage(): Installed {
  const place = mkdtempSync(join(tmpdir(), "dr-guardrails-package-"));
  const tarball = packPackage(place);
  const project = join(place, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true }));
  run(project, "npm", ...install, tarball);
  return { tarball, project, remove: () => rmSync(place, { recursive: true, force: true }) };
}
