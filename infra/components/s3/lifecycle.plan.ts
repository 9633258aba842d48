import type { types } from "@pulumi/aws";
import { inDays, type Seconds } from "../../units/time";

export type ColderClass = "STANDARD_IA" | "INTELLIGENT_TIERING" | "GLACIER_IR" | "GLACIER" | "DEEP_ARCHIVE";

export interface LifecycleRule {
  readonly id: string;
  /** The beginning of the keys it is about; empty: every object. */
  readonly prefix: string;
  readonly transitions: readonly { readonly after: Seconds; readonly to: ColderClass }[];
  /** Absent: objects stay until somebody deletes them. */
  readonly expireAfter?: Seconds;
  /** How long a version lives on after another replaced it, or a deletion hid it. */
  readonly expireReplacedAfter: Seconds;
  /** When the parts of an upload that never ended are thrown away. */
  readonly abortUploadsAfter: Seconds;
}

/** AWS: objects stay this long in the first class before a move to infrequent access. */
const earliestInfrequentAccess = 30;

/**
 * Rules as S3 takes them.
 * @throws RangeError when a transition comes too early, or not before the next step of the object's life
 */
export function lifecycleRules(rules: readonly LifecycleRule[]): types.input.s3.BucketLifecycleConfigurationRule[] {
  return rules.map((rule) => {
    refuseDisorder(rule);
    return {
      id: rule.id,
      status: "Enabled",
      filter: { prefix: rule.prefix },
      transitions: rule.transitions.map(({ after, to }) => ({ days: inDays(after), storageClass: to })),
      ...(rule.expireAfter === undefined ? {} : { expiration: { days: inDays(rule.expireAfter) } }),
      noncurrentVersionExpiration: { noncurrentDays: inDays(rule.expireReplacedAfter) },
      abortIncompleteMultipartUpload: { daysAfterInitiation: inDays(rule.abortUploadsAfter) },
    };
  });
}

function refuseDisorder({ id, transitions, expireAfter }: LifecycleRule): void {
  const end = expireAfter === undefined ? [] : [inDays(expireAfter)];
  const steps = [...transitions.map(({ after }) => inDays(after)), ...end];
  const early = transitions.find(({ after, to }) => to === "STANDARD_IA" && inDays(after) < earliestInfrequentAccess);
  const isOrdered = steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0));
  if (early !== undefined || !isOrdered) {
    throw new RangeError(
      `The lifecycle rule ${id} has its steps at ${steps.join(", ")} days, expected growing numbers, infrequent access from day ${earliestInfrequentAccess}.`,
    );
  }
}
