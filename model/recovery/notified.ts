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
    const topics = new Set(named.flatMap(({ members }) => members));
    return [...topics].map((topic) => ({ topic, subscriptions: this.subscriptions.of(topic) }));
  }
}
