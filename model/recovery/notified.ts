import type { TopicArgs, TopicSubscriptionArgs } from "@pulumi/aws/sns";
import { Directory, Referrers } from "../aws/references";
import { tokens } from "../aws/tokens";
import { known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";

/** A topic, and who is subscribed to it. */
export interface Audience {
  readonly topic: Member<Plain<TopicArgs>>;
  readonly subscriptions: readonly Member<Plain<TopicSubscriptionArgs>>[];
}

/** Whom alarms notify: the topics that their actions name, and the subscriptions of those. */
export class Notified {
  private readonly topics: Directory<Plain<TopicArgs>>;
  private readonly subscriptions: Referrers<Plain<TopicSubscriptionArgs>, Plain<TopicArgs>>;

  constructor(stack: Stack) {
    this.topics = new Directory(stack.of(tokens.topic));
    this.subscriptions = new Referrers(stack.of(tokens.topicSubscription), "topic", this.topics);
  }

  /** The topics of this stack that an alarm's actions name. */
  of(alarm: Member<{ readonly alarmActions?: readonly unknown[] }>): readonly Audience[] {
    const actions = known(() => alarm.props.alarmActions) ?? [];
    const named = Array.from({ length: Math.max(1, actions.length) }, (_, index) =>
      this.topics.find(alarm, "alarmActions", () => alarm.props.alarmActions?.[index]),
    );
    return this.audiences(named.flatMap(({ members }) => members));
  }

  /** The topics that a property of something else names. */
  at(from: Member<unknown>, property: string, read: () => unknown): readonly Audience[] {
    return this.audiences(this.topics.find(from, property, read).members);
  }

  private audiences(topics: readonly Audience["topic"][]): readonly Audience[] {
    return [...new Set(topics)].map((topic) => ({ topic, subscriptions: this.subscriptions.of(topic) }));
  }
}
