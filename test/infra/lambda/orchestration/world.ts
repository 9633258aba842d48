import type { Eyes } from "../../../../infra/lib/lambda/orchestration/eyes";
import type { Lag, Mode, Request, Side, WriterWord } from "../../../../infra/lib/lambda/orchestration/observation";
import { pace } from "../../../../infra/lib/lambda/orchestration/pace";
import type { Policy } from "../../../../infra/lib/lambda/orchestration/policy";
import { isInService } from "../../../../infra/lib/lambda/orchestration/rds-database";
import type { Hands } from "../../../../infra/lib/lambda/orchestration/round";
import type { Decision, Lease } from "../../../../infra/lib/lambda/orchestration/state";
import type { StateStore } from "../../../../infra/lib/lambda/orchestration/state-store";
import { watch } from "../../../../infra/lib/lambda/orchestration/watch";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import type { Logger } from "../../../../infra/lib/lambda/runtime/log";
import type { Measured } from "../../../../infra/lib/lambda/runtime/metrics";
import { GlobalDatabaseFake } from "./global-database-fake";
import { MemoryStateStore } from "./memory-state-store";
import { common, isWithin, merged, type Span, sinceWhen } from "./spans";
import { VirtualClock } from "./virtual-clock";

export type TroubleKind =
  /** Front door, writer and copy: all of the primary region. */
  | "region-lost"
  /** Front door of the primary only. */
  | "front-door"
  /** Nothing gets from the standby region to the primary, everybody else does. */
  | "partition"
  /** The standby region reaches nothing outside. */
  | "standby-isolated"
  /** The copying only. */
  | "copy"
  /** The copying gets further and further behind. */
  | "slow-copy"
  /** The writer only: the front door says that it is not ready, the volume is copied. */
  | "writer-lost"
  /** One cause for everything that asks the writer: nobody gets a statement through, and the volume is copied. */
  | "overload"
  /** The front door of the primary answers one probe in a while. */
  | "brown-out"
  /** Front door of the standby. */
  | "standby-down";

export interface Trouble extends Span {
  readonly kind: TroubleKind;
}

export type AskFate = "works" | "request-lost" | "answer-lost" | "breaks-off";
export type Port =
  | "switch"
  | "database"
  | "lag"
  | "word"
  | "world"
  | "store"
  /** The table does what it is asked, and nobody hears of it. */
  | "store-answer"
  | "tell";

/** All that is different from one history to another. Times in milliseconds. */
export interface History {
  readonly troubles: readonly Trouble[];
  /** Asked of the switch; before the first it stands on `on`. */
  readonly switches: readonly { readonly at: number; readonly mode: Mode }[];
  /** Minutes in which the clock does not call. */
  readonly missed: readonly number[];
  /** Further calls: alarms, late and double events. */
  readonly wakes: readonly number[];
  /** Whatever runs then ends without a word. */
  readonly crashes: readonly number[];
  /** Whatever runs then stands still for a while, and goes on. */
  readonly freezes: readonly Span[];
  readonly failing: readonly (Span & { readonly port: Port })[];
  readonly asks: readonly { readonly fate: AskFate; readonly takesMs: number }[];
  /** Others move the writer: a person, a tool in the primary region. */
  readonly others: readonly { readonly at: number; readonly kind: "failover" | "switchover"; readonly to: Side }[];
  /** A person asks the machine for a planned move. */
  readonly requests: readonly (Request & { readonly at: number })[];
  /** What RDS says of the standby's cluster: in between it is `available`. */
  readonly standbyStatuses: readonly (Span & { readonly status: string })[];
  /** Whether RDS moves no writer to a cluster that is in service, and not `available`. */
  readonly doesBusyRefuse: boolean;
  readonly promotionMs: number;
  /** From an outage of the front door to the day the DNS leads elsewhere, and back. */
  readonly dnsDownMs: number;
  readonly dnsUpMs: number;
  /** When in a minute the lag is measured, and how long until it can be read. */
  readonly lagPhaseMs: number;
  readonly lagDelayMs: number;
  /** What the metric says when nothing is copied: more and more, nothing at all, or what it said last. */
  readonly lagWithoutCopy: "grows" | "vanishes" | "stands-still";
  /** Whether the writer holds commits that the standby does not have in time. */
  readonly isCommitHeld: boolean;
  /** How old it is what an instance says of the writer. */
  readonly wordAgeMs: number;
  /** The clock of the functions is set forward or back. */
  readonly clockSteps: readonly { readonly at: number; readonly byMs: number }[];
  /** When RDS says that the copy is disconnected; undefined: it never does. */
  readonly disconnectedAfterMs: number | undefined;
  readonly clockPhaseMs: number;
  /** How long the orchestrator takes to look at anything, and then to keep what it made of it. */
  readonly lookMs: number;
  /** How long a probe waits for a front door that is gone: nothing, when it refuses. */
  readonly goneMs: number;
  /** How long the table takes for anything. */
  readonly storeMs: number;
}

