import { existsSync } from "node:fs";
import { z } from "zod";
import { PreflightError } from "../problem";
import { readJson } from "../read-json";
import { explain } from "../state/schema";

/** What was found of one kind, by one policy, at one place, and how often. */
const entry = z.strictObject({
  finding: z.enum(["violation", "undetermined", "not judged"]),
  policy: z.string().optional(),
  urn: z.string(),
  path: z.string().optional(),
  count: z.number().int().min(1).optional(),
});
const document = z.strictObject({ schemaVersion: z.literal(1), known: z.array(entry) });

export type KnownEntry = z.infer<typeof entry>;

/** Reads what `--write-known` wrote. Throws a PreflightError for anything else; `option` names who asked. */
export function readKnown(file: string, option: string): readonly KnownEntry[] {
  const parsed = document.safeParse(readJson(file, `${option} ${file}`, "a file that --write-known wrote"));
  if (!parsed.success) {
    throw new PreflightError(`${option} ${file}: ${explain(parsed.error)}; expected a file that --write-known wrote`);
  }
  return parsed.data.known;
}

/** The entries of a file that is about to be written anew; none where there is no such file. */
export function readKnownIfThere(file: string, option: string): readonly KnownEntry[] {
  return existsSync(file) ? readKnown(file, option) : [];
}

/** Sorted and one entry a line, so that a change of the file shows what became of the findings. */
export function knownText(entries: readonly KnownEntry[]): string {
  const lines = [...entries].sort(inOrder).map((item) => `    ${JSON.stringify(tidy(item))}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "schemaVersion": 1,\n  "known": ${list}\n}\n`;
}

/** What has its usual value is left out. */
function tidy({ finding, policy, urn, path, count }: KnownEntry): KnownEntry {
  return {
    finding,
    ...(policy === undefined ? {} : { policy }),
    urn,
    ...(path === undefined || path === "" ? {} : { path }),
    ...(count === undefined || count === 1 ? {} : { count }),
  };
}

function inOrder(left: KnownEntry, right: KnownEntry): number {
  return (
    compare(left.urn, right.urn) ||
    compare(left.finding, right.finding) ||
    compare(left.policy, right.policy) ||
    compare(left.path, right.path)
  );
}

function compare(left = "", right = ""): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
