import { spawnSync } from "node:child_process";
import type { Provenance } from "../report/format";
import { readVersion } from "../version";

/** Of this process: when it runs, on which commit, as which command. `words` are those after the program's name. */
export function readProvenance(words: readonly string[], directory: string, now: Date): Provenance {
  return {
    date: `${now.toISOString().slice(0, 16).replace("T", " ")} UTC`,
    commit: readCommit(directory),
    command: ["npx dr-guardrails", ...hideValues(words).map(quote)].join(" "),
    versions: [`dr-guardrails ${readVersion()}`, `Node ${process.versions.node}`],
  };
}

function readCommit(directory: string): string {
  const head = git(directory, "rev-parse", "--verify", "HEAD");
  if (head === undefined) return "not known: git could not be run";
  if (head.status !== 0) return "not known: the directory is no git repository with a commit";
  const changes = git(directory, "status", "--porcelain");
  const isKnown = changes?.status === 0;
  const remark = isKnown
    ? changes.stdout === ""
      ? ""
      : ", with uncommitted changes"
    : ", uncommitted changes not known";
  return `${head.stdout.trim()}${remark}`;
}

/** Without what a repository's settings could start. */
function git(directory: string, ...words: readonly string[]) {
  const safe = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
  const done = spawnSync("git", [...safe, ...words], { cwd: directory, encoding: "utf8", timeout: 5000 });
  return done.error === undefined ? done : undefined;
}

/** A value of config may be a secret; its key is not. */
function hideValues(words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    if (words[index - 1] === "--config") return word.replace(/=.*$/s, "=…");
    return word.startsWith("--config=") ? word.replace(/^(--config=[^=]*)=.*$/s, "$1=…") : word;
  });
}

/** As a POSIX shell reads it. */
function quote(word: string): string {
  return /^[\w@%+=:,./…-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
