import type { LifecycleRule } from "../components/s3/lifecycle.plan";
import { days } from "../units/time";

/** Records of money under a prefix: in colder and colder classes, and gone after seven years. */
export function keptForSevenYears(id: string, prefix: string): LifecycleRule {
  return {
    id,
    prefix,
    transitions: [
      { after: days(30), to: "STANDARD_IA" },
      { after: days(90), to: "GLACIER_IR" },
      { after: days(365), to: "DEEP_ARCHIVE" },
    ],
    expireAfter: days(2_557),
    expireReplacedAfter: days(90),
    abortUploadsAfter: days(7),
  };
}
