import { delivery } from "../../model/recovery/estimates";
import type { Context } from "./context";
import { alarmSeconds } from "./detection";
import type { Alarm, Subscription, Topic } from "./system";

/** Somebody who is told, or would be. */
export interface Notice {
  readonly who: string;
  readonly alarm: string;
  readonly urn: string;
  /** Undefined when it never arrives. */
  readonly seconds?: number;
  readonly note: string;
}

/** What the alarms of a run see, and whom they tell. */
export class Alarms {
  /** One for each subscription that an alarm about this failure has. */
  readonly notices: Notice[] = [];

  constructor(
    private readonly context: Context,
    private readonly onTold: (notice: Notice) => void,
  ) {}

  /** What is to be seen from the failure on. */
  start(): void {
    for (const alarm of this.context.system.alarms) {
      if (!this.context.isAlive(alarm.region)) this.giveUp(alarm);
      else if (alarm.watched.kind === "errors") this.seeErrors(alarm);
      else if (alarm.watched.kind === "database-lag") this.seeLag(alarm, alarm.watched);
    }
  }

  /** A health check has turned unhealthy: Route 53 publishes it every minute. */
  seeStatus(check: string): void {
    for (const alarm of this.context.system.alarms) {
      const isAbout = alarm.watched.kind === "health-status" && alarm.watched.check === check;
      if (isAbout && this.context.isAlive(alarm.region)) this.fire(alarm, 0);
    }
  }

  /** An alarm of a lost region is about the failure as well, and says nothing. */
  private giveUp(alarm: Alarm): void {
    const { system } = this.context;
    const checks = system.names.map(({ primary }) => ("urn" in primary.check ? primary.check.urn : ""));
    const isAbout =
      (alarm.watched.kind === "health-status" && checks.includes(alarm.watched.check)) ||
      (alarm.watched.kind === "errors" && alarm.region === system.primaryRegion);
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
  private seeErrors(alarm: Alarm): void {
    const { scenario, system } = this.context;
    if (alarm.region !== system.primaryRegion) return;
    const counts = scenario.frontDoor === "errs" || (scenario.databaseFails && system.databases.length === 0);
    const isSilent = scenario.frontDoor === "refuses" && alarm.breachesWhenSilent;
    if (counts || isSilent) this.fire(alarm, 0);
  }

  /** A second cluster that gets nothing more falls behind by a second each second. */
  private seeLag(alarm: Alarm, { cluster, thresholdSeconds }: { cluster: string; thresholdSeconds: number }): void {
    const isSecondary = this.context.system.globalDatabases.some(({ secondaryUrn }) => secondaryUrn === cluster);
    if (this.context.scenario.replicationCut && isSecondary) this.fire(alarm, thresholdSeconds);
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
    this.context.record("notice", `${who} is told by ${alarm.name}`, { urn: subscription.urn, region: topic.region });
    this.onTold(notice);
  }
}

function nameOf({ protocol, endpoint }: Subscription): string {
  return `${endpoint} (${protocol})`;
}
