import { parsePattern } from "../aws/event-pattern";
import { Directory } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { attempt, known, stated } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import { isUnknownValue } from "../graph/unknown";
import type { SwitchPlan } from "./other-failovers";
import type { Alarm } from "./watched-metrics";

/** What starts a function or a state machine without being asked. */
export type Trigger =
  | { readonly kind: "clock" }
  /** What AWS says of its own health. */
  | { readonly kind: "health" }
  | { readonly kind: "alarm"; readonly alarm: Alarm }
  /** Something of which the graph does not tell what it speaks of. */
  | { readonly kind: "untold"; readonly urn: string; readonly at: string };

/** The triggers of a stack. */
export class Triggers {
  private readonly alarms: Directory<Alarm["props"]>;
  private readonly all: readonly Alarm[];
  private readonly rules;
  private readonly topics;

  constructor(private readonly stack: Stack) {
    this.all = stack.of(tokens.metricAlarm);
    this.alarms = new Directory(this.all);
    this.rules = new Directory(stack.of(tokens.eventRule));
    this.topics = new Directory(stack.of(tokens.topic));
  }

  /** What starts this one: schedules, rules, topics and actions of alarms. */
  of(driver: Member<unknown>): readonly Trigger[] {
    const only = new Directory([driver]);
    const starts = (from: Member<unknown>, property: string, read: () => unknown) =>
      only.find(from, property, read).members.length > 0;
    const { stack } = this;
    const schedules = stack.of(tokens.schedule).filter((one) => starts(one, "target", () => one.props.target?.arn));
    const targets = stack.of(tokens.eventTarget).filter((one) => starts(one, "arn", () => one.props.arn));
    const heard = stack.of(tokens.topicSubscription).filter((one) => starts(one, "endpoint", () => one.props.endpoint));
    return [
      ...schedules.map((): Trigger => ({ kind: "clock" })),
      ...targets.flatMap((target) => this.ofRule(target)),
      ...heard.flatMap((one) => this.ofTopic(one)),
      ...this.actingOn((alarm, read) => starts(alarm, "alarmActions", read)),
    ];
  }

  /** The alarms by which a plan of ARC Region switch leaves its primary region without being asked. */
  ofPlan(plan: SwitchPlan): readonly Trigger[] {
    const props = new Block([], () => plan.props);
    const primary = known(() => plan.props.primaryRegion);
    const untold = { kind: "untold", urn: plan.urn, at: "triggers" } as const;
    const triggers = known(() => props.children("trigger"));
    const alarms = known(() => props.children("associatedAlarm")) ?? [];
    const leaving = triggers?.filter((trigger) => known(() => trigger.read("targetRegion")) !== primary);
    return (leaving ?? [undefined]).flatMap((trigger): readonly Trigger[] => {
      const conditions = trigger && known(() => trigger.children("condition"));
      if (conditions === undefined || conditions.some((one) => known(() => one.read("condition")) !== "red")) {
        return [untold];
      }
      const names = conditions.map((one) => known(() => one.read("associatedAlarmName")));
      return names.map((name): Trigger => {
        const named = alarms.find((one) => known(() => one.read("mapBlockKey")) === name);
        const [alarm] = this.alarms.find(plan, "associatedAlarms", () => named?.read("resourceIdentifier")).members;
        return alarm === undefined ? untold : { kind: "alarm", alarm };
      });
    });
  }

  private ofRule(target: Member<{ readonly rule?: unknown }>): readonly Trigger[] {
    const [rule] = this.rules.find(target, "rule", () => target.props.rule).members;
    if (rule === undefined) {
      return [{ kind: "untold", urn: target.urn, at: "rule" }];
    }
    if (known(() => stated(rule, "scheduleExpression")) !== undefined) {
      return [{ kind: "clock" }];
    }
    const pattern = known(() => parsePattern(String(stated(rule, "eventPattern"))));
    const source = pattern?.get("source") ?? [];
    const region = known(() => findRegion(rule));
    if (source.includes("aws.health")) {
      return [{ kind: "health" }];
    }
    const named = [...(pattern?.get("resources") ?? []), ...(pattern?.get("detail.alarmName") ?? [])];
    const found = named.flatMap((name) => this.alarms.find(rule, "eventPattern", () => name).members);
    const isOfAlarms = source.includes("aws.cloudwatch") && named.every((name) => typeof name === "string");
    if (!isOfAlarms || found.length < named.length) {
      return [{ kind: "untold", urn: rule.urn, at: "eventPattern" }];
    }
    const alarms = named.length > 0 ? found : this.all.filter((alarm) => known(() => findRegion(alarm)) === region);
    return alarms.map((alarm): Trigger => ({ kind: "alarm", alarm }));
  }

  private ofTopic(subscription: Member<{ readonly topic?: unknown }>): readonly Trigger[] {
    const topics = this.topics.find(subscription, "topic", () => subscription.props.topic).members;
    const found = this.actingOn((alarm, read) =>
      this.topics.find(alarm, "alarmActions", read).members.some((topic) => topics.includes(topic)),
    );
    return found.length > 0 ? found : [{ kind: "untold", urn: subscription.urn, at: "topic" }];
  }

  private actingOn(isMeant: (alarm: Alarm, read: () => unknown) => boolean): readonly Trigger[] {
    return this.all
      .filter((alarm) => {
        const actions = attempt(() => alarm.props.alarmActions);
        if (isUnknownValue(actions)) {
          return isMeant(alarm, () => alarm.props.alarmActions);
        }
        const list = Array.isArray(actions) ? actions : [];
        return Array.from({ length: list.length }).some((_, index) => isMeant(alarm, () => list[index]));
      })
      .map((alarm): Trigger => ({ kind: "alarm", alarm }));
  }
}
