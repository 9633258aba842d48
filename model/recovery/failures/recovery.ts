import {
  acknowledgement,
  aurora,
  type Delay,
  freeze,
  hearsay,
  instanceLaunch,
  orchestratorLook,
  orchestratorRun,
  recordEdit,
  targetRegistration,
} from "../estimates";
import { type Efforts, usualEfforts } from "../standby";
import type { Context } from "./context";
import { runPlan, type Step } from "./plan";
import type { Check, GlobalDatabase, Orchestrator } from "./system";
import { Watchman } from "./watchman";

/** Where records of Route 53 are changed. */
const RECORDS_REGION = "us-east-1";

/** What the recovery does to the rest of the run. */
export interface Effects {
  /** The standby takes the whole load. */
  readonly onReady: () => void;
  /** DNS servers are told to answer with the standby. */
  readonly onMoved: () => void;
  /** Whether DNS servers answer every name with the standby. */
  readonly isMoved: () => boolean;
  /** A health check that leads no client has turned unhealthy. */
  readonly onWitness: (check: string) => void;
}

type Begins = "a person" | "a function";

interface Place {
  readonly urn: string;
  readonly region: string;
}

/** What has to be done for the standby to serve, who does it, and when. */
export class Recovery {
  private hasBegun = false;

  private isNoticed = false;

  private isAwaited = false;

  /** Whether a person had to decide. */
  isByPerson = false;

  constructor(
    private readonly context: Context,
    private readonly effects: Effects,
  ) {}

  /** Databases that take no write in the standby until somebody promotes them. */
  private get promotions(): readonly GlobalDatabase[] {
    const { system, scenario } = this.context;
    if (!this.trafficMoves || scenario.lost === "both") return [];
    const isForwardingDead = scenario.replicationCut || scenario.data === "writes";
    return system.globalDatabases.filter(({ forwardsWrites }) => !forwardsWrites || isForwardingDead);
  }

  /** The front door is the matter, or a store that no other instance of its region can stand in for. */
  private get trafficMoves(): boolean {
    const { scenario, system } = this.context;
    if (scenario.data === "writes") return true;
    if (scenario.data === "all") return system.databases.length === 0;
    if (scenario.frontDoor === "zone-gone") return system.names.some(({ zones }) => zones < 2);
    return scenario.frontDoor !== "answers" || (scenario.lost === "watch" && this.isLedBySilence);
  }

  /** A check that takes silence for a failure leads away from a region of which only the alarms are lost. */
  private get isLedBySilence(): boolean {
    const takesSilence = (check: Check): boolean =>
      check.kind === "calculated"
        ? check.children.some(takesSilence)
        : check.kind === "alarm" && check.unhealthyWhenSilent && !this.context.isAlive(check.region);
    return this.context.system.names.some(({ primary }) => takesSilence(primary.check));
  }

  /** Whether the standby serves without anybody doing anything. */
  get isStandbyReady(): boolean {
    const { scenario, system } = this.context;
    if (scenario.lost === "both" || scenario.lost === "standby") return false;
    return this.promotions.length === 0 && system.emptyGroups.length === 0 && system.registrations.length === 0;
  }

  /** Somebody can do something about it, and has not done it yet. */
  private get isOpen(): boolean {
    const isDone = (this.isStandbyReady || this.hasBegun) && this.effects.isMoved();
    const { system, scenario } = this.context;
    return system.failover === "names" && this.trafficMoves && scenario.lost !== "both" && !isDone;
  }

  /** People notice a failure without an alarm too. */
  start(): void {
    if (!this.isOpen) return;
    for (const orchestrator of this.orchestrators) this.post(orchestrator);
    if (this.isPromotionMeasured) this.activate("a person");
    this.context.after(this.context.draw(hearsay, "person"), () => this.tell());
  }

  /** The team has measured it from the failure on: being told, deciding and promoting are in it. */
  private get isPromotionMeasured(): boolean {
    return this.isOwn("promotion") && this.promotions.length > 0 && this.orchestrators.length === 0;
  }

  private isOwn(effort: keyof Efforts): boolean {
    return this.context.system.efforts[effort] !== usualEfforts[effort];
  }

  /** A team's own measurement, or else what the estimate gives. */
  private secondsOf(effort: keyof Efforts, delay: Delay, id: string): number {
    return this.isOwn(effort) ? this.context.system.efforts[effort] : this.context.draw(delay, id);
  }

  /** Somebody is notified, reads it, decides, and does what is still to be done. */
  tell(alarm?: string): void {
    if (this.isAwaited || !this.isOpen) return;
    this.isAwaited = true;
    const how = alarm === undefined ? "without an alarm" : `notified by ${alarm}`;
    this.context.after(this.context.draw(acknowledgement, "person"), () => {
      if (this.isOpen) this.begin(`a person, ${how}, decides to fail over`);
    });
  }

