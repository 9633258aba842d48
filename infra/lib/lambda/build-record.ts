import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A file changed this shortly before a build, in milliseconds, may have been read before or after the change. */
const DOUBT_MS = 100;

export interface Build {
  /** The folder that holds the result. Its record lies beside it. */
  readonly folder: string;
  /** Everything besides the inputs that decides what a build gives. */
  readonly recipe: string;
}

export interface FinishedBuild extends Build {
  /** Every file that the build read. */
  readonly inputs: readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Whether the folder holds what a build would give now: the recipe, every input and the result are as recorded. */
export function isUpToDate({ folder, recipe }: Build): boolean {
  if (!existsSync(recordFile(folder)) || !existsSync(folder)) {
    return false;
  }
  const record = readFileSync(recordFile(folder), "utf8");
  const inputs = record
    .split("\n")
    .slice(2)
    .map((line) => line.slice(line.indexOf(" ") + 1));
  return record === recordText(folder, recipe, inputs);
}

/** Remembers a build. Without a record, or with a doubtful one, the next program simply builds again. */
export function recordBuild({ folder, recipe, inputs, startedAt }: FinishedBuild): void {
  const isDoubtful = inputs.some((input) => statSync(input).ctimeMs > startedAt - DOUBT_MS);
  if (isDoubtful) {
    rmSync(recordFile(folder), { force: true });
    return;
  }
  const temporary = `${folder}-${randomUUID()}.tmp`;
  writeFileSync(temporary, recordText(folder, recipe, inputs));
  renameSync(temporary, recordFile(folder));
}

function recordFile(folder: string): string {
  return `${folder}.record`;
}

function recordText(folder: string, recipe: string, inputs: readonly string[]): string {
  return [sha256(recipe), contentOf(folder), ...inputs.map((input) => `${stampOf(input)} ${input}`)].join("\n");
}

/** Names and bytes of all that is in the folder. */
function contentOf(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.map((entry) => (entry.isFile() ? sha256(readFileSync(join(folder, entry.name))) : "folder")).join(",");
}

/** Changes with every write to the file: not even a tool that sets a file's times can set the time of its last change. */
function stampOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? "gone" : `${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
