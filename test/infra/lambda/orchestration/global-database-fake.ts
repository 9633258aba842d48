import type { DatabaseView, Side } from "../../../../infra/lib/lambda/orchestration/observation";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";

/**
 * An Aurora global database of two clusters, as far as its control plane can be told from outside.
 *
 * What it takes from AWS's documents: one writer; a failover (`AllowDataLoss`) is asked for in the region that takes over
 * and works without the other region; a switchover needs both; one move at a time, and a move to where the writer is are
 * refused; the description says that a move is under way until it is over; a failover fences the old writer as soon as it
 * can reach it, and not before: AWS promises no more than the attempt.
 *
 * What it does not have, so that no test here speaks of it: storage, lag and lost writes (the world tells of lag), cluster
 * endpoints and their DNS, instances that fail, headless clusters, versions that differ, the rebuilding of the old primary
 * after a failover (it is a copy again at once), write forwarding.
 * Descriptions are never stale: those of AWS may be. How fast AWS promotes is the test's to say.
 */
export class GlobalDatabaseFake {
  writer: Side = "primary";
  /** Moves that were taken, by whomever. */
  readonly taken: {
    readonly kind: "failover" | "switchover";
    readonly to: Side;
    readonly at: number;
    readonly by: string;
  }[] = [];
  readonly refused: { readonly at: number; readonly reason: string }[] = [];
  #move:
    | {
        readonly to: Side;
        readonly kind: "failover" | "switchover";
        readonly at: number;
        readonly breaksOff: boolean;
      }
    | undefined;
  /** Since then the control plane has tried to fence the old writer; undefined: there is none. */
  #fencingSince: number | undefined;

  constructor(
    private readonly world: {
      readonly now: () => number;
      /** Whether the primary's cluster runs: behind a closed front door it still takes writes from inside. */
      readonly isPrimaryAlive: () => boolean;
      /** Whether the control plane has reached the primary's region at any moment since then. */
      readonly wasPrimaryReachedSince: (time: number) => boolean;
      readonly isConnected: () => boolean | undefined;
      readonly isStandbyReady: () => boolean;
      /** Whether RDS refuses a move to the standby, for what is done to its cluster just now. */
      readonly doesRefuse: () => boolean;
      readonly promotionMs: number;
    },
  ) {}

  view(): DatabaseView {
    this.#pass();
    return {
      writer: this.writer,
      isMoving: this.#move !== undefined,
      isConnected: this.world.isConnected(),
      isStandbyReady: this.world.isStandbyReady(),
    };
  }

  /** A move that breaks off is under way for half its time, and leaves the writer where it was. */
  ask(kind: "failover" | "switchover", to: Side, by: string, breaksOff = false): void {
    this.#pass();
    const { now, wasPrimaryReachedSince } = this.world;
    const reason = this.#objection(kind, to, wasPrimaryReachedSince(now() - 1));
    if (reason !== undefined) {
      this.refused.push({ at: now(), reason });
      throw new Failure("unknown", "RDS refuses.", { errorName: reason });
    }
    if (!breaksOff) {
      this.taken.push({ kind, to, at: now(), by });
    }
    this.#move = { to, kind, at: now(), breaksOff };
  }

  /** Clusters that take writes now. More than one is what must never be. */
  writers(): readonly Side[] {
    this.#pass();
    const { isPrimaryAlive, wasPrimaryReachedSince } = this.world;
    const isOldOneLeft =
      this.#fencingSince !== undefined && isPrimaryAlive() && !wasPrimaryReachedSince(this.#fencingSince);
    return isOldOneLeft ? ["primary", "standby"] : [this.writer];
  }

  #objection(kind: "failover" | "switchover", to: Side, areBothThere: boolean): string | undefined {
    if (this.#move !== undefined) {
      return "InvalidGlobalClusterStateFault";
    }
    if (to === "standby" && this.world.doesRefuse()) {
      return "InvalidDBClusterStateFault";
    }
    if (to === this.writer) {
      return "InvalidDBClusterStateFault";
    }
    return kind === "switchover" && !areBothThere ? "InvalidDBClusterStateFault" : undefined;
  }

  /** What has happened since somebody last looked. */
  #pass(): void {
    const move = this.#move;
    if (move?.breaksOff === true && this.world.now() >= move.at + this.world.promotionMs / 2) {
      this.#move = undefined;
      return;
    }
    if (move !== undefined && this.world.now() >= move.at + this.world.promotionMs) {
      this.writer = move.to;
      this.#fencingSince = move.kind === "failover" && move.to === "standby" ? move.at : undefined;
      this.#move = undefined;
    }
  }
}
