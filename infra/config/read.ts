import * as pulumi from "@pulumi/pulumi";
import { userError } from "../errors/user-error";
import { parseConfig } from "./parse";
import { describeProblems } from "./problem";
import type { DrConfig } from "./types";

/**
 * What this stack says about its system.
 * @throws pulumi.RunError that lists every problem of the configuration
 */
export function readConfig(): DrConfig {
  const { name: namespace } = new pulumi.Config();
  const prefix = `${namespace}:`;
  const ours = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  const parsed = parseConfig({
    text: Object.fromEntries(ours.map(([key, text]) => [key.slice(prefix.length), text])),
    secretKeys: new Set(ours.filter(([key]) => isSecret(key)).map(([key]) => key.slice(prefix.length))),
  });
  if ("problems" in parsed) {
    throw userError(describeProblems(namespace, pulumi.getStack(), parsed.problems));
  }
  return parsed.config;
}

/** The SDK knows, but does not declare it; should it stop to answer, every value counts as secret. */
function isSecret(key: string): boolean {
  const runtime: { readonly isConfigSecret?: (key: string) => boolean } & object = pulumi.runtime;
  return runtime.isConfigSecret?.(key) !== false;
}
