import { groupBy } from "../../model/aws/twins";
import { typeOf } from "../monitor/urn";
import type { Level, Severity, Violation } from "../verdict";

/** Findings of one policy and level. */
export interface FindingGroup {
  readonly policy: string;
  readonly level: Level;
  readonly severity: Severity;
  /** How many findings there are. */
  readonly size: number;
  /** The last line of each message, where all have it in common; empty otherwise. */
  readonly remedy: string;
  /** Findings that say the same, each text once. */
  readonly causes: readonly Cause[];
}

/** What was found, and the findings that say so. */
interface Cause {
  readonly text: string;
  readonly violations: readonly Violation[];
}

const severities: readonly Severity[] = ["critical", "high", "medium", "low", "unspecified"];

/**
 * Findings as people read them: mandatory ones first, then what is wrong with a provider, from which other findings
 * follow, then by severity. What is equal in all three keeps its order.
 */
export function groupFindings(violations: readonly Violation[]): readonly FindingGroup[] {
  const groups = groupBy(violations, ({ level, policy }) => `${level} ${policy}`);
  return [...groups.values()].sort((one, other) => compareRanks(rankOf(one), rankOf(other))).map(toGroup);
}

/** Smaller comes first. */
function rankOf(violations: readonly Violation[]): readonly number[] {
  const [first] = violations;
  return [
    first?.level === "mandatory" ? 0 : 1,
    violations.some(({ urn }) => typeOf(urn).startsWith("pulumi:providers:")) ? 0 : 1,
    severities.indexOf(first?.severity ?? "unspecified"),
  ];
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  const differences = one.map((rank, index) => rank - (other[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function toGroup(violations: readonly Violation[]): FindingGroup {
  const [first] = violations;
  if (first === undefined) throw new RangeError("expected a finding");
  const { policy, level, severity } = first;
  const remedy = sharedRemedy(violations);
  const textOf = ({ message }: Violation) => (remedy === "" ? message.trimEnd() : splitMessage(message).found);
  const causes = [...groupBy(violations, textOf)].map(([text, members]) => ({ text, violations: members }));
  return { policy, level, severity, size: violations.length, remedy, causes };
}

function sharedRemedy(violations: readonly Violation[]): string {
  const remedies = new Set(violations.map(({ message }) => splitMessage(message).remedy));
  const [only = ""] = remedies;
  return remedies.size === 1 ? only : "";
}

/** The last line is the remedy; a message of one line has none. */
function splitMessage(message: string): { readonly found: string; readonly remedy: string } {
  const text = message.trimEnd();
  const end = text.lastIndexOf("\n");
  return end === -1 ? { found: text, remedy: "" } : { found: text.slice(0, end), remedy: text.slice(end + 1) };
}
