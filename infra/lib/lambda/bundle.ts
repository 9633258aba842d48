import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import { type BuildFailure, type BuildOptions, buildSync } from "esbuild";

/** The SDK loads these only when a process has no credentials in its environment; a Lambda function always has. */
const unusedCredentialSources = [
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-login",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
];

/** How a function is bundled. */
export const options = {
  bundle: true,
  platform: "node",
  target: "node18",
  format: "cjs",
  minify: true,
  legalComments: "none",
  // The ES module build of the SDK sheds the commands nobody calls; its CommonJS build is twice the size.
  mainFields: ["module", "main"],
  // The driver of PostgreSQL asks for its native half only when told to.
  external: [...unusedCredentialSources, "pg-native"],
  // No tsconfig.json around the sources has a say, so that the bytes depend on the sources alone.
  tsconfigRaw: {},
  logLevel: "silent",
  metafile: true,
  write: false,
  outfile: "index.js",
} satisfies BuildOptions;

export interface Bundle {
  readonly bytes: Uint8Array;
  /** Every file that it was made from. */
  readonly inputs: readonly string[];
}

/**
 * `<functionsDirectory>/<name>/handler.ts` as one minified CommonJS file that needs nothing but Node. The same sources
 * give the same bytes.
 * @throws RunError when the function is not there or its source does not build
 */
export function bundleFunction(functionsDirectory: string, name: string): Bundle {
  const entry = join(functionsDirectory, name, "handler.ts");
  if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(entry)) {
    throw new RunError(
      `The function ${JSON.stringify(name)} has no source: expected the file <name>/handler.ts in infra/lib/lambda. Use the name of a folder there.`,
    );
  }
  try {
    const result = buildSync({ ...options, absWorkingDir: functionsDirectory, entryPoints: [entry] });
    const inputs = Object.keys(result.metafile.inputs).map((input) => resolve(functionsDirectory, input));
    return { bytes: Buffer.concat(result.outputFiles.map(({ contents }) => contents)), inputs };
  } catch (error) {
    throw new RunError([`The function ${name} does not build. Correct its source:`, ...problems(error)].join("\n"));
  }
}

function problems(error: unknown): readonly string[] {
  if (!isBuildFailure(error)) {
    return [`  ${String(error)}`];
  }
  return error.errors.map(({ location, text }) =>
    location === null ? `  ${text}` : `  ${location.file}:${location.line}:${location.column + 1} ${text}`,
  );
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return typeof error === "object" && error !== null && "errors" in error && Array.isArray(error.errors);
}
