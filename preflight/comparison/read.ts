import { z } from "zod";
import { PreflightError } from "../problem";
import { readJson } from "../read-json";
import { explain } from "../state/schema";

const violation = z.object({
  policy: z.string(),
  level: z.enum(["mandatory", "advisory"]),
  severity: z.enum(["critical", "high", "medium", "low", "unspecified"]),
  urn: z.string(),
  path: z.string(),
  got: z.string(),
  want: z.string(),
  message: z.string(),
});
const seconds = z.number().min(0).nullable();
const term = z.object({ objective: z.enum(["rto", "rpo"]), state: z.string(), counted: z.boolean() });
const verdict = z.object({
  schemaVersion: z.literal(1),
  stack: z.string(),
  violations: z.array(violation),
  undetermined: z.array(z.object({ policy: z.string(), urn: z.string(), path: z.string() })),
  notJudged: z.array(z.object({ urn: z.string() })).default([]),
  budget: z.object({ rtoSeconds: seconds, rpoSeconds: seconds, terms: z.array(term) }),
});
const several = z.object({ schemaVersion: z.literal(1), stacks: z.array(verdict) });

/** What a comparison needs of an earlier verdict. */
export type Earlier = z.infer<typeof verdict>;

/** Reads what `--format json` wrote, for one stack or several. Throws a PreflightError for anything else. */
export function readVerdicts(file: string): readonly Earlier[] {
  const document = readJson(file, `--against ${file}`, "the output of --format json");
  const isSeveral = typeof document === "object" && document !== null && "stacks" in document;
  const parsed = isSeveral ? several.safeParse(document) : verdict.safeParse(document);
  if (!parsed.success) {
    throw new PreflightError(`--against ${file}: ${explain(parsed.error)}; expected the output of --format json`);
  }
  return "stacks" in parsed.data ? parsed.data.stacks : [parsed.data];
}
