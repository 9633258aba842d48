import type { Context } from "./context";
import { type Side, watchAnswer } from "./detection";
import type { ServedName } from "./system";

/**
 * What the DNS servers answer to one name. With both answers unhealthy Route 53 takes them all for healthy: the primary
 * is given.
 */
export class Answers {
  private readonly isHealthy = { primary: true, standby: true };

  private isMovedByHand = false;

  private answer: Side = "primary";

  constructor(
    private readonly context: Context,
    readonly name: ServedName,
    private readonly onUnhealthy: (check: string) => void,
    private readonly onAnswer: (changed: Answers) => void,
  ) {}

  get current(): Side {
    return this.answer;
  }

  start(): void {
    for (const side of ["primary", "standby"] as const) {
      const { check } = this.name[side];
      watchAnswer(this.context, this.name, side, {
        onStatus: (isHealthy) => {
          if (!isHealthy && side === this.failing && "urn" in check) this.onUnhealthy(check.urn);
        },
        onServers: (isHealthy) => {
          this.isHealthy[side] = isHealthy;
          this.decide();
          if (side === "standby" && this.failing === "standby" && !isHealthy) this.leaveStandby();
        },
      });
    }
  }

  /** The side whose health check is to notice. */
  private get failing(): Side {
    return this.context.scenario.lost === "standby" ? "standby" : "primary";
  }

  /** Clients that a weight has led to the standby are led to the primary. */
  private leaveStandby(): void {
    const { name, standby, primary } = this.name;
    if ((standby.weight ?? 0) === 0) return;
    this.context.record("dns", `DNS servers answer ${name} with the primary alone`, primary);
    this.onAnswer(this);
  }

  /** A person takes the primary out of the answer. */
  move(): void {
    this.isMovedByHand = true;
    this.decide();
  }

  private decide(): void {
    const takesOver = this.isMovedByHand || (!this.isHealthy.primary && this.isHealthy.standby);
    const next = takesOver ? "standby" : "primary";
    if (next === this.answer) return;
    this.answer = next;
    const { urn, region } = this.name[next];
    this.context.record("dns", `DNS servers answer ${this.name.name} with the ${next}`, { urn, region });
    this.onAnswer(this);
  }
}
