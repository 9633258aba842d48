import { toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import { withTimeLimit } from "../runtime/time-limit";
import type { Inspector, Limits } from "./inspector";
import { type Finding, judgeBackups, judgeCapacity, judgeReplication, judgeStandby } from "./judgement";

/** Long enough for three tries of the slowest question. */
const QUESTION_LIMIT_MS = 15_000;

export const aspects = ["ReplicationCurrent", "StandbyHealthy", "CapacityEqual", "BackupsFresh"] as const;

/** Also the name of its metric. */
export type Aspect = (typeof aspects)[number];

export type Readiness = Readonly<Record<Aspect, Finding>>;

export interface ReadinessArgs {
  readonly inspector: Inspector;
  readonly limits: () => Promise<Limits>;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Whether the other region could take over now. What cannot be found out is not ready. */
export async function findReadiness({ inspector, limits, now, log }: ReadinessArgs): Promise<Readiness> {
  const questions: Readonly<Record<Aspect, (signal: AbortSignal) => Promise<Finding>>> = {
    ReplicationCurrent: async (signal) => judgeReplication(await inspector.replication(signal)),
    StandbyHealthy: async (signal) => judgeStandby(await inspector.ask("/health", signal)),
    CapacityEqual: async (signal) => {
      const [here, there] = await Promise.all([
        inspector.capacity("here", signal),
        inspector.capacity("there", signal),
      ]);
      return judgeCapacity(here, there);
    },
    BackupsFresh: async (signal) => {
      const { backupAgeSeconds } = await limits();
      return judgeBackups(await inspector.newestBackup(signal), now(), backupAgeSeconds);
    },
  };
  const answered = await Promise.all(
    aspects.map(async (aspect) => [aspect, await answer(aspect, questions[aspect], log)] as const),
  );
  return Object.fromEntries(answered) as Record<Aspect, Finding>;
}

export function isReady(readiness: Readiness): boolean {
  return aspects.every((aspect) => readiness[aspect].passed);
}

async function answer(aspect: Aspect, ask: (signal: AbortSignal) => Promise<Finding>, log: Logger): Promise<Finding> {
  try {
    const finding = await withTimeLimit(aspect, QUESTION_LIMIT_MS, ask);
    if (!finding.passed) {
      log.warn("not ready", { aspect, reason: finding.reason });
    }
    return finding;
  } catch (thrown) {
    log.error("readiness not known", { aspect, ...toFailure(thrown).logFields });
    return { passed: false, reason: "not-known" };
  }
}
