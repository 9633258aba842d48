import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const group = { name: "/aws/lambda/processor" };

export default resourceRule({
  meta: {
    name: "logs-require-retention",
    severity: "low",
    law: "A log group has a retention.",
    rationale:
      "Without a retention, logs are kept, and paid for, for ever; with too short a one, nobody can tell afterwards what happened in an outage.",
    remediation: "Set retentionInDays to a number of days that CloudWatch Logs offers, within the limits.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    framework: { wellArchitected: "OPS8-BP02", nist: ["AU-11", "SI-12"] },
  },
  config: {
    minimumDays: { type: "integer", minimum: 1, default: 1, description: "Shortest retention, in days." },
    maximumDays: { type: "integer", minimum: 1, default: 3653, description: "Longest retention, in days." },
  },
  on: tokens.logGroup,
  *check(props, { minimumDays, maximumDays }): Check<Finding> {
    if (props.logGroupClass === "DELIVERY") {
      return skip("AWS sets the retention of a delivery log group itself");
    }
    const days = props.retentionInDays;
    // 0 means "never expires".
    if (!(typeof days === "number" && days >= Math.max(1, minimumDays) && days <= maximumDays)) {
      yield { at: "retentionInDays", got: days, want: `a number of days from ${minimumDays} to ${maximumDays}` };
    }
  },
  examples: {
    pass: [
      { because: "it keeps events for a month", given: { ...group, retentionInDays: 30 } },
      { because: "it keeps them for the shortest time there is", given: { ...group, retentionInDays: 1 } },
    ],
    fail: [
      { because: "nothing is said", given: group, at: ["retentionInDays"] },
      { because: "events never expire", given: { ...group, retentionInDays: 0 }, at: ["retentionInDays"] },
      {
        because: "the config asks for longer",
        config: { minimumDays: 90 },
        given: { ...group, retentionInDays: 60 },
        at: ["retentionInDays"],
      },
      {
        because: "the config asks for shorter",
        config: { maximumDays: 365 },
        given: { ...group, retentionInDays: 400 },
        at: ["retentionInDays"],
      },
    ],
    undetermined: [
      {
        because: "the retention is unknown",
        given: { ...group, retentionInDays: unknown.number },
        at: ["retentionInDays"],
      },
    ],
    skip: [{ because: "its class is DELIVERY", given: { ...group, logGroupClass: "DELIVERY" } }],
  },
});
