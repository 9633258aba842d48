import { isUrn } from "../monitor/urn";
import { PreflightError } from "../problem";
import type { ProfileDocument } from "./profile-version";

/** What Pulumi lets pass: findings of these policies about exactly these resources. */
interface Match {
  readonly policies: readonly string[];
  /** URNs, without patterns. */
  readonly targets: readonly string[];
}

/** An exception of Pulumi's own, of a profile of version 2. Pulumi knows neither who answers for it nor when it ends. */
export interface Exception {
  readonly id: string;
  readonly reason: string;
  readonly match: readonly Match[];
  /** Words in it that Pulumi passes over, `expires` among them. */
  readonly ignored: readonly string[];
}

/** Reads exceptions as Pulumi 3.276 does, in its order. Throws a PreflightError for the first that Pulumi would refuse. */
export function parseExceptions(file: string, exceptions: ProfileDocument): readonly Exception[] {
  return Object.keys(exceptions)
    .sort(compareIds)
    .map((id) => parseException(`profile ${file}: exception ${JSON.stringify(id)}`, id, exceptions[id]));
}

function parseException(what: string, id: string, value: unknown): Exception {
  if (!/^[A-Za-z0-9_.-]+$/.test(id)) {
    throw new PreflightError(`${what} has an id that Pulumi refuses, expected letters, digits, "-", "." and "_"`);
  }
  const { reason, match, ...others } = recordOf(what, value);
  if (typeof reason !== "string" || reason.trim() === "") {
    throw new PreflightError(`${what} has the reason ${shown(reason)}, expected a text`);
  }
  if (!Array.isArray(match) || match.length === 0) {
    throw new PreflightError(`${what} has the match ${shown(match)}, expected at least one { policies, targets }`);
  }
  const entries = match.map((entry: unknown, index) => recordOf(`${what}, match[${index}]`, entry));
  const strays = entries.flatMap((entry) => Object.keys(entry).filter((key) => !["policies", "targets"].includes(key)));
  return {
    id,
    reason,
    match: entries.map((entry, index) => readMatch(`${what}, match[${index}]`, entry)),
    ignored: [...new Set([...Object.keys(others), ...strays])],
  };
}

function readMatch(what: string, { policies, targets }: Readonly<Record<string, unknown>>): Match {
  const names = textsOf(`${what}.policies`, policies, "names of policies");
  const wrong = names.find((name) => name === "" || name === "all");
  if (wrong !== undefined) {
    throw new PreflightError(`${what}.policies has ${shown(wrong)}, expected names of policies, each by itself`);
  }
  const urns = textsOf(`${what}.targets`, targets, "URNs");
  const lost = urns.find((urn) => !isUrn(urn));
  if (lost !== undefined) {
    throw new PreflightError(
      `${what}.targets has ${shown(lost)}, expected a URN as the report shows it; Pulumi knows no patterns there`,
    );
  }
  return { policies: names, targets: urns };
}

function textsOf(what: string, value: unknown, wanted: string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.some((item) => typeof item !== "string")) {
    throw new PreflightError(`${what} is ${shown(value)}, expected a list of ${wanted}`);
  }
  return value as readonly string[];
}

function recordOf(what: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PreflightError(`${what} is ${shown(value)}, expected an object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "not set";
}

/** Runs of digits by their number, as Pulumi sorts ids: `EXC-2` comes before `EXC-10`. */
function compareIds(one: string, other: string): number {
  const [left, right] = [runsOf(one), runsOf(other)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = compareRuns(left[index] ?? "", right[index] ?? "");
    if (difference !== 0) {
      return difference;
    }
  }
  return left.length - right.length || compareTexts(one, other);
}

function runsOf(id: string): readonly string[] {
  return id.match(/\d+|\D+/g) ?? [];
}

function compareRuns(one: string, other: string): number {
  if (/^\d/.test(one) && /^\d/.test(other)) {
    const [left, right] = [BigInt(one), BigInt(other)];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return compareTexts(one, other);
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
