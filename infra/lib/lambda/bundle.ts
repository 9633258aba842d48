import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type BuildFailure, type BuildOptions, buildSync } from "esbuild";

/** The SDK loads these only when a process has no credentials in its environment; a Lambda function always has. */
const unusedCredentialSources = [
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-login",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
];

const options = {
  bundle: true,
  platform: "node",
  target: "node18",
  format: "cjs",
  minify: true,
  legalComments: "none",
  // The ES module build of the SDK sheds the commands nobody calls; its CommonJS build is twice the size.
  mainFields: ["module", "main"],
  external: unusedCredentialSources,
  // No tsconfig.json around the sources has a say, so that the bytes depend on the sources alone.
  tsconfigRaw: {},
  logLevel: "silent",
  write: false,
  outfile: "index.js",
} satisfies BuildOptions;

/**
 * `<functionsDirectory>/<name>/handler.ts` as one minified CommonJS file that needs nothing but Node. The same sources
 * give the same bytes.
 * @throws pulumi.RunError when the function is not there or its source does not build
 */
export function bundleFunction(functionsDirectory: string, name: string): Uint8Array {
  const entry = join(functionsDirectory, name, "handler.ts");
  if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(entry)) {
    throw new pulumi.RunError(
      `The function ${JSON.stringify(name)} has no source: expected the file <name>/handler.ts in infra/lib/lambda. Use the name of a folder there.`,
    );
  }
  try {
    const [bundle] = buildSync({ ...options, absWorkingDir: functionsDirectory, entryPoints: [entry] }).outputFiles;
    if (bundle === undefined) {
      throw new Error("The bundler gave no file.");
    }
    return bundle.contents;
  } catch (error) {
    throw new pulumi.RunError(
      [`The function ${name} does not build. Correct its source:`, ...problems(error)].join("\n"),
    );
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
