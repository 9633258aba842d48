import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "dr-guardrails");
const python = join(cache, "oracle-1", "bin", "python");

export interface Questions {
  readonly patterns: readonly string[];
  readonly documents: readonly object[];
}

/** Names of actions are in lower case throughout. */
export interface Answers {
  /** Every action that policy_sentry knows, and whether AWS binds it to no resource. */
  readonly policySentry: Readonly<Record<string, boolean>>;
  /** The same by parliament, whose copy of the reference is the oldest, and which asks for required resources only. */
  readonly parliament: Readonly<Record<string, boolean>>;
  /** What each pattern stands for, by policy_sentry. */
  readonly expansions: readonly (readonly string[])[];
  /** The actions of each document that parliament wants bound to a resource. */
  readonly starred: readonly (readonly string[])[];
}

/** @throws Error when the tools are not installed or fail */
export function ask(questions: Questions): Answers {
  return run("answer.py", JSON.stringify(questions)) as Answers;
}

/** What cfn-lint and botocore know of versions that AWS supports. */
export interface Versions {
  /** By runtime of Lambda, the days on which its support ends and on which AWS creates no function on it any more. */
  readonly runtimes: Readonly<Record<string, { readonly deprecated: string; readonly "create-block": string }>>;
  /** Every runtime that Lambda's API takes, by botocore. */
  readonly taken: readonly string[];
  /** The versions of Aurora PostgreSQL that AWS still supports. */
  readonly aurora: readonly string[];
}

/** @throws Error when the tools are not installed or fail */
export function askVersions(): Versions {
  return run("versions.py", "") as Versions;
}

function run(script: string, input: string): unknown {
  if (!existsSync(python)) {
    throw new Error(`${python} is not there. Make it with: test/oracle/setup`);
  }
  const { status, stdout, stderr } = spawnSync(python, [join(__dirname, script)], {
    input,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`${script} ended with status ${status}:\n${stderr}`);
  }
  return JSON.parse(stdout);
}
