import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { BreakName } from "../overlay/breaks";
import { repository } from "./cli";

/** What a working copy has of the repository's top level: all that a Pulumi command with the pack needs. */
const shared = ["node_modules", "policy-pack", "package.json", "PulumiPolicy.yaml", "tsconfig.json"];

/**
 * A folder that looks like the repository to Pulumi and is made of links, so that `pulumi` may write into its stack
 * files and a test may put another program in the place of `infra/main.js`.
 */
export class WorkingCopy {
  readonly path = mkdtempSync(join(tmpdir(), "dr-guardrails-engine-"));
  readonly program = join(this.path, "infra");
  private readonly main = join(this.program, "main.js");

  constructor() {
    for (const name of shared) symlinkSync(join(repository, name), join(this.path, name));
    mkdirSync(this.program);
    for (const entry of readdirSync(join(repository, "infra"))) this.take(join(repository, "infra", entry));
    // Where the program bundles function code, even if it has never run yet.
    mkdirSync(join(repository, "infra/.build"), { recursive: true });
    symlinkSync(join(repository, "infra/.build"), join(this.program, ".build"));
  }

  private take(source: string): void {
    const target = join(this.program, basename(source));
    if (basename(source) === ".build") return;
    if (/^Pulumi\..*yaml$|^Pulumi\.yaml$/.test(basename(source))) copyFileSync(source, target);
    else symlinkSync(source, target);
  }

  /** From now on the program is the repository's, with one thing in it broken. */
  breakProgram(name: BreakName): void {
    this.replaceMain([
      `require(${JSON.stringify(join(repository, "test/engine/overlay/apply.ts"))}).applyBreak(${JSON.stringify(name)});`,
      `module.exports = require(${JSON.stringify(join(repository, "infra/index.ts"))});`,
    ]);
  }

  /** From now on the program is the repository's own again. */
  mendProgram(): void {
    unlinkSync(this.main);
    symlinkSync(join(repository, "infra/main.js"), this.main);
  }

  /** From now on the program is this one, in JavaScript. */
  putProgram(lines: readonly string[]): void {
    this.replaceMain(lines);
  }

  private replaceMain(lines: readonly string[]): void {
    unlinkSync(this.main);
    writeFileSync(
      this.main,
      [`require(${JSON.stringify(join(repository, "run-typescript"))});`, ...lines, ""].join("\n"),
    );
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
