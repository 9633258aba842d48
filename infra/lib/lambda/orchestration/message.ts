import * as z from "zod/mini";
import type { Notice } from "./notice";

/** What a person reads first, by verdict. What is not here is told by its verdict alone. */
const headlines: Readonly<Record<string, string>> = {
  "fail-over": "FAILOVER asked for: the standby is to take over",
  promoted: "The writer has moved, and takes writes",
  "promotion-late": "The promotion takes longer than it should: look at it",
  "failover-not-taken": "RDS takes no failover, and is asked again: a person should look",
  "failover-abandoned": "No failover: the primary is back before RDS took the request",
  "switchover-not-taken": "RDS did not take the switchover",
  "switch-over:writer-lives": "SWITCHOVER asked for: the front door stays lost, the writer lives, nothing is lost",
  "switch-over": "SWITCHOVER asked for, as a person wanted",
  "moved-by-others": "Somebody moved the writer to the standby",
  "failed-back": "The primary writes again",
  "would-fail-over": "DRY RUN: a failover would be asked for now",
  "would-switch-over": "DRY RUN: a switchover would be asked for now",
  "hold:world-reaches-primary": "NO failover: only the standby cannot reach the primary",
  "hold:world-unknown": "NO failover: the name servers do not answer",
  "writer-silent": "The writer does not answer, behind a front door that says it is well",
  "hold:writer-answers": "NO failover: the primary's front door is down, its writer answers",
  "hold:writer-unknown": "NO failover: nobody in the standby says whether the writer answers",
  "hold:copy-flows": "NO failover: the primary's front door is down, its database is still copied",
  "hold:silence-too-short": "NO failover yet: the writer did not answer once, which is not enough",
  "hold:copy-late": "NO failover yet: the copy is late, and one reading is not enough",
  "hold:lease-lasts": "NO failover yet: the old writer's lease is not over",
  "hold:copy-unknown": "NO failover: whether the database is copied cannot be seen",
  "hold:loss-unknown": "NO failover: what it would lose is not known",
  "hold:would-lose-too-much": "NO failover: it would lose more than the promise allows; a person decides",
  "hold:both-front-doors-down": "NO failover: both front doors are down, and DNS answers as if both were well",
  "hold:database-unknown": "NO failover: the global database cannot be seen",
  "hold:writer-not-primary": "NO failover: the writer is not the primary's",
  "hold:writer-moves": "NO failover: the writer is on its way already",
  "hold:standby-not-ready": "NO failover: the standby is not well itself",
  "hold:cooling-down": "NO failover: the last one was too recent",
  "hold:switched-off": "NO failover: it is switched off",
  "hold:switch-unreadable": "NO failover: the switch cannot be read",
};

/** SNS takes 100 characters of ASCII. */
const longestSubject = 100;

export interface Message {
  readonly subject: string;
  readonly body: string;
}

const evidenceShape = z.record(z.string(), z.string());

/** A decision for people: what it is, when, and by which evidence. */
export function composeMessage({ id, system, at, verdict, phase, evidence }: Notice): Message {
  const headline = headlines[verdict] ?? (verdict.startsWith("fail-over:again") ? headlines["fail-over"] : undefined);
  const subject = `[${system}] ${headline ?? verdict}`.replace(/[^\x20-\x7e]/g, "?").slice(0, longestSubject);
  const lines = [headline ?? verdict, "", `verdict: ${verdict}`, `phase: ${phase}`, `at: ${at}`, `decision: ${id}`];
  return { subject, body: [...lines, "", ...evidenceLines(evidence)].join("\n") };
}

function evidenceLines(text: string): readonly string[] {
  try {
    const found = z.safeParse(evidenceShape, JSON.parse(text));
    return found.success ? Object.entries(found.data).map(([name, value]) => `${name}: ${value}`) : [];
  } catch {
    // The decision itself is worth telling without.
    return [];
  }
}
