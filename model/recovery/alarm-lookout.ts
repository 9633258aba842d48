import { parsePattern } from "../aws/event-pattern";
import { Directory } from "../aws/references";
import { knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { known, stated } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import { AlarmReach } from "./alarm-reach";
import { type Voice, voiceOfLoss } from "./alarms";
import type { LostRegion } from "./lost-regions";
import type { Targets } from "./targets";
import { type Alarm, readDimension, watchesOf } from "./watched-metrics";

/** What tells of the loss of a region. */
export type Lookout = "told" | "untold" | "nothing";

/** The alarms and rules of a stack that look at a region from outside. */
export class Lookouts {
  private readonly reach: AlarmReach;
  private readonly alarms: readonly Alarm[];
  private readonly checks: Directory<Member["props"]>;

  /** `metrics`: `namespace name` of a team's own metrics that move when another region is lost. */
  constructor(
    private readonly stack: Stack,
    private readonly targets: Targets,
    private readonly metrics: readonly string[],
  ) {
    this.reach = new AlarmReach(stack);
    this.alarms = stack.of(tokens.metricAlarm);
    this.checks = new Directory(stack.of(tokens.healthCheck) as readonly Member[]);
  }

  /** Whether a person is notified of this loss by something that is not lost with it. */
  on(lost: LostRegion): Lookout {
    const alarms = this.alarms.map((alarm) => this.byAlarm(alarm, lost));
    const found = [...alarms, ...this.stack.of(tokens.eventTarget).map((target) => this.byRule(target, lost))];
    return found.find((one) => one === "told") ?? found.find((one) => one === "untold") ?? "nothing";
  }

  private byAlarm(alarm: Alarm, lost: LostRegion): Lookout {
    const voice = known(() => this.voiceOf(alarm, lost));
    if (voice === undefined) {
      return "untold";
    }
    const reach = voice.kind === "rings" ? this.reach.of(alarm) : "nobody";
    return reach === "a person" ? "told" : reach === "untold" ? "untold" : "nothing";
  }

  private voiceOf(alarm: Alarm, lost: LostRegion): Voice {
    const voice = voiceOfLoss(alarm, lost.region);
    if (voice.kind === "untold" && this.isNamed(alarm) && knownRegion(alarm) !== undefined) {
      return { kind: "rings" };
    }
    return voice.kind === "rings" && !this.isAbout(alarm, lost)
      ? { kind: "untold", because: "it is about something else" }
      : voice;
  }

  private isNamed(alarm: Alarm): boolean {
    const names = watchesOf(alarm).map(({ metric }) => `${metric.read("namespace")} ${metric.read("metricName")}`);
    return names.some((name) => this.metrics.includes(name));
  }

  /** A health check tells of the region that it asks, or by which a record of that region decides. */
  private isAbout(alarm: Alarm, { region, records }: LostRegion): boolean {
    const watch = watchesOf(alarm).find(({ metric }) => metric.read("namespace") === "AWS/Route53");
    if (watch === undefined) {
      return true;
    }
    const watched = this.checks.find(alarm, watch.property, () => readDimension(watch, "HealthCheckId"));
    const deciding = this.decidingFor(records);
    return watched.members.some(
      (check) =>
        deciding.has(check.urn) ||
        known(() => this.targets.from(check, "fqdn", () => check.props.fqdn))?.some(
          (target) => target.region === region,
        ),
    );
  }

  /** The checks by which records decide, and the children of those. */
  private decidingFor(records: LostRegion["records"]): ReadonlySet<string> {
    const found = new Set<Member>();
    for (const record of records) {
      const holder = { ...record.owner, sourcesOf: (property: string) => record.sourcesOf(property) };
      for (const check of this.checks.find(holder, "healthCheckId", () => record.props.healthCheckId).members) {
        found.add(check);
      }
    }
    for (const check of found) {
      for (const child of check.sourcesOf("childHealthchecks")) {
        found.add(child);
      }
    }
    return new Set([...found].map(({ urn }) => urn));
  }

  /** A rule elsewhere on what AWS itself says of its health. */
  private byRule(target: EventTarget, lost: LostRegion): Lookout {
    const rules = new Directory(this.stack.of(tokens.eventRule));
    const [rule] = rules.find(target, "rule", () => target.props.rule).members;
    const region = rule && knownRegion(rule);
    const pattern = rule && known(() => parsePattern(String(stated(rule, "eventPattern"))));
    const isHealth = pattern?.get("source")?.includes("aws.health") === true;
    if (!isHealth || region === undefined || region === lost.region) {
      return "nothing";
    }
    const reach = this.reach.at(target, "arn", () => target.props.arn);
    return reach === "a person" ? "told" : reach === "untold" ? "untold" : "nothing";
  }
}

type EventTarget = ReturnType<typeof targetsOf>[number];

function targetsOf(stack: Stack) {
  return stack.of(tokens.eventTarget);
}