export const calm: History = {
  troubles: [],
  switches: [],
  missed: [],
  wakes: [],
  crashes: [],
  freezes: [],
  failing: [],
  asks: [],
  others: [],
  requests: [],
  standbyStatuses: [],
  doesBusyRefuse: false,
  promotionMs: 120_000,
  dnsDownMs: 50_000,
  dnsUpMs: 30_000,
  lagPhaseMs: 0,
  lagDelayMs: 10_000,
  lagWithoutCopy: "grows",
  isCommitHeld: true,
  wordAgeMs: 0,
  clockSteps: [],
  disconnectedAfterMs: undefined,
  clockPhaseMs: 0,
  lookMs: 0,
  goneMs: 0,
  storeMs: 0,
};

/** What is wrong with the orchestrator itself, in tests of whether that would be seen. */
export interface Fault {
  readonly policy?: Partial<Policy>;
  readonly eyes?: (eyes: Eyes) => Eyes;
  /** As one run has it: what gets lost on the way is lost already. */
  readonly store?: (store: StateStore) => StateStore;
  readonly hands?: (hands: Hands) => Hands;
}

const minute = 60_000;
const leaseMs = 30_000;
const askLimitMs = 10_000;
/** How long a look that fails takes. */
const lookLimitMs = 4_000;
const staleAfterMs = 8_000;
/** From one count of the writers to the next. */
const checkMs = 5_000;
/** How late the copy is when all is well, and how much of the time that passes a slow one makes up for. */
const usualLagMs = 200;
const slowShare = 0.25;
const beatMs = 2_000;
const commitsHeldAfterMs = 45_000;
const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {}, with: () => quiet };

/** One run of the function: what it asks for after a crash never comes. */
interface Run {
  readonly startedAt: number;
  isDead: boolean;
}

/** The two regions, the orchestrator's real code, and everything that may go wrong around it. */
export class World {
  readonly clock = new VirtualClock();
  readonly database: GlobalDatabaseFake;
  readonly store = new MemoryStateStore(leaseMs);
  readonly told: Decision[] = [];
  /** What the machine sent to RDS. */
  readonly asked: { readonly at: number; readonly kind: "failover" | "switchover" }[] = [];
  /** When it began to look. */
  readonly looks: number[] = [];
  /** What its rounds have found, as metrics. */
  readonly measured: { readonly at: number; readonly measures: Readonly<Record<string, Measured>> }[] = [];
  /** Two clusters took writes at one time, from whoever may write. */
  hadTwoWriters = false;
  /** Two of them said so to their clients. */
  hadTwoAcknowledging = false;
  /** When no cluster that takes writes could say so. */
  readonly unwritable: number[] = [];
  /** What the table has said of the writer, and since when. */
  readonly #leases: { readonly at: number; readonly lease: Lease }[] = [];
  /** Times in which nobody gets into the primary. */
  readonly outages: readonly Span[];
  /** Times in which the standby's own probes of the primary fail. */
  readonly silences: readonly Span[];
  readonly #unreached: readonly Span[];
  /** Times in which the primary's cluster takes no statement from anybody. */
  readonly #dead: readonly Span[];
  /** Times in which nothing is copied. */
  readonly cuts: readonly Span[];
  readonly #slow: readonly Span[];
  /** Times in which the writer answers nobody. */
  readonly #silentWriter: readonly Span[];
  /** Times in which no client gets a write acknowledged. */
  readonly #quietTimes: readonly Span[];
  /** What each failover that was taken lost, in milliseconds of writes. */
  readonly losses: { readonly at: number; readonly lossMs: number }[] = [];
  readonly #led: readonly Span[];
  readonly #running = new Set<Run>();
  readonly #asks;

