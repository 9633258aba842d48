import type { Judgement } from "../analyzer/judge";
import type { Profile } from "../analyzer/profile";
import type { Recording } from "../graph";
import { budgetOf } from "../recovery/budget";
import { failureTable } from "../recovery/failures";
import { recoverySettings } from "../recovery/settings";
import { Redactor } from "../redact";
import type { JudgedStack } from "../report/format";
import { blind } from "../secrets";
import { makeVerdict, type Source } from "./verdict";

export interface Judged {
  readonly recording: Recording;
  readonly judgement: Judgement;
  readonly profile: Profile;
  /** The profile's path as the user knows it; null for the pack's defaults. */
  readonly profileFile: string | null;
  readonly source: Source;
  /** Texts to hide besides the secrets of the stack. */
  readonly secrets: readonly string[];
  /** Whether a report will show what becomes of each failure. */
  readonly withFailures: boolean;
  /** When this stack's turn began, by `performance.now`. */
  readonly started: number;
}

export type Conclusion = Pick<JudgedStack, "verdict" | "resources" | "settings">;

/** What follows when a pack has judged a stack: its recovery time and data loss, what becomes of failures, the verdict. */
export function conclude({ recording, judgement, source, secrets, started, ...options }: Judged): Conclusion {
  const resources = blind(recording.resources);
  const settings = recoverySettings(options.profile);
  const computed = budgetOf(resources, settings);
  const redactor = () => new Redactor(recording.resources, recording.outputs, secrets);
  const failures = options.withFailures ? failureTable(resources, settings, redactor()) : undefined;
  const budget = { ...computed, ...(failures === undefined ? {} : { failures }) };
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const verdict = makeVerdict({ recording, judgement, budget, profile: options.profileFile, seconds, secrets, source });
  return { verdict, resources, settings };
}
