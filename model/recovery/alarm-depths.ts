import type { QueueArgs } from "@pulumi/aws/sqs";
import { Directory, Referrers } from "../aws/references";
import { tokens } from "../aws/tokens";
import type { Interruption } from "../graph/interruption";
import { stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { isUnknownValue } from "../graph/unknown";
import { WatchedMetrics, type Watchers } from "./watched-metrics";

export type Queue = Member<Plain<QueueArgs>>;

/** What a queue does with messages that fail again and again. */
export interface Redrive {
  /** Undefined where it never gives one up. */
  readonly receives: number | undefined;
  readonly deadLetters: readonly Queue[];
}

/** Which queues of a stack have an alarm on what waits in them. */
export class QueueDepths {
  readonly queues: Directory<Plain<QueueArgs>>;
  private readonly policies: Referrers<
    { readonly queueUrl?: unknown; readonly redrivePolicy?: string },
    Plain<QueueArgs>
  >;
  private readonly depth: Watchers<Plain<QueueArgs>>;

  constructor(stack: Stack) {
    this.queues = new Directory(stack.of(tokens.queue));
    this.policies = new Referrers(stack.of(tokens.queueRedrive), "queueUrl", this.queues);
    const metrics = new WatchedMetrics(stack, "AWS/SQS", ["ApproximateNumberOfMessagesVisible"]);
    this.depth = metrics.byResource("QueueName", this.queues);
  }

  /** Alarms that may watch any of the queues. */
  get unknown(): readonly Interruption[] {
    return this.depth.unknown;
  }

  /** True when an alarm is known to watch how much waits in one of them. */
  hasAlarm(queues: readonly Queue[]): boolean {
    return queues.some((queue) => this.depth.of(queue).length > 0);
  }

  /** Throws while it is unknown after how many receives. */
  redriveOf(queue: Queue): Redrive {
    const [policy] = this.policies.of(queue);
    const owner: Member<unknown> = policy ?? queue;
    const text = policy === undefined ? stated(queue, "redrivePolicy") : policy.props.redrivePolicy;
    const { deadLetterTargetArn, maxReceiveCount } = parsed(text);
    return {
      receives: maxReceiveCount === undefined ? undefined : Number(maxReceiveCount),
      deadLetters: this.queues.find(owner, "redrivePolicy", () => deadLetterTargetArn).members,
    };
  }

  /** A queue and what it gives messages up to; of an unknown policy what goes into it. */
  withDeadLetters(queue: Queue): readonly Queue[] {
    try {
      return [queue, ...this.redriveOf(queue).deadLetters];
    } catch (cause) {
      if (!isUnknownValue(cause)) {
        throw cause;
      }
      const sources = queue.sourcesOf("redrivePolicy").filter(({ type }) => tokens.queue.has(type));
      return [queue, ...(sources as unknown as readonly Queue[])];
    }
  }
}

function parsed(text: unknown): { readonly deadLetterTargetArn?: unknown; readonly maxReceiveCount?: unknown } {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
