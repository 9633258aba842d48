import { parsePattern } from "../aws/event-pattern";
import { Directory } from "../aws/references";
import { knownRegion } from "../aws/region";
import { comesOnlyFrom } from "../aws/sources";
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
  private readonly startable: Directory<unknown>;

  constructor(private readonly stack: Stack) {
    this.startable = new Directory<unknown>([...stack.of(tokens.function), ...stack.of(tokens.stateMachine)]);
    this.all = stack.of(tokens.metricAlarm);
    this.alarms = new Directory(this.all);
    this.rules = new Directory(stack.of(tokens.eventRule));
    this.topics = new Directory(stack.of(tokens.topic));
  }

  /** What starts this one: schedules, rules, topics and actions of alarms. */
  of(driver: Member<unknown>): readonly Trigger[] {
    const { stack } = this;
    const starts: Meaning = (from, property, read) => this.means(driver, from, property, read);
    const schedules = stack.of(tokens.schedule).map((one) => starts(one, "target", () => one.props.target?.arn));
    const targets = stack.of(tokens.eventTarget).map((target) => {
      const found = starts(target, "arn", () => target.props.arn);
      return found === true ? this.ofRule(target) : untoldOf(found);
    });
    const heard = stack.of(tokens.topicSubscription).map((one) => {
      const found = starts(one, "endpoint", () => one.props.endpoint);
      return found === true ? this.ofTopic(one) : untoldOf(found);
    });
    return [
      ...schedules.flatMap((found): readonly Trigger[] => (found === true ? [{ kind: "clock" }] : untoldOf(found))),
      ...targets.flat(),
      ...heard.flat(),
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

  /** Whether a value means this one: it does, it does not, or what hides that. */
  private means(driver: Member<unknown>, from: Member<unknown>, property: string, read: () => unknown): Meant {
    const { members, unknown } = this.startable.find(from, property, read);
    if (unknown === undefined) {
      return members.some(({ urn }) => urn === driver.urn);
    }
    const isElse = comesOnlyFrom(from, property, ...called);
    return !isElse && { kind: "untold", urn: unknown.urn ?? from.urn, at: property };
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
    const region = knownRegion(rule);
    if (source.includes("aws.health")) {
      return [{ kind: "health" }];
    }
    const named = [...(pattern?.get("resources") ?? []), ...(pattern?.get("detail.alarmName") ?? [])];
    const found = named.flatMap((name) => this.alarms.find(rule, "eventPattern", () => name).members);
    const isOfAlarms = source.includes("aws.cloudwatch") && named.every((name) => typeof name === "string");
    if (!isOfAlarms || found.length < named.length) {
      return [{ kind: "untold", urn: rule.urn, at: "eventPattern" }];
    }
    const alarms = named.length > 0 ? found : this.all.filter((alarm) => isMaybeIn(alarm, region));
    return alarms.map((alarm): Trigger => ({ kind: "alarm", alarm }));
  }

  private ofTopic(subscription: Member<{ readonly topic?: unknown }>): readonly Trigger[] {
    const topics = this.topics.find(subscription, "topic", () => subscription.props.topic).members;
    const found = this.actingOn((alarm, read) =>
      this.topics.find(alarm, "alarmActions", read).members.some((topic) => topics.includes(topic)),
    ); // one whose actions are unknown may be another: what is left is untold as it is
    return found.length > 0 ? found : [{ kind: "untold", urn: subscription.urn, at: "topic" }];
  }

  private actingOn(isMeant: (alarm: Alarm, read: () => unknown) => Meant): readonly Trigger[] {
    return this.all.flatMap((alarm): readonly Trigger[] => {
      const actions = attempt(() => alarm.props.alarmActions);
      const list = Array.isArray(actions) ? actions : [];
      const found = isUnknownValue(actions)
        ? [isMeant(alarm, () => alarm.props.alarmActions)]
        : Array.from({ length: list.length }, (_, index) => isMeant(alarm, () => list[index]));
      return found.includes(true) ? [{ kind: "alarm", alarm }] : found.flatMap(untoldOf).slice(0, 1);
    });
  }
}

type Untold = Extract<Trigger, { kind: "untold" }>;
type Meant = boolean | Untold;
type Meaning = (from: Member<unknown>, property: string, read: () => unknown) => Meant;

function untoldOf(found: Meant): readonly Untold[] {
  return typeof found === "object" ? [found] : [];
}

/** True as well while either region is unknown: whoever asks what the alarm says meets that again. */
function isMaybeIn(alarm: Alarm, region: string | undefined): boolean {
  const own = knownRegion(alarm);
  return own === undefined || region === undefined || own === region;
}

/** What rules, alarms and topics call besides: an ARN that will come from one of these means no function. */
const called = [tokens.topic, tokens.queue, tokens.eventBus, tokens.logGroup, tokens.stream] as const;
