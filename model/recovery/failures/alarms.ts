import { delivery } from "../estimates";
import type { Context } from "./context";
import { alarmSeconds } from "./detection";
import { errs } from "./scenario";
import type { Alarm, Subscription, Topic, Watched } from "./system";

type Errors = Extract<Watched, { readonly kind: "errors" }>;

/** Somebody who is notified, or would be. */
export interface Notice {
  readonly who: string;
  readonly alarm: string;
  readonly urn: string;
  /** Undefined when it never arrives, or nobody tells when. */
  readonly seconds?: number;
  /** It arrives, at a time that nobody tells. */
  readonly isUntimed?: true;
  readonly note: string;
}

/** The one that arrives first; undefined where none has a time. */
export function firstNotice(notices: readonly Notice[]): Notice | undefined {
  const at = ({ seconds = Number.POSITIVE_INFINITY }: Notice) => seconds;
  const timed = notices.filter(({ seconds }) => seconds !== undefined);
  return timed.reduce<Notice | undefined>((first, each) => (first && at(first) <= at(each) ? first : each), undefined);
}

/** What the alarms of a run see, and whom they tell. */
export class Alarms {
  /** One for each subscription that an alarm about this failure has. */
  readonly notices: Notice[] = [];

  /** Alarms that follow the status of a health check, by that check. */
  private readonly byCheck = new Map<string, Alarm[]>();

  /** The health checks of the side that is lost. */
  private readonly lostChecks: ReadonlySet<string>;

  private readonly secondaries: ReadonlySet<string>;

  constructor(
    private readonly context: Context,
    private readonly onTold: (notice: Notice) => void,
  ) {
    const { scenario, system } = context;
    for (const alarm of system.alarms) {
      if (alarm.watched.kind === "health-status") collect(this.byCheck, alarm.watched.check, alarm);
    }
    const sides = system.names.map((name) => (scenario.lost === "standby" ? name.standby : name.primary));
    this.lostChecks = new Set(sides.map(({ check }) => ("urn" in check ? check.urn : "")));
    this.secondaries = new Set([
      ...system.globalDatabases.map(({ secondaryUrn }) => secondaryUrn),
      ...system.stores.flatMap((store) => store.secondaries),
    ]);
  }

  /** What is to be seen from the failure on. */
  start(): void {
    for (const alarm of this.context.system.alarms) {
      if (!this.context.isAlive(alarm.region)) this.giveUp(alarm);
      else if (alarm.watched.kind === "errors") this.seeErrors(alarm, alarm.watched);
      else if (alarm.watched.kind === "database-lag") this.seeLag(alarm, alarm.watched);
      else if (alarm.watched.kind === "copy-lag") this.seeCopyLag(alarm, alarm.watched);
      else if (alarm.watched.kind === "peer") this.seePeer(alarm);
    }
  }

  /** A health check has turned unhealthy: Route 53 publishes it every minute. */
  seeStatus(check: string): void {
    for (const alarm of this.byCheck.get(check) ?? []) {
      if (this.context.isAlive(alarm.region)) this.fire(alarm, 0);
    }
  }

  /** An alarm of a lost region is about the failure as well, and says nothing. */
  private giveUp(alarm: Alarm): void {
    const { system } = this.context;
    const { lost } = this.context.scenario;
    if (lost === "watch") return; // it is what is lost
    const isAbout =
      (alarm.watched.kind === "health-status" && this.lostChecks.has(alarm.watched.check)) ||
      (alarm.watched.kind === "errors" && lost !== "standby" && alarm.region === system.primaryRegion);
    if (!isAbout) return;
    for (const { subscriptions } of alarm.topics) {
      for (const subscription of subscriptions) this.miss(alarm, subscription);
    }
  }

  private miss(alarm: Alarm, subscription: Subscription): void {
    const note = `the alarm is in ${alarm.region}, which is lost`;
    this.notices.push({ who: nameOf(subscription), alarm: alarm.name, urn: alarm.urn, note });
  }

