import * as pulumi from "@pulumi/pulumi";
import { AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import { FunctionRule } from "../components/events/function-rule";
import { type FunctionCode, RegionalFunction } from "../components/lambda/regional-function";
import { Queue } from "../components/sqs/queue";
import { queueGrants } from "../iam/grants/sqs";
import { PEER_DOMAIN_FAILURES } from "../lib/lambda/domain-check/check-domain";
import { PAYMENTS_NAMESPACE } from "../lib/lambda/payments/metrics";
import type { Arn } from "../naming/arns";
import type { Region } from "../regions/pair";
import { days } from "../units/time";
import type { Site } from "./payments";

export interface DomainCheckArgs {
  readonly code: FunctionCode;
  readonly tableName: string;
  readonly apiName: string;
}

/** Three minutes without an answer: one that was lost on its way tells nothing. Nor does one question that failed. */
const tolerated = { minutes: 3, errors: { events: 1, minutes: 2 } };

/**
 * Each region asks the other one by the name that callers use: its custom domain, its mapping and its certificate are
 * what nobody asks while the name leads elsewhere.
 */
export function domainCheck(site: Site, peer: Site, { code, tableName, apiName }: DomainCheckArgs): readonly Arn[] {
  const { region, names, topic } = site;
  const deadLetters = lettersIn(region, site);
  const check = new RegionalFunction(`domain-check-${region.role}`, {
    region,
    functionName: names.domainCheck,
    roleName: names.domainCheckRole,
    logGroupName: names.domainCheckLogs,
    code,
    environment: {
      SERVICE_NAME: "payment-domain-check",
      REGION_ROLE: region.role,
      TABLE_NAME: tableName,
      METRICS_NAMESPACE: PAYMENTS_NAMESPACE,
      PEER_URL: pulumi.interpolate`https://${peer.domain.target}`,
      SERVED_NAME: apiName,
    },
    statements: [],
    deadLetters,
  });
  new FunctionRule(`domain-check-rule-${region.role}`, {
    region,
    ruleName: names.domainCheckRule,
    description: `Asks ${peer.region.name} by the name that callers use`,
    trigger: { schedule: "rate(1 minute)" },
    function: check,
    deadLetters,
  });
  const of = { namespace: PAYMENTS_NAMESPACE, tableName, metricName: PEER_DOMAIN_FAILURES };
  const { peerDomain, domainCheckErrors, domainCheckThrottles } = names.alarms;
  const alarms = {
    domain: alarm.peerUnanswered(peerDomain, peer.region.name, of, tolerated.minutes),
    errors: alarm.functionErrors(domainCheckErrors, check.functionName, tolerated.errors),
    throttles: alarm.functionThrottles(domainCheckThrottles, check.functionName, alarm.noTolerance),
  };
  const { alarmNames } = new AlarmSet(`alarms-domain-${region.role}`, { topic, alarms });
  return alarmNames.map((name) => region.arns.alarm(name));
}

function lettersIn(region: Region, { names }: Site): Queue {
  const rule = region.arns.defaultRule(names.domainCheckRule);
  const letters = region.arns.queue(names.domainCheckLetters);
  return new Queue(`domain-check-letters-${region.role}`, {
    region,
    queueName: names.domainCheckLetters,
    retention: days(14),
    statements: [queueGrants.receiveUndelivered(letters, "ReceiveUndelivered", rule)],
  });
}
