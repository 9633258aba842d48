import type { EventBusArgs, EventRuleArgs, EventTargetArgs } from "@pulumi/aws/cloudwatch";
import { Gathering } from "../graph/gathering";
import { known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { findArn } from "./arn";
import { type EventPattern, parsePattern } from "./event-pattern";
import { Directory, theOne } from "./references";
import { findRegion } from "./region";
import { tokens } from "./tokens";

type Bus = Member<Plain<EventBusArgs>>;
type Rule = Member<Plain<EventRuleArgs>>;
type Target = Member<Plain<EventTargetArgs>>;

/** A rule that puts the events of one bus onto another. A bus is known by `<region>/<name>`. */
export interface Forwarding {
  readonly rule: Rule;
  readonly region: string;
  readonly from: string;
  readonly to: string;
  readonly pattern: EventPattern;
}

/** Every forwarding from bus to bus. What is unknown may be one more. */
export function gatherForwardings(stack: Stack): Gathering<Forwarding> {
  const buses = new Directory(stack.of(tokens.eventBus));
  const rules = new Directory(stack.of(tokens.eventRule));
  const found = new Gathering<Forwarding>();
  for (const target of stack.of(tokens.eventTarget)) {
    const { members, unknown } = rules.find(target, "rule", () => target.props.rule);
    const destination = new Gathering<string>();
    destination.add(target, () => targetBus(target, buses));
    found.unknown.push(...(unknown ? [unknown] : []), ...destination.unknown);
    for (const rule of members) {
      for (const to of destination.values) {
        found.add(rule, () => forwardingOf(rule, to, buses));
      }
    }
  }
  return found;
}

/** Undefined for a rule that is off, or that keeps time. */
function forwardingOf(rule: Rule, to: string, buses: Directory<Plain<EventBusArgs>>): Forwarding | undefined {
  const pattern = isOn(rule) ? stated(rule, "eventPattern") : undefined;
  if (typeof pattern !== "string") {
    return undefined;
  }
  const region = findRegion(rule) ?? "";
  return { rule, region, from: ruleBus(rule, region, buses), to, pattern: parsePattern(pattern) ?? new Map() };
}

function isOn(rule: Rule): boolean {
  return stated(rule, "state") !== "DISABLED" && stated(rule, "isEnabled") !== false;
}

/** The bus that a target puts events onto; undefined for a target of another kind. */
function targetBus(target: Target, buses: Directory<Plain<EventBusArgs>>): string | undefined {
  const found = buses.find(target, "arn", () => target.props.arn);
  const [bus] = found.members;
  if (bus !== undefined) {
    return busKey(bus);
  }
  const sources = target.sourcesOf("arn");
  if (known(() => target.props.arn) === undefined && sources.length > 0 && sources.every(isOther)) {
    return undefined; // it will be the ARN of something else in this stack
  }
  theOne(found); // throws while it may be the ARN of a bus
  const arn = findArn(String(target.props.arn));
  return arn?.service === "events" && arn.resource.startsWith("event-bus/")
    ? `${arn.region}/${arn.resource.slice("event-bus/".length)}`
    : undefined;
}

/** What rules send events to besides buses, and what lends its ARN to nothing else. */
const others = [tokens.function, tokens.stateMachine, tokens.queue, tokens.topic, tokens.stream, tokens.logGroup];

function isOther({ type }: Member): boolean {
  return others.some((kind) => kind.has(type));
}

function ruleBus(rule: Rule, region: string, buses: Directory<Plain<EventBusArgs>>): string {
  const bus = theOne(buses.find(rule, "eventBusName", () => stated(rule, "eventBusName")));
  if (bus !== undefined) {
    return busKey(bus);
  }
  const name = stated(rule, "eventBusName") ?? "default";
  return `${region}/${findArn(name)?.resource.replace("event-bus/", "") ?? name}`;
}

function busKey(bus: Bus): string {
  return `${findRegion(bus) ?? ""}/${stated(bus, "name") ?? bus.urn}`;
}
