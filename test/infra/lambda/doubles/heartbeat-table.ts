import type { BeatOutcome, HeartbeatStore, RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";

/** One region's replica of the heartbeats, in memory. What is in `fails` is thrown, what is in `outcome` is answered. */
export class HeartbeatTable implements HeartbeatStore {
  readonly beats = new Map<RegionRole, Date>();
  readonly fails: { beat?: Error; lastBeat?: Error } = {};
  outcome: BeatOutcome = "written";

  async beat(role: RegionRole, at: Date): Promise<BeatOutcome> {
    if (this.fails.beat !== undefined) {
      throw this.fails.beat;
    }
    if (this.outcome === "written") {
      this.beats.set(role, at);
    }
    return this.outcome;
  }

  async lastBeat(role: RegionRole): Promise<Date | undefined> {
    if (this.fails.lastBeat !== undefined) {
      throw this.fails.lastBeat;
    }
    return this.beats.get(role);
  }
}
