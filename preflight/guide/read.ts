import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { startChild } from "../monitor/child";
import { OutputTail } from "../monitor/output";
import { parseNamedJson } from "../parse-json";
import { PreflightError } from "../problem";
import { explain } from "../state/schema";

const example = z.object({
  because: z.string(),
  given: z.unknown(),
  config: z.unknown().optional(),
  at: z.array(z.string()).optional(),
});
const snippet = z.object({
  settings: z.record(z.string(), z.unknown()).optional(),
  at: z.string(),
  lines: z.array(z.string()),
});
const guideSchema = z.object({
  schemaVersion: z.literal(1),
  policies: z.record(
    z.string(),
    z.object({
      rationale: z.string(),
      pass: z.array(example).optional(),
      fail: z.array(example).optional(),
      snippet: snippet.optional(),
    }),
  ),
});

export type Guide = z.infer<typeof guideSchema>["policies"];
export type Example = z.infer<typeof example>;

/** A program as a diff: what fails a policy, and what makes it pass. */
export type Snippet = z.infer<typeof snippet>;

/**
 * What a pack says of its policies beyond the analyzer protocol. `policyGuide` in the package.json of a pack names a script
 * that prints it; a pack without one has nothing to add. Throws a PreflightError when the script fails.
 */
export async function readGuide(packDirectory: string, timeLimitSeconds: number): Promise<Guide> {
  const directory = resolve(packDirectory);
  const script = findScript(directory);
  if (script === undefined) {
    return {};
  }
  const text = await run(directory, script, timeLimitSeconds);
  const parsed = guideSchema.safeParse(parseNamedJson(script, text));
  if (!parsed.success) {
    throw new PreflightError(`the guide ${script} printed something else: ${explain(parsed.error)}`);
  }
  return parsed.data.policies;
}

function findScript(directory: string): string | undefined {
  const file = join(directory, "package.json");
  if (!existsSync(file)) {
    return undefined;
  }
  const { policyGuide } = parseNamedJson(file, readFileSync(file, "utf8")) as { policyGuide?: unknown };
  return typeof policyGuide === "string" ? resolve(directory, policyGuide) : undefined;
}

async function run(directory: string, script: string, timeLimitSeconds: number): Promise<string> {
  const child = startChild({ file: process.execPath, arguments: [script], directory, environment: process.env });
  const stderr = new OutputTail(child.stderr);
  const timer = setTimeout(() => child.kill(), timeLimitSeconds * 1000);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const { code, signal } = await child.exit;
  clearTimeout(timer);
  if (code !== 0) {
    throw new PreflightError(
      `the guide ${script} ended (${signal ?? `status ${code}`}); its own error follows`,
      stderr.text,
    );
  }
  return Buffer.concat(chunks).toString("utf8");
}
