import type { HealthCheckArgs } from "@pulumi/aws/route53";
import type { DnsRecord } from "../aws/records";
import { Directory } from "../aws/references";
import { tokens } from "../aws/tokens";
import { isGiven, known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { regionOfAlarm } from "./checks";
import { standsByLastWord } from "./last-word";
import type { Names } from "./names";

type HealthCheck = Member<Plain<HealthCheckArgs>>;

/** What an answer does that was taken out, once its region is well again. */
export type Return = "by itself" | "by somebody" | "untold";

/** Tells which answers come back by themselves. */
export class Latches {
  private readonly checks: Directory<Plain<HealthCheckArgs>>;

  constructor(
    stack: Stack,
    private readonly names: Names,
  ) {
    this.checks = new Directory(stack.of(tokens.healthCheck));
  }

  of(record: DnsRecord): Return {
    if (!isGiven(() => record.props.healthCheckId)) {
      return "by itself";
    }
    const holder = { ...record.owner, sourcesOf: (property: string) => record.sourcesOf(property) };
    const [check] = this.checks.find(holder, "healthCheckId", () => record.props.healthCheckId).members;
    return check === undefined ? "untold" : this.ofCheck(check, record, []);
  }

  private ofCheck(check: HealthCheck, record: DnsRecord, above: readonly HealthCheck[]): Return {
    const type = String(stated(check, "type")).toUpperCase();
    if (type === "RECOVERY_CONTROL") {
      return "by somebody";
    }
    if (type === "CALCULATED") {
      return this.ofCalculated(check, record, [...above, check]);
    }
    // Inverted, a check holds an answer out while what it asks is there: somebody takes that away.
    if (stated(check, "invertHealthcheck") === true) {
      return "by somebody";
    }
    if (type !== "CLOUDWATCH_METRIC") {
      return "by itself";
    }
    return this.isHeldElsewhere(check, record) ? "by somebody" : "untold";
  }

  /** By the last word of a region that is not the answer's own, whose return can say nothing. */
  private isHeldElsewhere(check: HealthCheck, record: DnsRecord): boolean {
    const alarm = known(() => this.names.checks.alarmOf(check));
    const region = regionOfAlarm(check, alarm);
    const own = known(() => this.names.targets.of(record)) ?? [];
    const areElsewhere =
      own.length > 0 && own.every((target) => target.region !== undefined && target.region !== region);
    return standsByLastWord(check, alarm) && region !== undefined && areElsewhere;
  }

  /** It stays down while too few children are healthy without those that somebody turns. */
  private ofCalculated(check: HealthCheck, record: DnsRecord, above: readonly HealthCheck[]): Return {
    const ids = check.props.childHealthchecks ?? [];
    const needs = Number(stated(check, "childHealthThreshold") ?? ids.length);
    const children = this.childrenOf(check, ids).filter((child) => !above.includes(child));
    const returns = children.map((child) => this.ofCheck(child, record, above));
    const byThemselves = returns.filter((one) => one === "by itself").length;
    const untold = returns.filter((one) => one === "untold").length + ids.length - children.length;
    if (byThemselves >= needs) {
      return "by itself";
    }
    return byThemselves + untold >= needs ? "untold" : "by somebody";
  }

  private childrenOf(check: HealthCheck, ids: readonly unknown[]): readonly HealthCheck[] {
    const named = Array.from({ length: ids.length }, (_, index) => {
      const text = known(() => ids[index]);
      return typeof text === "string" ? this.checks.find(check, "childHealthchecks", () => text).members : undefined;
    });
    // At preview the ids are unknown, and what they come from is not.
    const sources = check.sourcesOf("childHealthchecks").filter(({ type }) => tokens.healthCheck.has(type));
    const found = named.every((members) => members !== undefined) ? named.flatMap((members) => members ?? []) : sources;
    // Of an id that is known only by what it comes from, each finds them all.
    return [...new Set(found as readonly HealthCheck[])];
  }
}
