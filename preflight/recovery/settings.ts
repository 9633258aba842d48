import { copySettings, usualCopyTimes } from "../../model/recovery/copy-times";
import type { Promises } from "../../model/recovery/failures/promises";
import type { ScenarioName } from "../../model/recovery/failures/scenario-names";
import { type LossSettings, usualLoss, usualRecordTag } from "../../model/recovery/rpo";
import { type Efforts, effortSettings, usualEfforts } from "../../model/recovery/standby";
import type { PolicySetting, Profile } from "../analyzer/profile";

/** What a profile says about recovery: a team's own measurements in place of estimates, and which buckets count. */
export interface RecoverySettings extends LossSettings {
  readonly efforts: Efforts;
  readonly promise: Promised;
  /** `namespace name` of a team's own metrics that move when another region is lost. */
  readonly metrics: readonly string[];
  /** What is promised about single failures. */
  readonly promises: Promises;
}

/** What a profile promises, in seconds; null where it promises nothing. */
export interface Promised {
  readonly rtoSeconds: number | null;
  readonly rpoSeconds: number | null;
  /** Of a hundred simulated losses, how many must keep it. */
  readonly rtoPercentile: number;
  readonly rpoPercentile: number;
}

/** What the pack promises where a profile says nothing. */
const usualPromise: Promised = { rtoSeconds: 300, rpoSeconds: 60, rtoPercentile: 90, rpoPercentile: 90 };

export const usualSettings: RecoverySettings = {
  efforts: usualEfforts,
  ...usualLoss,
  promise: usualPromise,
  metrics: [],
  promises: { served: new Map(), missing: new Map(), servedPercentile: 90, missingPercentile: 90 },
};

/** The settings of `recovery-limit-rto` and `recovery-limit-rpo`; what a profile leaves out is an estimate. */
export function recoverySettings(profile: Profile): RecoverySettings {
  const time = profile.get("recovery-limit-rto")?.properties ?? {};
  const loss = profile.get("recovery-limit-rpo")?.properties ?? {};
  const { metrics } = profile.get("recovery-require-outside-notice")?.properties ?? {};
  const promise = {
    rtoSeconds: promiseOf(profile.get("recovery-limit-rto"), usualPromise.rtoSeconds),
    rpoSeconds: promiseOf(profile.get("recovery-limit-rpo"), usualPromise.rpoSeconds),
    rtoPercentile: numberOf(time.percentile) ?? usualPromise.rtoPercentile,
    rpoPercentile: numberOf(loss.percentile) ?? usualPromise.rpoPercentile,
  };
  return {
    efforts: { ...usualEfforts, ...measured(time, effortSettings) },
    copyTimes: { ...usualCopyTimes, ...measured(loss, copySettings) },
    recordTag: {
      key: textOf(loss.recordTag) ?? usualRecordTag.key,
      value: textOf(loss.recordTagValue) ?? usualRecordTag.value,
    },
    promise,
    metrics: Array.isArray(metrics) ? metrics.filter((metric) => typeof metric === "string") : [],
    promises: {
      served: promise.rtoSeconds === null ? new Map() : failuresOf(time.failures),
      missing: promise.rpoSeconds === null ? new Map() : failuresOf(loss.failures),
      servedPercentile: promise.rtoPercentile,
      missingPercentile: promise.rpoPercentile,
    },
  };
}

/** A team's own measurements, by what each setting stands for. */
function measured<Key extends string>(
  settings: Readonly<Record<string, unknown>>,
  names: Readonly<Record<Key, string>>,
): Partial<Record<Key, number>> {
  const all = Object.entries<string>(names) as [Key, string][];
  const own = all.flatMap(([key, name]) => (typeof settings[name] === "number" ? [[key, settings[name]]] : []));
  return Object.fromEntries(own) as Partial<Record<Key, number>>;
}

/** What is of another form, or no failure, the policy itself refuses. */
function failuresOf(value: unknown): ReadonlyMap<ScenarioName, number> {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [ScenarioName, number] => typeof entry[1] === "number"));
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** What a policy's config promises; nothing where it is disabled or asks for no recovery. */
function promiseOf(setting: PolicySetting | undefined, usual: number | null): number | null {
  const { level, properties = {} } = setting ?? {};
  if (level === "disabled" || properties.serves === false) {
    return null;
  }
  return numberOf(properties.maximumSeconds) ?? usual;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