  /** The primary's health check is unhealthy: an orchestrating function sees it in its next run. */
  notice(): void {
    if (this.isNoticed || this.isStandbyReady || !this.trafficMoves) return;
    this.isNoticed = true;
    for (const orchestrator of this.orchestrators.filter((each) => !this.isPosted(each))) {
      const { urn, everySeconds, isContinuous } = orchestrator;
      const pause = isContinuous ? this.context.draw(orchestratorLook, urn) : everySeconds;
      const wait = this.context.random(`clock/${urn}`)() * pause + this.context.draw(orchestratorRun, urn);
      const seconds = this.isOwn("decision") ? this.context.system.efforts.decision : wait;
      this.context.after(seconds, () => this.decide(orchestrator));
    }
  }

  private get orchestrators(): readonly Orchestrator[] {
    return this.isStandbyReady
      ? []
      : this.context.system.orchestrators.filter(({ region }) => this.context.isAlive(region));
  }

  /** Whether it watches by itself; what it makes of a failure in which the copy flows is not drilled. */
  private isPosted({ vigil }: Orchestrator): boolean {
    return vigil !== undefined && this.context.scenario.replicationCut && !this.isOwn("decision");
  }

  private post(orchestrator: Orchestrator): void {
    const { vigil } = orchestrator;
    if (vigil === undefined || !this.isPosted(orchestrator)) return;
    const { check } = vigil.witness.primary;
    new Watchman(this.context, orchestrator, vigil, () => this.decide(orchestrator)).start((isHealthy) => {
      if (!isHealthy && "urn" in check) this.effects.onWitness(check.urn);
    });
  }

  private decide(where: Orchestrator): void {
    if (!this.hasBegun) this.begin("an orchestrating function decides to fail over", where);
  }

  private begin(text: string, where: Partial<Place> = {}): void {
    this.context.record("act", text, where);
    this.isByPerson ||= where.urn === undefined;
    this.activate(where.urn === undefined ? "a person" : "a function");
    if (where.urn === undefined && !this.effects.isMoved()) this.moveNames();
  }

  private activate(by: Begins): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    this.isByPerson ||= by === "a person";
    const steps = [
      ...this.promotions.flatMap((database) => this.promotionSteps(database, by)),
      ...this.context.system.emptyGroups.map((group) => this.launchStep(group)),
      ...this.context.system.registrations.map((target) => this.registrationStep(target)),
    ];
    const later = (seconds: number, action: () => void) => this.context.after(seconds, action);
    runPlan(steps, later, () => this.effects.onReady());
  }

  /** What orchestrates databases moves no names: a person does. */
  private moveNames(): void {
    const seconds = this.thawOf(RECORDS_REGION) + this.context.draw(recordEdit, "names");
    this.context.after(seconds, () => {
      this.context.record("act", "the names are moved by hand");
      this.effects.onMoved();
    });
  }

  private promotionSteps(database: GlobalDatabase, by: Begins): readonly Step[] {
    const { urn, name, region, hasInstance } = database;
    const { replicationCut, data } = this.context.scenario;
    const isPlanned = !replicationCut && data !== "writes";
    const kind = isPlanned ? aurora.switchover : aurora.failover;
    const effort = by === "a person" ? "promotion" : "automaticPromotion";
    const firstSeconds = (id: string) => this.secondsOf("firstInstance", aurora.firstInstance, id);
    const first = this.step(`instance/${urn}`, [], firstSeconds, `${name} has an instance`, { urn, region });
    const seconds = (id: string) => this.secondsOf(effort, kind, id);
    const text = `${name} takes writes in the standby`;
    const promotion = this.step(`promotion/${urn}`, [first.id], seconds, text, database);
    return hasInstance ? [promotion] : [first, promotion];
  }

  private launchStep(group: Place): Step {
    const seconds = (id: string) => this.secondsOf("launch", instanceLaunch, id);
    return this.step(`launch/${group.urn}`, [], seconds, "the standby's first instance runs", group);
  }

  private registrationStep({ urn, intervalSeconds }: { readonly urn: string; readonly intervalSeconds: number }): Step {
    const launches = this.context.system.emptyGroups.map((group) => `launch/${group.urn}`);
    const { overhead } = targetRegistration;
    const seconds = () => this.context.random(`register/${urn}`)() * intervalSeconds + this.context.draw(overhead, urn);
    const onDone = () => this.context.record("act", "the standby's targets are healthy", { urn });
    return { id: `register/${urn}`, after: launches, seconds, onDone };
  }

  private step(id: string, after: readonly string[], take: (id: string) => number, text: string, where: Place): Step {
    const { urn, region } = where;
    return {
      id,
      after,
      seconds: () => this.thawOf(region) + take(id),
      onDone: () => this.context.record("act", text, { urn, region }),
    };
  }

  /** Seconds until something can be changed in a region. */
  private thawOf(region: string): number {
    const isFrozen = this.context.scenario.controlPlaneFrozen && region === RECORDS_REGION;
    return isFrozen ? Math.max(0, this.context.draw(freeze, "control-plane") - this.context.seconds) : 0;
  }
}
