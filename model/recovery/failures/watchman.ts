import { copyReadable, metricPeriodSeconds, orchestratorAsk, orchestratorLook, probe } from "../estimates";
import type { Context } from "./context";
import { watchAnswer } from "./detection";
import type { Orchestrator, Vigil } from "./system";

/** Who has seen nothing that lasts by then acts no more. */
const PATIENCE = 3600;

/**
 * A function that watches the primary by itself, from the failure on, and acts when all that it goes by agrees: its own
 * probes have failed for so long, the copy is late, and DNS leads away from the primary.
 */
export class Watchman {
  private isLedAway = false;

  private firstFailure: number | undefined;

  private readonly every: number;

  private readonly copySeenAt: number;

  constructor(
    private readonly context: Context,
    private readonly orchestrator: Orchestrator,
    private readonly vigil: Vigil,
    private readonly act: () => void,
  ) {
    const { urn } = orchestrator;
    this.every = context.draw(orchestratorLook, urn);
    const untilMeasured = context.random(`lag/${urn}`)() * metricPeriodSeconds;
    this.copySeenAt = vigil.lagLimitSeconds + untilMeasured + context.draw(copyReadable, urn);
  }

  /** `onStatus` hears of the health check that the function asks DNS about. */
  start(onStatus: (isHealthy: boolean) => void): void {
    watchAnswer(this.context, this.vigil.witness, "primary", {
      onStatus,
      onServers: (isHealthy) => {
        this.isLedAway = !isHealthy;
      },
    });
    this.context.after(this.context.random(`look/${this.orchestrator.urn}`)() * this.every, () => this.look());
  }

  private look(): void {
    const { context, vigil, isLedAway, copySeenAt } = this;
    const { seconds } = context;
    this.firstFailure ??= seconds;
    const hasFailedLongEnough = seconds - this.firstFailure >= vigil.failureSeconds;
    if (hasFailedLongEnough && isLedAway && seconds >= copySeenAt) {
      const ask =
        context.draw(probe.unanswered, this.orchestrator.urn) + context.draw(orchestratorAsk, this.orchestrator.urn);
      context.after(ask, this.act);
    } else if (seconds < PATIENCE) {
      context.after(this.every, () => this.look());
    }
  }
}