  constructor(
    readonly history: History,
    readonly policy: Policy,
    private readonly fault: Fault = {},
  ) {
    this.#asks = [...history.asks];
    const spans = (...kinds: readonly TroubleKind[]) =>
      merged(history.troubles.filter(({ kind }) => kinds.includes(kind)));
    this.#silentWriter = spans("region-lost", "writer-lost", "overload");
    this.outages = spans("region-lost", "front-door", "writer-lost", "overload");
    this.silences = spans(
      "region-lost",
      "front-door",
      "writer-lost",
      "overload",
      "partition",
      "standby-isolated",
      "brown-out",
    );
    this.#dead = spans("region-lost", "writer-lost");
    this.#unreached = spans("region-lost", "partition", "standby-isolated");
    this.cuts = spans("region-lost", "partition", "standby-isolated", "copy");
    this.#slow = spans("slow-copy");
    const held = history.isCommitHeld
      ? [
          ...this.cuts.map(({ from, to }) => ({
            from: from + Math.max(0, commitsHeldAfterMs - (from - this.copiedAt(from))),
            to,
          })),
          ...this.#slow.map(({ from, to }) => ({ from: from + commitsHeldAfterMs / (1 - slowShare), to })),
        ]
      : [];
    this.#quietTimes = merged([
      ...this.#silentWriter,
      ...common(this.outages, this.#unreached),
      ...held.filter(({ from, to }) => from < to),
    ]);
    this.#led = this.outages
      .filter(({ from, to }) => to - from > history.dnsDownMs)
      .map(({ from, to }) => ({ from: from + history.dnsDownMs, to: to + history.dnsUpMs }));
    this.database = new GlobalDatabaseFake({
      now: () => this.clock.now,
      isPrimaryAlive: () => !isWithin(this.#dead, this.clock.now),
      wasPrimaryReachedSince: (time) => (sinceWhen(this.#unreached, this.clock.now) ?? this.clock.now) > time,
      isConnected: () => this.#isConnected(),
      isStandbyReady: () => isInService(this.#standbyStatus()),
      doesRefuse: () => this.history.doesBusyRefuse && this.#standbyStatus() !== "available",
      promotionMs: history.promotionMs,
    });
  }

  async live(until: number): Promise<void> {
    const { clock, history } = this;
    for (let index = 0; index * minute < until; index += 1) {
      if (!history.missed.includes(index)) {
        // EventBridge is some seconds late, now more, now less.
        const late = (index * 1_931) % 5_000;
        clock.at(index * minute + history.clockPhaseMs + late, () => this.#start(true));
      }
    }
    for (const at of history.wakes) {
      clock.at(at, () => this.#start(false));
    }
    for (const { at, id, to } of history.requests) {
      clock.at(at, () => this.#start(true, { id, to }));
    }
    for (const at of history.crashes) {
      clock.at(at, () => this.#crash());
    }
    for (const { at, kind, to } of history.others) {
      clock.at(at, () => this.#moveByOthers(kind, to));
    }
    for (let at = 0; at < until; at += checkMs) {
      clock.at(at, () => this.#check());
    }
    await clock.runUntil(until);
  }

  #is(...kinds: readonly TroubleKind[]): boolean {
    return this.history.troubles.some((one) => kinds.includes(one.kind) && isWithin([one], this.clock.now));
  }

  /** Of a front door in trouble one answer in seventeen seconds gets out. */
  #isBrowned(): boolean {
    return this.#is("brown-out") && Math.floor(this.clock.now / 1_000) % 17 !== 0;
  }

  #isConnected(): boolean {
    const since = sinceWhen(this.cuts, this.clock.now);
    const { disconnectedAfterMs } = this.history;
    return since === undefined || disconnectedAfterMs === undefined || this.clock.now - since < disconnectedAfterMs;
  }

  #world(): Side {
    // With both unhealthy Route 53 answers as if both were well.
    return isWithin(this.#led, this.clock.now) && !this.#is("standby-down", "standby-isolated") ? "standby" : "primary";
  }

  #lag(): Lag | undefined {
    const { lagPhaseMs, lagDelayMs, lagWithoutCopy } = this.history;
    const readable = this.clock.now - lagDelayMs - lagPhaseMs;
    for (let measured = Math.floor(readable / minute) * minute + lagPhaseMs; ; measured -= minute) {
      if (this.clock.now - measured > 5 * minute) {
        return undefined;
      }
      const begunAt = measured - minute;
      const since = sinceWhen(this.cuts, measured - 1);
      if (lagWithoutCopy === "grows" || since === undefined) {
        return {
          metric: "AuroraGlobalDBRPOLag",
          lagMs: this.#worstLag(begunAt, measured),
          begunAt,
          measuredAt: measured,
        };
      }
      if (lagWithoutCopy === "vanishes" && since > begunAt) {
        // Of the minute in which it broke off there is what was measured before.
        const lagMs = this.#worstLag(begunAt, since - 1);
        return { metric: "AuroraGlobalDBRPOLag", lagMs, begunAt, measuredAt: measured };
      }
      if (lagWithoutCopy === "stands-still") {
        const lagMs = this.#worstLag(Math.min(begunAt, since - 1), Math.min(measured, since));
        return { metric: "AuroraGlobalDBRPOLag", lagMs, begunAt, measuredAt: measured };
      }
    }
  }

  /** Of a metric of the volume: a writer that is gone writes nothing that could be late. */
  #worstLag(from: number, to: number): number {
    const moments = Array.from({ length: 13 }, (_, index) => from + ((to - from) * index) / 12);
    return Math.max(...moments.map((at) => at - this.copiedAt(at)));
  }

  /** Up to when everything is in the standby, then. */
  copiedAt(at: number): number {
    const flowed = sinceWhen(this.cuts, at) ?? at;
    const slowSince = sinceWhen(this.#slow, flowed);
    return (slowSince === undefined ? flowed : slowSince + (flowed - slowSince) * slowShare) - usualLagMs;
  }

  /** When the last write before then was acknowledged. */
  lastWriteBefore(at: number): number {
    return sinceWhen(this.#quietTimes, at) ?? at;
  }

  /** Whether a statement from the standby region gets through the primary's writer. */
  isWriterReached(at: number): boolean {
    return !isWithin(this.#silentWriter, at) && !isWithin(this.#unreached, at);
  }

  /** As an instance of the standby says it. */
  #word(): WriterWord {
    const at = Math.max(0, this.clock.now - this.history.wordAgeMs);
    const { database } = this;
    if (database.writer === "standby") {
      return { writer: "answers", copiedUntil: at };
    }
    const isReached = this.isWriterReached(at);
    const copied = this.copiedAt(at);
    const beaten = sinceWhen(this.#silentWriter, copied) ?? copied;
    return { writer: isReached ? "answers" : "silent", copiedUntil: Math.floor(beaten / beatMs) * beatMs };
  }

  /** What the functions take for the time. */
  #clockOfRuns(): number {
    const { clock, history } = this;
    return history.clockSteps.filter(({ at }) => at <= clock.now).reduce((time, { byMs }) => time + byMs, clock.now);
  }

  #mode(): Mode {
    return this.history.switches.filter(({ at }) => at <= this.clock.now).at(-1)?.mode ?? "on";
  }

  #start(isPatient: boolean, request?: Request): void {
    const run: Run = { startedAt: this.clock.now, isDead: false };
    this.#running.add(run);
    const { clock, history, fault } = this;
    const policy = { ...this.policy, ...(history.isCommitHeld ? { commitsHeldAfterMs } : {}), ...fault.policy };
    const store = this.#storeFor(run);
    const eyes = this.#eyesFor(run);
    const hands = this.#handsFor(run);
    const finished = watch({
      store: fault.store?.(store) ?? store,
      eyes: fault.eyes?.(eyes) ?? eyes,
      hands: fault.hands?.(hands) ?? hands,
      tell: (decision) => this.#through(run, "tell", async () => void this.told.push(decision)),
      policy,
      askLimitMs,
      staleAfterMs,
      holder: `run-${clock.now}-${this.#running.size}-${isPatient}-${request?.id}`,
      roundMs: pace.roundMs,
      knockMs: request === undefined ? pace.knockMs : pace.requestKnockMs,
      endsAt: this.#clockOfRuns() + pace.watchMs,
      isPatient,
      request,
      now: () => this.#clockOfRuns(),
      pause: (milliseconds) => this.#through(run, undefined, () => clock.sleep(milliseconds)),
      beat: (measures) => this.measured.push({ at: clock.now, measures }),
      log: quiet,
    });
    void finished.then(() => this.#running.delete(run));
  }

  #crash(): void {
    for (const run of this.#running) {
      run.isDead = true;
    }
    this.#running.clear();
  }

  #moveByOthers(kind: "failover" | "switchover", to: Side): void {
    try {
      this.database.ask(kind, to, "others");
    } catch {
      // RDS refuses them as it refuses the machine; the fake keeps count.
    }
  }

  #standbyStatus(): string {
    return this.history.standbyStatuses.find((one) => isWithin([one], this.clock.now))?.status ?? "available";
  }

  #check(): void {
    const writers = this.database.writers();
    this.hadTwoWriters ||= writers.length > 1;
    const acknowledging = writers.filter((side) => this.#acknowledges(side));
    this.hadTwoAcknowledging ||= acknowledging.length > 1;
    if (acknowledging.length === 0) {
      this.unwritable.push(this.clock.now);
    }
  }

  /** Whether a cluster that takes writes says so: its clients, and itself, go by the lease that its region's table has. */
  #acknowledges(side: Side): boolean {
    return this.clock.now < this.#leaseEndOf(side);
  }

  /** Until when a side may write, as its region knows it now. */
  #leaseEndOf(side: Side): number {
    const { clock, policy } = this;
    const known = side === "primary" ? (sinceWhen(this.#unreached, clock.now) ?? clock.now) : clock.now;
    const lease = this.#leases.findLast(({ at }) => at <= known)?.lease;
    if (policy.leaseMs === undefined) {
      return Number.POSITIVE_INFINITY;
    }
    return lease?.writer === side ? lease.renewedAt + policy.leaseMs : 0;
  }

  /** A call of a run that may be dead, stand still, or meet a service that fails. */
  async #through<T>(run: Run, port: Port | undefined, call: () => Promise<T>): Promise<T> {
    const { clock, history } = this;
    await this.#thaw(run);
    const fails =
      port !== undefined &&
      isWithin(
        history.failing.filter((one) => one.port === port),
        clock.now,
      );
    if (fails) {
      await clock.sleep(lookLimitMs);
    }
    if (run.isDead) {
      return new Promise(() => undefined);
    }
    if (fails) {
      throw new Failure("timeout", "It took too long.");
    }
    const result = await call();
    await this.#thaw(run);
    return run.isDead ? new Promise(() => undefined) : result;
  }

  /** Until the run goes on, when it stands still. Others that begin meanwhile do not. */
  async #thaw({ startedAt }: Run): Promise<void> {
    const { now } = this.clock;
    const freeze = this.history.freezes.find(({ from, to }) => startedAt <= from && from <= now && now < to);
    if (freeze !== undefined) {
      await this.clock.sleep(freeze.to - now);
    }
  }

