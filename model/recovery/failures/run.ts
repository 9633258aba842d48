import { aurora, clients, type Fact, greyErrors } from "../estimates";
import { Streams } from "../random";
import { Alarms, firstNotice, type Notice } from "./alarms";
import { Answers } from "./answers";
import { Context, type TimelineEntry } from "./context";
import { type LagNotices, type Loss, lagNotices, lossOf, noticeOf, untilTold } from "./loss";
import { Population, type Served } from "./population";
import { Recovery } from "./recovery";
import type { Scenario } from "./scenario";
import type { DeclaredSystem, Store } from "./system";

/** A run ends after a day: who is not served by then counts as never served. */
export const HORIZON_SECONDS = 86_400;

/** Writes into a region that is cut off are counted for so long; how long it stays cut off nobody knows. */
const ISOLATION_SECONDS = 3600;

export interface RunOptions {
  readonly system: DeclaredSystem;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly run: number;
  readonly writesPerSecond: number;
  /** Without a timeline, and of the notices with those alone that decide who is told. */
  readonly outcomesOnly?: boolean;
}

/** What came of one run. Times are seconds since the failure; undefined when it did not happen within the horizon. */
export interface Run {
  readonly noticed: number | undefined;
  readonly answered: number | undefined;
  readonly ready: number | undefined;
  readonly curve: readonly Served[];
  readonly losses: readonly Loss[];
  readonly inFlight: number;
  readonly notices: readonly Notice[];
  readonly timeline: readonly TimelineEntry[];
  /** A person had to decide. */
  readonly isByPerson: boolean;
  /** A person has changed the records. */
  readonly isMovedByHand: boolean;
  readonly facts: ReadonlySet<Fact>;
}

/** One run: everything that happens from the failure on. */
class Course {
  private readonly context: Context;

  private readonly answers: readonly Answers[];

  private readonly population: Population;

  private readonly recovery: Recovery;

  private readonly alarms: Alarms;

  private readonly isDatabaseDown: boolean;

  private noticed: number | undefined;

  private answered: number | undefined;

  private ready: number | undefined;

  private isMovedByHand = false;

  private readonly outcomesOnly: boolean;

  constructor({ system, scenario, seed, run, writesPerSecond, outcomesOnly = false }: RunOptions) {
    this.outcomesOnly = outcomesOnly;
    this.context = new Context(system, scenario, new Streams(seed, run), writesPerSecond, !outcomesOnly);
    this.answers = system.names.map(
      (name) =>
        new Answers(
          this.context,
          name,
          (check) => this.onUnhealthy(check),
          (changed) => this.onAnswer(changed),
        ),
    );
    this.recovery = new Recovery(this.context, {
      onReady: () => this.onReady(),
      onMoved: () => {
        this.isMovedByHand = true;
        for (const each of this.answers) each.move();
      },
      isMoved: () => this.isMoved,
      onWitness: (check) => this.alarms.seeStatus(check),
    });
    this.isDatabaseDown = scenario.data === "all" || this.losesWriter();
    const isRefused = this.isDatabaseDown || scenario.data === "writes";
    const primary = !isRefused && !["gone", "refuses", "errs"].includes(scenario.frontDoor);
    this.population = new Population(this.context, this.answers, { primary, standby: this.recovery.isStandbyReady });
    this.alarms = new Alarms(this.context, ({ alarm }) => this.recovery.tell(alarm));
  }

  run(): Run {
    const { context } = this;
    const { scenario, system } = context;
    context.record("failure", scenario.title, { region: system.primaryRegion });
    if (scenario.frontDoor === "errs") context.facts.add(greyErrors);
    const inFlight = this.loseRequests();
    const losses = system.stores.map((store) => lossOf(context, store));
    this.noteLosses(losses);
    for (const each of this.answers) each.start();
    this.alarms.start();
    this.recovery.start();
    if (this.isDatabaseDown) this.failOverInRegion();
    this.holdCommits();
    context.loop.run(HORIZON_SECONDS * 1000);
    const told = lagNotices(system, this.alarms.notices);
    return {
      noticed: this.noticed,
      answered: this.answered,
      ready: this.ready,
      curve: this.population.curve,
      losses: losses.map((loss, index) => this.afterAll(loss, system.stores[index], told)),
      inFlight,
      notices: this.outcomesOnly ? decisive(this.alarms.notices) : this.alarms.notices,
      timeline: context.timeline,
      isByPerson: this.recovery.isByPerson,
      isMovedByHand: this.isMovedByHand,
      facts: context.facts,
    };
  }

