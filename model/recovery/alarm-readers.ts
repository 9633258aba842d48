import type { CompositeAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { HealthCheckArgs } from "@pulumi/aws/route53";
import { Directory, Referrers } from "../aws/references";
import { tokens } from "../aws/tokens";
import type { Interruption } from "../graph/interruption";
import { known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { union } from "../graph/tokens";

type Composite = Member<Plain<CompositeAlarmArgs>>;

/** A state that a composite's rule asks for, with the name or the ARN of the alarm: `ALARM("too slow")`, `OK(errors)`. */
const ASKED = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)/g;

/** Which alarms others read: composite alarms, and the health checks that follow an alarm. */
export class AlarmReaders {
  /** Readers that may read any of them. */
  readonly unknown: readonly Interruption[];
  private readonly readers = new Map<string, Member<unknown>[]>();

  constructor(stack: Stack) {
    const alarms = stack.of(union(tokens.metricAlarm, tokens.compositeAlarm));
    const directory = new Directory(alarms);
    const lost: Interruption[] = [];
    for (const composite of stack.of(tokens.compositeAlarm)) {
      lost.push(...this.addComposite(composite, directory));
    }
    const checks: readonly Member<Plain<HealthCheckArgs>>[] = stack.of(tokens.healthCheck);
    const followers = new Referrers(checks, "cloudwatchAlarmName", directory);
    for (const alarm of alarms) {
      for (const follower of followers.of(alarm)) {
        this.addAll([alarm], follower);
      }
    }
    this.unknown = [...lost, ...followers.unknown];
  }

  /** True when another alarm or a health check acts on what this alarm says. */
  has({ urn }: Member<unknown>): boolean {
    return this.readers.has(urn);
  }

  /** The composite alarms and health checks that read this alarm. */
  of({ urn }: Member<unknown>): readonly Member<unknown>[] {
    return this.readers.get(urn) ?? [];
  }

  private addComposite(composite: Composite, directory: Directory<unknown>): readonly Interruption[] {
    const rule = known(() => composite.props.alarmRule);
    if (typeof rule === "string") {
      const names = [...rule.matchAll(ASKED)].map(([, ...forms]) => forms.join(""));
      for (const name of names) {
        this.addAll(directory.find(composite, "alarmRule", () => name).members, composite);
      }
      return [];
    }
    // As long as the rule is unknown it asks for each alarm whose name or ARN goes into it.
    const sources = composite.sourcesOf("alarmRule");
    this.addAll(sources, composite);
    const { unknown } = directory.find(composite, "alarmRule", () => composite.props.alarmRule);
    return sources.length > 0 || unknown === undefined ? [] : [unknown];
  }

  private addAll(members: readonly Member<unknown>[], reader: Member<unknown>): void {
    for (const { urn } of members) {
      this.readers.set(urn, [...(this.readers.get(urn) ?? []), reader]);
    }
  }
}
