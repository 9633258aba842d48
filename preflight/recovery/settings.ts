import { type RecordTag, usualRecordTag } from "../../model/recovery/rpo";
import { type Efforts, usualEfforts } from "../../model/recovery/standby";
import type { Profile } from "../analyzer/profile";

/** What a profile says about recovery: a team's own measurements in place of estimates, and which buckets count. */
export interface RecoverySettings {
  readonly efforts: Efforts;
  readonly recordTag: RecordTag;
}

export const usualSettings: RecoverySettings = { efforts: usualEfforts, recordTag: usualRecordTag };

const keys: Readonly<Record<keyof Efforts, string>> = {
  promotion: "promotionSeconds",
  automaticPromotion: "automaticPromotionSeconds",
  decision: "decisionSeconds",
  firstInstance: "firstInstanceSeconds",
  launch: "launchSeconds",
};

/** The settings of `recovery-limit-rto` and `recovery-limit-rpo`; what a profile leaves out is an estimate. */
export function recoverySettings(profile: Profile): RecoverySettings {
  const time = profile.get("recovery-limit-rto")?.properties ?? {};
  const loss = profile.get("recovery-limit-rpo")?.properties ?? {};
  const own = Object.entries(keys).flatMap(([effort, key]) =>
    typeof time[key] === "number" ? [[effort, time[key]]] : [],
  );
  return {
    efforts: { ...usualEfforts, ...Object.fromEntries(own) },
    recordTag: {
      key: textOf(loss.recordTag) ?? usualRecordTag.key,
      value: textOf(loss.recordTagValue) ?? usualRecordTag.value,
    },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
