import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { HealthCheckArgs } from "@pulumi/aws/route53";
import { plainName } from "../aws/record-sets";
import type { DnsRecord } from "../aws/records";
import { Directory, theOne } from "../aws/references";
import { knownRegion } from "../aws/region";
import { isRouted } from "../aws/routing";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { unknowable } from "../graph/interruption";
import { isGiven, known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { voiceOfLoss } from "./alarms";
import { alarmDelay, endpointDetection } from "./delays";
import { alarmOverhead, defaultCheckInterval, defaultFailureThreshold } from "./estimates";
import type { Fault } from "./fault";
import { standsByLastWord } from "./last-word";
import { nameOf, relationOf, type Target, type Targets } from "./targets";
import { longest, type Term } from "./term";

export type HealthCheck = Member<Plain<HealthCheckArgs>>;

/** What becomes of an answer whose region is lost: taken out after a time, or for what reason never. */
export type Detection =
  | { readonly kind: "after"; readonly term: Term }
  | { readonly kind: "never"; readonly fault: Fault }
  /** It is taken out by what is outside the stack, or by a person: nobody tells how soon. */
  | { readonly kind: "untold"; readonly urn: string; readonly at: string; readonly because: string };

/** The answer that is lost, and the other answers of its name. */
interface Loss {
  readonly record: DnsRecord;
  readonly name: string | undefined;
  readonly own: readonly Target[];
  readonly others: readonly (readonly Target[])[];
}

const silent = "Unhealthy";

/** The health checks of a stack, and what each can see. */
export class Checks {
  private readonly checks: Directory<Plain<HealthCheckArgs>>;
  private readonly alarms: readonly Member<Plain<MetricAlarmArgs>>[];
  private readonly byAlarm: Directory<Plain<MetricAlarmArgs>>;

  constructor(
    stack: Stack,
    private readonly targets: Targets,
  ) {
    this.checks = new Directory(stack.of(tokens.healthCheck));
    this.alarms = stack.of(tokens.metricAlarm);
    this.byAlarm = new Directory(this.alarms);
  }

  /** What takes a record out of the answer when its region is lost. `set` holds all records of its name. */
  detectionOf(record: DnsRecord, set: readonly DnsRecord[], seen: readonly DnsRecord[] = []): Detection {
    const loss = () => ({
      record,
      name: nameOf(record),
      own: this.targets.of(record),
      others: set.filter((other) => other !== record).map((other) => this.targets.of(other)),
    });
    const id = () => record.props.healthCheckId;
    const found = [
      ...(isGiven(id) ? [this.byCheck(record, loss)] : []),
      ...(record.props.aliases?.[0]?.evaluateTargetHealth === true ? [this.byTarget(record, seen)] : []),
    ];
    return (
      best(found) ??
      never({ urn: record.urn, at: record.at("healthCheckId"), got: undefined, want: "the id of a health check" })
    );
  }

  /** The health check of a record, where it is in this stack. Throws while that is unknown. */
  of(record: DnsRecord): HealthCheck | undefined {
    const holder = { ...record.owner, sourcesOf: (property: string) => record.sourcesOf(property) };
    return theOne(this.checks.find(holder, "healthCheckId", () => record.props.healthCheckId));
  }

  /** True for a record whose own check turns unhealthy with the loss of these targets, though they are not its own. */
  fallsWith(record: DnsRecord, lost: readonly Target[]): boolean {
    const check = known(() => this.of(record));
    return check !== undefined && known(() => this.isLostWith(check, lost)) === true;
  }

  private isLostWith(check: HealthCheck, lost: readonly Target[]): boolean {
    const type = String(stated(check, "type")).toUpperCase();
    if (stated(check, "disabled") === true || stated(check, "invertHealthcheck") === true) {
      return false;
    }
    const isGone = (region: Target["region"]) =>
      region !== undefined && region !== "everywhere" && lost.some((target) => target.region === region);
    if (type === "CALCULATED") {
      const ids = check.props.childHealthchecks ?? [];
      const children = this.childrenOf(check, ids);
      const standing = children.filter((child) => child === undefined || !this.isLostWith(child, lost)).length;
      return standing < Number(stated(check, "childHealthThreshold") ?? ids.length);
    }
    if (type === "CLOUDWATCH_METRIC") {
      const region = regionOfAlarm(check, this.alarmOf(check));
      return isGone(region) && check.props.insufficientDataHealthStatus === silent;
    }
    if (type === "RECOVERY_CONTROL") {
      return false;
    }
    const at = isGiven(() => check.props.ipAddress) ? "ipAddress" : "fqdn";
    const asked = this.targets.from(check, at, () => check.props[at], []);
    return asked.length > 0 && asked.every(({ key, region }) => isGone(region) || lost.some((one) => one.key === key));
  }

  private byCheck(record: DnsRecord, loss: () => Loss): Detection {
    const check = this.of(record);
    if (check !== undefined) {
      return this.seenBy(check, loss());
    }
    void record.props.healthCheckId; // throws while it is unknown
    return {
      kind: "untold",
      urn: record.urn,
      at: record.at("healthCheckId"),
      because: "the health check is not in this stack",
    };
  }

  private seenBy(check: HealthCheck, loss: Loss): Detection {
    const type = String(stated(check, "type")).toUpperCase();
    if (stated(check, "disabled") === true) {
      return never({ urn: check.urn, at: "disabled", got: true, want: "false: a disabled check is always healthy" });
    }
    const found = type === "CALCULATED" ? this.calculated(check, loss) : this.single(check, type, loss);
    if (stated(check, "invertHealthcheck") !== true) {
      return found;
    }
    return found.kind === "untold"
      ? found
      : never({
          urn: check.urn,
          at: "invertHealthcheck",
          got: true,
          want: "false: an inverted check is healthy while what it asks is gone",
        });
  }

  private single(check: HealthCheck, type: string, loss: Loss): Detection {
    if (type === "CLOUDWATCH_METRIC") {
      return this.byAlarmOf(check, loss);
    }
    if (type === "RECOVERY_CONTROL") {
      return {
        kind: "untold",
        urn: check.urn,
        at: "routingControlArn",
        because: "a routing control is set by a person or a plan",
      };
    }
    const blind = this.blindness(check, loss);
    return blind === undefined ? { kind: "after", term: endpointTerm(check) } : never(blind);
  }

  /** Why an endpoint's check does not see this loss, if so. */
  private blindness(check: HealthCheck, { record, name, own, others }: Loss): Fault | undefined {
    const at = isGiven(() => check.props.ipAddress) ? "ipAddress" : "fqdn";
    const text = known(() => check.props[at]);
    const fault = (want: string, got: unknown = text): Fault => ({ urn: check.urn, at, got, want });
    if (at === "fqdn" && typeof text === "string") {
      const asked = plainName(text);
      if (asked === name) {
        return fault(
          "the host of the record's own target: asked by the name that fails over, it is healthy again as soon as the other answers",
        );
      }
      const chained = this.targets.recordsOf(asked);
      if (chained.some((other) => known(() => isRouted(other.props)) === true)) {
        return fault("the host of the record's own target, not a name that fails over");
      }
    }
    const asked = this.targets.from(check, at, () => check.props[at], [record]);
    if (asked.length === 0 || own.length === 0 || asked.some(({ key }) => own.some((target) => target.key === key))) {
      return undefined;
    }
    const watchesOther = others.some((other) => relationOf(asked, other) === "one target");
    const regions = new Set(own.map(({ region }) => region));
    const isElsewhere =
      !regions.has(undefined) &&
      !regions.has("everywhere") &&
      asked.every(({ region }) => region !== undefined && !regions.has(region));
    return watchesOther || isElsewhere
      ? fault(
          "the host of the record's own target: this one is that of another answer, and stays healthy when this one is lost",
          text ?? asked[0]?.member?.name,
        )
      : undefined;
  }

  private byAlarmOf(check: HealthCheck, { own, others }: Loss): Detection {
    const alarm = this.alarmOf(check);
    const region = regionOfAlarm(check, alarm);
    const survives = others.some((other) => other.some((target) => target.region === region));
    const whenSilent = check.props.insufficientDataHealthStatus;
    const isLost = own.some((target) => target.region === region || (target.region === undefined && !survives));
    const isSilenced = region === undefined || own.length === 0 || isLost;
    if (isSilenced && whenSilent !== silent) {
      const want = `"${silent}": with its region the alarm has no more data`;
      return never({ urn: check.urn, at: "insufficientDataHealthStatus", got: whenSilent, want });
    }
    if (alarm === undefined) {
      return { kind: "untold", urn: check.urn, at: "cloudwatchAlarmName", because: "the alarm is not in this stack" };
    }
    if (standsByLastWord(check, alarm)) {
      const want = "the name of an alarm on what the loss moves: this one says what somebody published last";
      return never({ urn: check.urn, at: "cloudwatchAlarmName", got: known(() => alarm.props.name), want });
    }
    const lost = own.map((target) => target.region).find((one) => one !== undefined && one !== "everywhere");
    const voice = isSilenced || lost === undefined ? undefined : voiceOfLoss(alarm, lost);
    // Route 53 reads the metric itself: one that falls silent is what the check makes of silence.
    if (voice?.kind === "silent" && !(voice.falls && whenSilent === silent)) {
      return never(voice.fault);
    }
    return { kind: "after", term: alarmTerm(alarm) };
  }

  /** The alarm that a check follows: of this name, in the region that the check says. */
  alarmOf(check: HealthCheck): Member<Plain<MetricAlarmArgs>> | undefined {
    const { members, unknown } = this.byAlarm.find(check, "cloudwatchAlarmName", () => check.props.cloudwatchAlarmName);
    if (unknown !== undefined) {
      throw unknown;
    }
    const wanted = known(() => check.props.cloudwatchAlarmRegion);
    const name = known(() => check.props.cloudwatchAlarmName);
    const alike = this.alarms.filter(
      (alarm) => members.includes(alarm) || (name !== undefined && known(() => alarm.props.name) === name),
    );
    const there = alike.filter((alarm) => wanted === undefined || knownRegion(alarm) === wanted);
    return there[0] ?? alike.find((alarm) => knownRegion(alarm) === undefined);
  }

  /** Unhealthy as soon as fewer children are healthy than it needs: those that stay healthy count against it. */
  private calculated(check: HealthCheck, loss: Loss): Detection {
    const ids = check.props.childHealthchecks ?? [];
    const needs = stated(check, "childHealthThreshold") ?? ids.length;
    const fault = (got: unknown, want: string) => never({ urn: check.urn, at: "childHealthThreshold", got, want });
    if (!(Number(needs) > 0)) {
      return fault(needs, "at least 1: with 0 it is always healthy");
    }
    if (Number(needs) > ids.length) {
      return fault(needs, `at most ${ids.length}, the number of its children: with more it is never healthy`);
    }
    const turned = this.childrenOf(check, ids).map((child) =>
      child === undefined ? untoldChild(check) : this.seenBy(child, loss),
    );
    const toFall = turned.length - Number(needs) + 1;
    const falling = turned.filter(({ kind }) => kind !== "never");
    if (falling.length < toFall) {
      const stays = turned.length - falling.length;
      const want = `more than ${stays}: ${stays} of its ${turned.length} children stay healthy when this answer is lost`;
      return fault(needs, want);
    }
    const times = falling.flatMap((found) => (found.kind === "after" ? [found.term] : []));
    const slowest = [...times].sort((one, other) => one.seconds - other.seconds)[toFall - 1];
    return slowest === undefined
      ? (falling.find(({ kind }) => kind === "untold") ?? untoldChild(check))
      : { kind: "after", term: slowest };
  }

  /** The children of a calculated check, one for each id; undefined for one that is not in this stack. */
  childrenOf(check: HealthCheck, ids: readonly unknown[]): readonly (HealthCheck | undefined)[] {
    const named = Array.from({ length: ids.length }, (_, index) => {
      const { members } = this.checks.find(check, "childHealthchecks", () => ids[index]);
      return members;
    });
    const isTold = named.every((members) => members.length === 1);
    // At preview the ids are unknown, and what they come from is not: each source is one child.
    const sources = check.sourcesOf("childHealthchecks").filter(({ type }) => tokens.healthCheck.has(type));
    const children = isTold
      ? named.flat()
      : sources.length === ids.length
        ? (sources as readonly Member<unknown>[])
        : undefined;
    return children === undefined
      ? named.map(([only, ...more]) => (more.length === 0 ? only : undefined))
      : (children as readonly HealthCheck[]);
  }

  /** An alias that asks what it points to. */
  private byTarget(record: DnsRecord, seen: readonly DnsRecord[]): Detection {
    const at = record.at("aliases[0].evaluateTargetHealth");
    const alias = record.props.aliases?.[0];
    const name = known(() => alias?.name);
    const chained = typeof name === "string" ? this.targets.recordsOf(name) : [];
    const asked = chained.filter((other) => other !== record && !seen.includes(other));
    if (asked.length > 0) {
      const found = worst(asked.map((other) => this.detectionOf(other, asked, [...seen, record])));
      const want = `a health check, or an alias to what has health to evaluate: ${name} is always healthy`;
      return found.kind === "never" ? never({ urn: record.urn, at, got: true, want }) : found;
    }
    const targets = this.targets.from(record, "aliases", () => alias?.name, [record]);
    if (
      targets.some(({ region, member }) => region === "everywhere" && !(member && tokens.accelerator.has(member.type)))
    ) {
      return never({
        urn: record.urn,
        at,
        got: true,
        want: "false and a health check: Route 53 cannot evaluate a CloudFront distribution",
      });
    }
    return {
      kind: "untold",
      urn: record.urn,
      at,
      because: "the target's own health decides, and AWS states no time for it",
    };
  }
}

function never(fault: Fault): Detection {
  return { kind: "never", fault };
}

function untoldChild({ urn }: HealthCheck): Detection {
  return { kind: "untold", urn, at: "childHealthchecks", because: "a child is not in this stack" };
}

/** Of several ways to notice the soonest counts; without any that does, what is not told, then what never will. */
function best(found: readonly Detection[]): Detection | undefined {
  const times = found.flatMap((one) => (one.kind === "after" ? [one] : []));
  const soonest = times.sort((one, other) => one.term.seconds - other.term.seconds)[0];
  return soonest ?? found.find(({ kind }) => kind === "untold") ?? found[0];
}

/** What asks several records is as good as the worst of them. */
function worst(found: readonly Detection[]): Detection {
  const bad = found.find(({ kind }) => kind === "never") ?? found.find(({ kind }) => kind === "untold");
  const slowest = longest(found.flatMap((one) => (one.kind === "after" ? [one.term] : [])));
  return bad ?? (slowest === undefined ? unknowable("aliases") : { kind: "after", term: slowest });
}

function endpointTerm(check: HealthCheck): Term {
  const interval = stated(check, "requestInterval") ?? defaultCheckInterval.seconds;
  const threshold = stated(check, "failureThreshold") ?? defaultFailureThreshold;
  return {
    name: "detection",
    seconds: Number(interval) * Number(threshold),
    urn: check.urn,
    at: "failureThreshold",
    got: threshold,
    basis: `${interval} seconds between requests, ${threshold} failures in a row`,
    stage: "detection",
    varies: endpointDetection(Number(interval), Number(threshold), stated(check, "type") === "TCP"),
  };
}

export function regionOfAlarm(check: HealthCheck, alarm: Member<unknown> | undefined): string | undefined {
  const told = known(() => check.props.cloudwatchAlarmRegion);
  return typeof told === "string" ? told : alarm && knownRegion(alarm);
}

function alarmTerm(alarm: Member<Plain<MetricAlarmArgs>>): Term {
  const period = periodOf(alarm);
  const periods = Number(alarm.props.evaluationPeriods);
  return {
    name: "detection by alarm",
    seconds: period * periods + alarmOverhead.seconds,
    urn: alarm.urn,
    at: "evaluationPeriods",
    got: periods,
    basis: `${periods} periods of ${period} seconds and ${alarmOverhead.seconds} until DNS answers; ${alarmOverhead.source}`,
    estimate: { what: alarmOverhead.name, seconds: alarmOverhead.seconds, confidence: alarmOverhead.confidence },
    stage: "detection",
    varies: alarmDelay(period, periods),
    reachesDns: true,
  };
}

/** An alarm on an expression waits for the longest period of the metrics in it. */
export function periodOf(alarm: Member<Plain<MetricAlarmArgs>>): number {
  const own = stated(alarm, "period");
  if (own !== undefined && own !== null) {
    return Number(own);
  }
  const queries = new Block([], () => alarm.props).children("metricQueries");
  const periods = queries.flatMap((query) => [query.read("period"), query.child("metric").read("period")]);
  const given = periods.filter((period) => period !== undefined && period !== null).map(Number);
  return given.length > 0 ? Math.max(...given) : unknowable("period");
}
