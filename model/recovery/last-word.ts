import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { HealthCheckArgs } from "@pulumi/aws/route53";
import { known, stated } from "../graph/reading";
import type { Member, Plain } from "../graph/stack";

type HealthCheck = Member<Plain<HealthCheckArgs>>;

const ofServices = /^(AWS\/|CloudWatchSynthetics$)/;

/**
 * Whether a check follows a metric of one's own by which silence changes nothing, neither for the alarm nor for Route 53:
 * it turns when somebody publishes another value, and at no other time. So a latch is made, and no detection.
 */
export function standsByLastWord(check: HealthCheck, alarm: Member<Plain<MetricAlarmArgs>> | undefined): boolean {
  if (alarm === undefined || stated(check, "insufficientDataHealthStatus") !== "LastKnownStatus") {
    return false;
  }
  const namespace = known(() => alarm.props.namespace);
  return typeof namespace === "string" && !ofServices.test(namespace) && stated(alarm, "treatMissingData") === "ignore";
}
