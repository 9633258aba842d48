import type { SourcePosition } from "../graph";
import type { Verdict } from "../verdict";
import { exceptionsInWords } from "./exceptions";
import type { JudgedStack } from "./format";

/** What one policy says of one resource, with what it found. */
export interface Case {
  readonly policy: string;
  readonly urn: string;
  readonly outcome: "mandatory" | "advisory" | "undetermined" | "known" | "exempted" | "passed";
  readonly messages: readonly string[];
  readonly source?: SourcePosition;
}

/** From the worst outcome to the best: of several for one policy and resource the worst counts. */
const OUTCOMES: readonly Case["outcome"][] = ["mandatory", "advisory", "undetermined", "known", "exempted", "passed"];

/** One case per policy and resource that was judged, in the order of the verdict: policy, then URN. */
export function casesOf({ verdict, passes }: JudgedStack): readonly Case[] {
  const all = [...found(verdict), ...passes.map((pass): Case => ({ ...pass, outcome: "passed", messages: [] }))];
  const cases = new Map<string, Case>();
  for (const next of all) {
    const key = JSON.stringify([next.policy, next.urn]);
    const known = cases.get(key);
    cases.set(key, known === undefined ? next : join(known, next));
  }
  return [...cases.values()].sort(inOrder);
}

function found({ violations, undetermined, exempted, excepted }: Verdict): readonly Case[] {
  return [
    ...violations.map(({ policy, urn, level, message, source, known }): Case => {
      return { policy, urn, outcome: known === true ? "known" : level, messages: [message], ...at(source) };
    }),
    ...undetermined.map(({ policy, urn, reason, source, known }): Case => {
      return { policy, urn, outcome: known === true ? "known" : "undetermined", messages: [reason], ...at(source) };
    }),
    ...exempted.map(({ policy, urn, path, reason, owner, expires }): Case => {
      return { policy, urn, outcome: "exempted", messages: [`${path}: ${reason} (${owner}, until ${expires})`] };
    }),
    ...excepted.map((item): Case => {
      const { policy, urn, source } = item;
      return { policy, urn, outcome: "exempted", messages: [exceptionsInWords(item)], ...at(source) };
    }),
  ];
}

function at(source: SourcePosition | undefined): Pick<Case, "source"> {
  return source === undefined ? {} : { source };
}

/** The worse outcome, and all that was said under it. */
function join(left: Case, right: Case): Case {
  const [leftRank, rightRank] = [OUTCOMES.indexOf(left.outcome), OUTCOMES.indexOf(right.outcome)];
  if (leftRank === rightRank) {
    return { ...left, messages: [...left.messages, ...right.messages] };
  }
  return leftRank < rightRank ? left : right;
}

function inOrder(left: Case, right: Case): number {
  return compare(left.policy, right.policy) || compare(left.urn, right.urn);
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