  async #linger(milliseconds: number): Promise<void> {
    if (milliseconds > 0) {
      await this.clock.sleep(milliseconds);
    }
  }

  #storeFor(run: Run): StateStore {
    const { lookMs, storeMs } = this.history;
    const { store } = this;
    const ask = <T>(call: () => Promise<T>, takesMs = storeMs) =>
      this.#through(run, "store", async () => {
        const answer = await call();
        await this.#linger(takesMs);
        if (
          isWithin(
            this.history.failing.filter(({ port }) => port === "store-answer"),
            this.clock.now,
          )
        ) {
          await this.clock.sleep(lookLimitMs);
          throw new Failure("timeout", "It took too long.");
        }
        return answer;
      });
    return {
      take: (...args: Parameters<StateStore["take"]>) => ask(() => store.take(...args)),
      keep: (...args: Parameters<StateStore["keep"]>) => ask(() => this.#noted(store.keep(...args)), lookMs + storeMs),
      release: (...args: Parameters<StateStore["release"]>) => ask(() => this.#noted(store.release(...args))),
    };
  }

  async #noted<T>(kept: Promise<T>): Promise<T> {
    const answer = await kept;
    const { lease } = this.store.state;
    if (lease !== undefined) {
      this.#leases.push({ at: this.clock.now, lease });
    }
    return answer;
  }

  #eyesFor(run: Run): Eyes {
    const { lookMs, goneMs } = this.history;
    const look = <T>(port: Port | undefined, see: () => T) =>
      this.#through(run, port, async () => {
        const seen = see();
        await this.#linger(seen === false ? Math.max(lookMs, goneMs) : lookMs);
        return seen;
      });
    const isCutOff = () => this.#is("partition", "standby-isolated");
    return {
      answers: (side) =>
        look(undefined, () =>
          side === "primary"
            ? !isWithin(this.outages, this.clock.now) && !isCutOff() && !this.#isBrowned()
            : !this.#is("standby-down", "standby-isolated"),
        ),
      world: () =>
        look("world", () => {
          if (this.#is("standby-isolated")) {
            throw new Failure("unavailable", "The name servers give no answer.");
          }
          return this.#world();
        }),
      database: () => {
        this.looks.push(this.clock.now);
        return look("database", () => this.database.view());
      },
      lag: () => look("lag", () => this.#lag()),
      word: () =>
        look("word", () => {
          if (this.#is("standby-down", "standby-isolated")) {
            throw new Failure("unavailable", "The standby's page does not answer.");
          }
          return this.#word();
        }),
      mode: () => look("switch", () => this.#mode()),
    };
  }

  #handsFor(run: Run): Hands {
    const ask = async (kind: "failover" | "switchover", to: Side) => {
      this.asked.push({ at: this.clock.now, kind });
      const { fate, takesMs } = this.#asks.shift() ?? { fate: "works", takesMs: 300 };
      await this.clock.sleep(takesMs);
      if (fate !== "request-lost") {
        this.database.ask(kind, to, "machine", fate === "breaks-off");
        if (kind === "failover" && fate !== "breaks-off") {
          const at = this.clock.now;
          const written = this.lastWriteBefore(Math.min(at, this.#leaseEndOf("primary")));
          this.losses.push({ at, lossMs: Math.max(0, written - this.copiedAt(at)) });
        }
        this.#check();
      }
      if (run.isDead) {
        return new Promise<void>(() => undefined);
      }
      if (fate === "request-lost" || fate === "answer-lost") {
        await this.clock.sleep(Math.max(0, askLimitMs - takesMs));
        throw new Failure("timeout", "It took too long.");
      }
    };
    return { failOver: () => ask("failover", "standby"), switchOver: (to) => ask("switchover", to) };
  }
}