  /** Requests that were under way to the primary get no answer. */
  private loseRequests(): number {
    const { context } = this;
    if (!["gone", "refuses"].includes(context.scenario.frontDoor)) return 0;
    const requests = context.draw(clients.request, "in-flight") * context.writesPerSecond;
    const rounded = Math.round(requests * this.population.shareAt("primary"));
    if (rounded > 0) context.record("client", `${rounded} in-flight requests get no answer`);
    return rounded;
  }

  private noteLosses(losses: readonly Loss[]): void {
    for (const [index, store] of this.context.system.stores.entries()) {
      const seconds = losses[index]?.seconds;
      if (seconds === 0) continue;
      const isTold = store.replication.kind !== "untold";
      const what = seconds === undefined ? "all of its data" : `its last ${seconds.toFixed(1)} s of writes`;
      const text = isTold ? `${what} are not in the standby` : "what of it is in the standby is not known";
      this.context.record("data", `${store.service} ${store.name}: ${text}`, { urn: store.urn });
    }
  }

  private onUnhealthy(check: string): void {
    this.noticed ??= this.context.seconds;
    this.alarms.seeStatus(check);
    this.recovery.notice();
  }

  private onAnswer(changed: Answers): void {
    this.population.follow(changed);
    if (this.isMoved) this.answered ??= this.context.seconds;
  }

  private get isMoved(): boolean {
    return this.answers.every(({ current }) => current === "standby");
  }

  private onReady(): void {
    if (this.recovery.isStandbyReady) return;
    this.ready = this.context.seconds;
    this.population.setServing("standby", true);
  }

  /** A lost zone takes the instance that writes with it when that happens to be there. */
  private losesWriter(): boolean {
    const { scenario, system } = this.context;
    const zones = Math.max(...system.names.map((name) => name.zones));
    const isThere = this.context.random("zone")() < 1 / zones;
    if (scenario.data === "writer") return system.databases.length > 0;
    return scenario.frontDoor === "zone-gone" && system.databases.length > 0 && isThere;
  }

  /** A primary that takes no write which every copy is too far behind, or which no other region confirms. */
  private holdCommits(): void {
    const { scenario, system } = this.context;
    const isAlone = scenario.frontDoor === "answers" && (scenario.replicationCut || scenario.lost === "standby");
    if (!isAlone) return;
    for (const { replication, service, name, urn } of system.stores) {
      const bound = replication.kind === "stream" ? replication.atMost : undefined;
      const waits = replication.kind === "together" && scenario.replicationCut;
      if (bound === undefined && !waits) continue;
      this.context.after(bound ?? 0, () => {
        this.context.record("act", `${service} ${name} holds its writes: no other region has them`, { urn });
        this.population.setServing("primary", false);
      });
    }
  }

  /** Another instance of the cluster takes over, or a new one is made; a table of DynamoDB has neither. */
  private failOverInRegion(): void {
    const { context } = this;
    const isWhole = context.scenario.data === "all";
    const times = context.system.databases.map(({ urn, instances }) =>
      context.draw(instances > 1 && !isWhole ? aurora.inRegion : aurora.recreate, urn),
    );
    if (times.length === 0) return;
    const seconds = Math.max(...times);
    this.alarms.seeOutage(seconds);
    context.after(seconds, () => {
      context.record("act", "the primary's database takes writes again");
      this.population.setServing("primary", true);
    });
  }

  private afterAll(loss: Loss, store: Store | undefined, told: LagNotices): Loss {
    const { scenario, writesPerSecond } = this.context;
    const isStopped = scenario.replicationCut && scenario.frontDoor === "answers" && store !== undefined;
    return isStopped ? untilTold(loss, store, noticeOf(store, told), writesPerSecond) : this.withStranded(loss, store);
  }

  /** With what clients went on writing into a region that is cut off; a write that waits for another region fails. */
  private withStranded(loss: Loss, store: Store | undefined): Loss {
    const { seconds, records } = loss;
    const isStrong = store?.replication.kind === "together";
    if (this.context.scenario.frontDoor !== "cut-off" || isStrong) return loss;
    if (seconds === undefined || records === undefined) return loss;
    const { writesPerSecond } = this.context;
    return {
      seconds: seconds + ISOLATION_SECONDS,
      records: records + this.population.secondsAtPrimary(ISOLATION_SECONDS) * writesPerSecond,
    };
  }
}

/** The notification that comes first, and one that is certain to come at a time that nobody tells. */
function decisive(notices: readonly Notice[]): readonly Notice[] {
  const untimed = notices.find(({ isUntimed }) => isUntimed === true);
  return [firstNotice(notices), untimed].filter((notice) => notice !== undefined);
}

/** Plays one failure through. The same options give the same run. */
export function playRun(options: RunOptions): Run {
  return new Course(options).run();
}
