import { checkers, probe } from "../estimates";
import type { Random } from "../random";
import type { Context } from "./context";
import type { Check } from "./system";

/** How an endpoint answers one probe. */
export type Outcome = "answers" | "refuses" | "gone";

/** How an endpoint answers the probes of one checker. */
export interface Reachability {
  readonly outcome: (checker: number, random: () => Random) => Outcome;
  /** Whether a checker will get the same outcome from now on, without any chance. */
  readonly isSettled: () => boolean;
}

export type EndpointCheck = Extract<Check, { readonly kind: "endpoint" }>;

/** One of the checkers: asks, waits for the answer, waits for the interval, and asks again. */
class Checker {
  private isHealthy = true;

  /** Outcomes in a row that speak against the present opinion. */
  private contrary = 0;

  private stream: Random | undefined;

  constructor(
    private readonly context: Context,
    private readonly check: EndpointCheck,
    private readonly index: number,
    private readonly reachability: Reachability,
    private readonly onOpinion: (isHealthy: boolean) => void,
  ) {}

  private readonly random = (): Random => {
    this.stream ??= this.context.random(`checker/${this.check.urn}/${this.index}`);
    return this.stream;
  };

  /** One that gets good answers from now on has nothing to tell. */
  start(): void {
    if (this.reachability.isSettled() && this.outcome() === "answers") {
      this.context.facts.add(probe.answered);
      return;
    }
    const phase = this.random()();
    const outcome = this.outcome();
    const cycle = this.check.intervalSeconds + this.secondsFor(outcome);
    this.context.after(phase * cycle, () => this.ask(outcome));
  }

  private outcome(): Outcome {
    return this.reachability.outcome(this.index, this.random);
  }

  private ask(outcome: Outcome): void {
    this.context.after(this.secondsFor(outcome), () => this.hear(outcome === "answers"));
  }

  private hear(isGood: boolean): void {
    this.contrary = isGood === this.isHealthy ? 0 : this.contrary + 1;
    if (this.contrary === this.check.threshold) {
      this.isHealthy = isGood;
      this.contrary = 0;
      this.onOpinion(isGood);
    }
    if (this.reachability.isSettled() && isGood === this.isHealthy) return;
    this.context.after(this.check.intervalSeconds, () => this.ask(this.outcome()));
  }

  private secondsFor(outcome: Outcome): number {
    if (outcome !== "gone") return this.context.drawFrom(probe.answered, this.random());
    return this.context.drawFrom(this.check.isTcp ? probe.unansweredTcp : probe.unanswered, this.random());
  }
}

/**
 * Runs the checkers of one health check from the failure on; tells each change of the check's status. The endpoint was
 * healthy until then, and every checker with it.
 */
export function watchEndpoint(
  context: Context,
  check: EndpointCheck,
  reachability: Reachability,
  onStatus: (isHealthy: boolean) => void,
): void {
  context.facts.add(checkers.fact).add(checkers.rule);
  let good: number = checkers.count;
  let status = true;
  const onOpinion = (isHealthy: boolean) => {
    good += isHealthy ? 1 : -1;
    const next = good / checkers.count > checkers.healthyAbove;
    if (next === status) return;
    status = next;
    onStatus(status);
  };
  for (let index = 0; index < checkers.count; index++) {
    new Checker(context, check, index, reachability, onOpinion).start();
  }
}
