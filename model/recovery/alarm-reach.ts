import type { TopicArgs, TopicSubscriptionArgs } from "@pulumi/aws/sns";
import { findArn } from "../aws/arn";
import { Directory, Referrers } from "../aws/references";
import { tokens } from "../aws/tokens";
import { attempt, known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { isUnknownValue } from "../graph/unknown";
import { AlarmReaders } from "./alarm-readers";

/** Whom something reaches that is to be told. `untold`: what it goes to is not in this stack, or it is code. */
export type Reach = "a person" | "untold" | "nobody";

/** Ways of a topic that end at a person, or at a service that calls one. */
const toPeople: ReadonlySet<string> = new Set(["email", "email-json", "sms", "http", "https", "application"]);

const order: readonly Reach[] = ["a person", "untold", "nobody"];

function furthest(found: readonly Reach[]): Reach {
  return order.find((reach) => found.includes(reach)) ?? "nobody";
}

/** Follows alarms and rules to the people behind their topics. */
export class AlarmReach {
  private readonly topics: Directory<Plain<TopicArgs>>;
  private readonly subscriptions: Referrers<Plain<TopicSubscriptionArgs>, Plain<TopicArgs>>;
  private readonly readers: AlarmReaders;

  constructor(stack: Stack) {
    this.topics = new Directory(stack.of(tokens.topic));
    this.subscriptions = new Referrers(stack.of(tokens.topicSubscription), "topic", this.topics);
    this.readers = new AlarmReaders(stack);
  }

  /** Whom an alarm tells by its own actions, or through a composite alarm that reads it. */
  of(alarm: Member<Acting>): Reach {
    const composites = this.readers.of(alarm).filter(({ type }) => tokens.compositeAlarm.has(type));
    return furthest([this.ofActions(alarm), ...composites.map((one) => this.ofActions(one as Member<Acting>))]);
  }

  private ofActions(alarm: Member<Acting>): Reach {
    const isOn = attempt(() => stated(alarm, "actionsEnabled") ?? true);
    if (isOn === false) {
      return "nobody";
    }
    const reach = this.ofTargets(alarm);
    return isUnknownValue(isOn) && reach !== "nobody" ? "untold" : reach;
  }

  private ofTargets(alarm: Member<Acting>): Reach {
    const actions = attempt(() => alarm.props.alarmActions);
    if (isUnknownValue(actions)) {
      const told = alarm.sourcesOf("alarmActions").filter(({ type }) => tokens.topic.has(type));
      return told.length === 0
        ? "untold"
        : furthest(told.map((topic) => this.ofTopic(topic as Member<Plain<TopicArgs>>)));
    }
    const list = Array.isArray(actions) ? actions : [];
    return furthest(
      Array.from({ length: list.length }, (_, index) => this.at(alarm, "alarmActions", () => list[index])),
    );
  }

  /** Whom a value reaches that names a topic or another target. */
  at(from: Member<unknown>, property: string, read: () => unknown): Reach {
    const { members } = this.topics.find(from, property, read);
    if (members.length > 0) {
      return furthest(members.map((topic) => this.ofTopic(topic)));
    }
    const text = known(read);
    const service = typeof text === "string" ? findArn(text)?.service : undefined;
    return service === "ssm-incidents" ? "a person" : "untold";
  }

  private ofTopic(topic: Member<Plain<TopicArgs>>): Reach {
    const protocols = this.subscriptions.of(topic).map(({ props }) => known(() => props.protocol));
    const reached = protocols.map((protocol): Reach => (toPeople.has(String(protocol)) ? "a person" : "untold"));
    return furthest([...reached, this.subscriptions.unknown.length > 0 ? "untold" : "nobody"]);
  }
}

interface Acting {
  readonly alarmActions?: readonly unknown[];
  readonly actionsEnabled?: boolean;
}