  /** A front door that does not answer counts no request, and no error either. */
  private seeErrors(alarm: Alarm, { onErrors, onSilence }: Errors): void {
    const { scenario, system } = this.context;
    if (alarm.region !== system.primaryRegion) return;
    const counts = onErrors === "rings" && errs(scenario, system.databases.length > 0);
    const isSilent = onSilence === "rings" && scenario.frontDoor === "refuses";
    if (counts || isSilent) this.fire(alarm, 0);
  }

  /** Every request fails for so long: an alarm that waits for longer does not see it. */
  seeOutage(seconds: number): void {
    for (const alarm of this.context.system.alarms) {
      const { watched, region, periodSeconds, points } = alarm;
      const counts = watched.kind === "errors" && watched.onErrors === "rings" && seconds > periodSeconds * points;
      if (counts && region === this.context.system.primaryRegion && this.context.isAlive(region)) this.fire(alarm, 0);
    }
  }

  /** While both sides live, a copy that gets nothing more falls behind by a second each second. */
  private seeCopyLag(alarm: Alarm, { thresholdSeconds }: { thresholdSeconds: number }): void {
    const { replicationCut, frontDoor } = this.context.scenario;
    if (replicationCut && frontDoor === "answers") this.fire(alarm, thresholdSeconds);
  }

  /** What speaks of the loss of another region says when only to who wrote it. */
  private seePeer(alarm: Alarm): void {
    const { scenario, system } = this.context;
    if (scenario.lost !== "primary" || alarm.region === system.primaryRegion) return;
    for (const { region, subscriptions } of alarm.topics) {
      const isUntimed = this.context.isAlive(region) ? ({ isUntimed: true } as const) : {};
      const note = this.context.isAlive(region)
        ? "at a time that only its publisher knows"
        : `its topic is in ${region}, which is lost`;
      for (const subscription of subscriptions) {
        this.notices.push({ who: nameOf(subscription), alarm: alarm.name, urn: alarm.urn, note, ...isUntimed });
      }
    }
  }

  /** A second cluster that gets nothing more falls behind by a second each second. */
  private seeLag(alarm: Alarm, { cluster, thresholdSeconds }: { cluster: string; thresholdSeconds: number }): void {
    if (this.context.scenario.replicationCut && this.secondaries.has(cluster)) this.fire(alarm, thresholdSeconds);
  }

  private fire(alarm: Alarm, onset: number): void {
    const seconds = onset + alarmSeconds(this.context, alarm.urn, alarm.periodSeconds, alarm.points);
    this.context.after(seconds, () => {
      this.context.record("alarm", `alarm ${alarm.name}`, alarm);
      for (const topic of alarm.topics) this.publish(alarm, topic);
    });
  }

  private publish(alarm: Alarm, topic: Topic): void {
    for (const subscription of topic.subscriptions) {
      if (!this.context.isAlive(topic.region)) {
        this.miss(alarm, subscription);
        continue;
      }
      this.context.after(this.context.draw(delivery, `${alarm.urn}/${subscription.urn}`), () =>
        this.arrive(alarm, topic, subscription),
      );
    }
  }

  private arrive(alarm: Alarm, topic: Topic, subscription: Subscription): void {
    const who = nameOf(subscription);
    const notice = { who, alarm: alarm.name, urn: alarm.urn, seconds: this.context.seconds, note: "" };
    this.notices.push(notice);
    this.context.record("notice", `${who} is notified by ${alarm.name}`, {
      urn: subscription.urn,
      region: topic.region,
    });
    this.onTold(notice);
  }
}

function collect(into: Map<string, Alarm[]>, key: string, alarm: Alarm): void {
  const found = into.get(key) ?? [];
  found.push(alarm);
  into.set(key, found);
}

function nameOf({ protocol, endpoint }: Subscription): string {
  return `${endpoint} (${protocol})`;
}
