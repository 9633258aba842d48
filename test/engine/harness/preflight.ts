import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { repository, runToEnd } from "./cli";
import { isDefaultProvider } from "./events";
import { type Finding, sortFindings } from "./finding";

/** The part of the public JSON verdict that the engine has an answer to as well. */
interface Verdict {
  readonly resources: number;
  readonly violations: readonly (Finding & { readonly level: string })[];
  readonly undetermined: readonly unknown[];
  readonly excepted: readonly (Finding & { readonly exceptions: readonly { readonly id: string }[] })[];
}

export interface PreflightAnswer {
  readonly status: number;
  readonly findings: readonly Finding[];
  /** What rejects nothing. */
  readonly advice: readonly Finding[];
  readonly undetermined: readonly unknown[];
  /** What Pulumi's exceptions let pass, with the ids of those that do. */
  readonly excepted: readonly (Finding & { readonly ids: readonly string[] })[];
}

async function command(args: readonly string[], cwd: string): Promise<PreflightAnswer> {
  const main = join(repository, "preflight/main.js");
  const { status, stdout, stderr } = await runToEnd(process.execPath, [main, ...args, "--format", "json"], { cwd });
  if (status === 2) throw new Error(`dr-guardrails ${args.join(" ")} could not judge:\n${stderr}${stdout}`);
  const verdict = JSON.parse(stdout) as Verdict;
  const { violations, undetermined } = verdict;
  const excepted = verdict.excepted
    .map(({ policy, urn, path, exceptions }) => ({ policy, urn, path, ids: exceptions.map(({ id }) => id) }))
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  const findings = inOrder(violations.filter(({ level }) => level === "mandatory"));
  const advice = inOrder(violations.filter(({ level }) => level === "advisory"));
  return { status, findings, advice, undetermined, excepted };
}

function inOrder(violations: readonly Finding[]): readonly Finding[] {
  return sortFindings(violations.map(({ policy, urn, path }) => ({ policy, urn, path })));
}

/** Runs a program without an engine, judges it, and writes what it declares to `graph`. */
export function check(program: string, stack: string, graph: string, profile?: string): Promise<PreflightAnswer> {
  return command(["check", "--program", program, "--stack", stack, "--export", graph, ...judgedBy(profile)], program);
}

/** Judges a state file without an engine. */
export function analyze(file: string, profile?: string): Promise<PreflightAnswer> {
  return command(["analyze", "--file", file, ...judgedBy(profile)], repository);
}

/** What Pulumi holds without a profile; the preflight would judge a program of another place by the baseline. */
const packDefaults = "test/engine/harness/pack-defaults.json";

function judgedBy(profile = packDefaults): readonly string[] {
  return ["--profile", resolve(repository, profile)];
}

/** The resources of a state file; providers that an engine would make itself are left out. */
export function urnsOf(file: string): readonly string[] {
  const state = JSON.parse(readFileSync(file, "utf8")) as { deployment: { resources: { urn: string }[] } };
  return state.deployment.resources
    .map(({ urn }) => urn)
    .filter((urn) => !isDefaultProvider(urn))
    .sort();
}
