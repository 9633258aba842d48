import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../preflight/graph";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "dr-guardrails");
const python = join(cache, "contract-1", "bin", "python");

export interface AskedStack {
  readonly name: string;
  readonly resources: readonly {
    readonly urn: string;
    readonly type: string;
    readonly region: string;
    readonly inputs: JsonObject;
  }[];
}

export interface Refusal {
  readonly stack: string;
  readonly urn: string;
  /** `service:Operation`, `registry` for a schema of AWS's registry; empty where the mapping itself had no place for a property. */
  readonly request: string;
  readonly problem: string;
}

type Counted =
  | "resources"
  | "requests"
  | "values"
  | "patterns"
  | "unknown"
  | "unreadable"
  | "registry values"
  | "registry patterns"
  | "passed over"
  | "without registry";

export interface Answer {
  readonly problems: readonly Refusal[];
  readonly tally: Readonly<Record<Counted, number>>;
  /** Types that are mapped to no request, and how many resources have them. */
  readonly unmapped: Readonly<Record<string, number>>;
}

/** @throws Error when botocore is not installed or the comparison fails */
export function compareWithAws(stacks: readonly AskedStack[]): Answer {
  return ask("check.py", stacks) as Answer;
}

/** A request as a client would send it. */
export interface AskedRequest {
  readonly service: string;
  readonly operation: string;
  readonly params: unknown;
}

/** What AWS's models refuse in each request. @throws Error when botocore is not installed or the comparison fails */
export function compareRequests(requests: readonly AskedRequest[]): readonly (readonly string[])[] {
  return ask("whole_requests.py", requests) as readonly (readonly string[])[];
}

function ask(script: string, question: unknown): unknown {
  if (!existsSync(python)) {
    throw new Error(`${python} is not there. Make it with: test/contract/setup`);
  }
  const { status, stdout, stderr } = spawnSync(python, [join(__dirname, script)], {
    input: JSON.stringify(question),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`${script} ended with status ${status}:\n${stderr}`);
  }
  return JSON.parse(stdout);
}
