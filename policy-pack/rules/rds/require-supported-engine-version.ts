import { engineSource, findVersionSupport } from "../../../model/aws/engine-support";
import { tokens } from "../../../model/aws/tokens";
import { union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import { readDayIn, readToday } from "../../engine/clock";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const at = "engineVersion";

function told(ends: string | undefined, today: string): string {
  return ends === undefined
    ? "AWS no longer lists this one"
    : `standard support of this one ${ends < today ? "ended" : "ends"} on ${ends}`;
}

const aurora = { engine: "aurora-postgresql" };

export default resourceRule({
  meta: {
    name: "rds-require-supported-engine-version",
    severity: "medium",
    level: "advisory",
    law: "A database uses an engine version in AWS's standard support.",
    rationale:
      "AWS upgrades versions past support automatically or refuses to create them: a database that must be made anew in a disaster could not be.",
    remediation: "Set engineVersion to a version that AWS still supports, in both regions, and test the upgrade.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html",
    framework: { wellArchitected: "SEC6-BP01", nist: ["SA-22", "SI-2"] },
  },
  config: {
    noticeDays: {
      type: "integer",
      minimum: 0,
      default: 0,
      description: "Days before the end of support at which the policy starts to warn.",
    },
  },
  on: union(tokens.cluster, tokens.globalCluster, tokens.databaseInstance),
  *check(props, { noticeDays }): Check<Finding> {
    const { engine, engineVersion } = props;
    if (engineVersion === undefined || engineVersion === null) {
      return skip("AWS chooses the version");
    }
    const isText = typeof engine === "string" && typeof engineVersion === "string";
    const support = isText ? findVersionSupport(engine, engineVersion) : undefined;
    if (support === undefined) {
      return skip(`nothing is known of the version: AWS's calendars were read on ${engineSource.read}`);
    }
    if (support.isAtLeast && (support.ends ?? "") < readDayIn(noticeDays)) {
      return skip(
        `it is not known how long AWS supports so new a version: its calendar was read on ${engineSource.read}`,
      );
    }
    if (support.ends === undefined || support.ends < readDayIn(noticeDays)) {
      yield { at, got: engineVersion, want: `a version that AWS supports: ${told(support.ends, readToday())}` };
    }
  },
  examples: {
    pass: [
      { because: "the version is supported for long", given: { ...aurora, engineVersion: "17.7" } },
      {
        because: "the version is newer than AWS's calendar was",
        given: { ...aurora, engineVersion: "16.13-limitless" },
      },
    ],
    fail: [
      { because: "AWS has dropped the version", given: { ...aurora, engineVersion: "15.4" }, at: [at] },
      {
        because: "support of the major version has ended",
        type: "aws:rds/instance:Instance",
        given: { engine: "mysql", engineVersion: "5.7.44" },
        at: [at],
      },
      {
        because: "support ends within the notice of the config",
        config: { noticeDays: 60 },
        today: "2026-11-21",
        given: { ...aurora, engineVersion: "15.13" },
        at: [at],
      },
    ],
    undetermined: [
      { because: "the version is unknown", given: { ...aurora, engineVersion: unknown.string }, at: [at] },
    ],
    skip: [
      { because: "AWS chooses the version", given: aurora },
      {
        because: "the calendar says nothing of the day that is asked for",
        today: "2028-06-01",
        given: { ...aurora, engineVersion: "17.11" },
      },
    ],
  },
});
