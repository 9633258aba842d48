import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { HealthCheckArgs, RecordArgs } from "@pulumi/aws/route53";
import { Directory } from "../../model/aws/references";
import { asksEndpoint } from "../../model/aws/routing";
import { tokens } from "../../model/aws/tokens";
import { stated } from "../../model/graph/reading";
import type { Member, Plain, Stack } from "../../model/graph/stack";
import { longest, type Term } from "./recovery-term";

export type HealthCheck = Member<Plain<HealthCheckArgs>>;

/** What Route 53 takes when a health check leaves them out. */
const usualInterval = 30;
const usualThreshold = 3;
/**
 * From the last period of an alarm to the answers of DNS: AWS states 360 to 420 seconds for an EventBridge global
 * endpoint, whose alarm takes five periods of 60 seconds.
 */
const afterAlarm = 120;

/** How long the health checks of a stack take to find out. Reading a term throws while it is unknown. */
export class Detections {
  private readonly checks: Directory<Plain<HealthCheckArgs>>;
  private readonly alarms: Directory<Plain<MetricAlarmArgs>>;

  constructor(stack: Stack) {
    this.checks = new Directory(stack.of(tokens.healthCheck));
    this.alarms = new Directory(stack.of(tokens.metricAlarm));
  }

  /** The check of this stack that a record follows. */
  find(record: Member<Plain<RecordArgs>>): HealthCheck | undefined {
    return this.checks.find(record, "healthCheckId", () => record.props.healthCheckId).members[0];
  }

  /** Undefined when what decides is outside the stack, or a person. */
  of(check: HealthCheck): Term | undefined {
    const type = String(stated(check, "type")).toUpperCase();
    if (asksEndpoint(type)) {
      return endpointTerm(check);
    }
    if (type === "CLOUDWATCH_METRIC") {
      return this.alarmTerm(check);
    }
    return type === "CALCULATED" ? longest(this.childTerms(check)) : undefined;
  }

  private alarmTerm(check: HealthCheck): Term | undefined {
    const [alarm] = this.alarms.find(check, "cloudwatchAlarmName", () => check.props.cloudwatchAlarmName).members;
    const period = alarm && stated(alarm, "period");
    if (alarm === undefined || typeof period !== "number") {
      return undefined;
    }
    const periods = Number(alarm.props.evaluationPeriods);
    const at = "evaluationPeriods";
    return { name: "detection by alarm", seconds: period * periods + afterAlarm, urn: alarm.urn, at, got: periods };
  }

  /** A calculated check is as slow as its slowest child; Route 53 refuses calculated children. */
  private childTerms(check: HealthCheck): readonly Term[] {
    const ids = check.props.childHealthchecks ?? [];
    const children = Array.from({ length: ids.length }, (_, index) =>
      this.checks.find(check, "childHealthchecks", () => ids[index]),
    ).flatMap(({ members }) => members);
    return [...new Set(children)]
      .filter((child) => String(stated(child, "type")).toUpperCase() !== "CALCULATED")
      .flatMap((child) => this.of(child) ?? []);
  }
}

function endpointTerm(check: HealthCheck): Term {
  const interval = stated(check, "requestInterval") ?? usualInterval;
  const threshold = stated(check, "failureThreshold") ?? usualThreshold;
  return {
    name: "detection",
    seconds: Number(interval) * Number(threshold),
    urn: check.urn,
    at: "failureThreshold",
    got: threshold,
  };
}
