import { Directory, Referrers } from "../../../aws/references";
import { longestGap } from "../../../aws/schedule";
import { tokens } from "../../../aws/tokens";
import { Block } from "../../../graph/block";
import { finish } from "../../../graph/gathering";
import { known } from "../../../graph/reading";
import type { Member } from "../../../graph/stack";
import { gatherGlobalDatabases } from "../../databases";
import { readAutomaticDrivers } from "../../drivers";
import { lambdaTimeoutSeconds, targetRegistration } from "../../estimates";
import type { EmptyGroup, Orchestrator, Registration, Vigil } from "../system";
import { findName } from "./names";
import { isInStandby, type Reading, regionOf } from "./opened";
import { numberIn, settled, textOf } from "./values";

/** Groups of the standby that run nothing. */
export function readEmptyGroups(reading: Reading): readonly EmptyGroup[] {
  return reading.stack
    .of(tokens.autoScalingGroup)
    .filter((group) => isInStandby(group, reading))
    .filter(({ props }) => numberIn(known(() => props.desiredCapacity) ?? known(() => props.minSize)) === 0)
    .map((group) => ({ urn: group.urn, region: regionOf(group) ?? "" }));
}

/** The target groups that instances of an empty group have to join before they get a request. */
export function readRegistrations(reading: Reading): readonly Registration[] {
  if (readEmptyGroups(reading).length === 0) {
    return [];
  }
  return reading.stack
    .of(tokens.targetGroup)
    .filter((group) => isInStandby(group, reading) && known(() => group.props.targetType) !== "lambda")
    .map((group) => {
      const { urn, props } = group;
      const interval = () => new Block([], () => props).child("healthCheck").read("interval");
      const { defaultInterval } = targetRegistration;
      const about = { property: "healthCheck.interval", of: group };
      return { urn, intervalSeconds: settled(interval, defaultInterval, about, reading) };
    });
}

/** Whether functions answer in the standby; instances that run are warm. */
export function startsCold(reading: Reading): boolean {
  const { stack } = reading;
  const isServedByGroup = stack.of(tokens.autoScalingGroup).some((group) => isInStandby(group, reading));
  return !isServedByGroup && stack.of(tokens.function).some((each) => isInStandby(each, reading));
}

/** The clocks that start a function: rules with a schedule, and schedules. */
function clocksOf(code: Member<unknown>, { stack }: Reading): readonly string[] {
  const directory = new Directory([code]);
  const rules = new Directory(stack.of(tokens.eventRule));
  const targets = new Referrers(stack.of(tokens.eventTarget), "arn", directory).of(code);
  const byRule = targets.flatMap((target) => rules.find(target, "rule", () => target.props.rule).members);
  const schedules = stack
    .of(tokens.schedule)
    .filter((each) => directory.find(each, "target", () => each.props.target?.arn).members.length > 0);
  return [...byRule, ...schedules]
    .filter(({ props }) => known(() => props.state) !== "DISABLED")
    .map(({ props }) => textOf(() => props.scheduleExpression))
    .filter((expression) => expression !== undefined);
}

type Settings = Readonly<Record<string, unknown>>;
type Code = Member<{ readonly environment?: { readonly variables?: Settings }; readonly timeout?: number }>;

function variableOf({ props }: Code, variable: string): string | undefined {
  return textOf(() => props.environment?.variables?.[variable]);
}

/** Settings of a function that are a JSON object, by their variable's name. */
function settingsOf(code: Code, variable: string): Settings | undefined {
  try {
    const value: unknown = JSON.parse(variableOf(code, variable) ?? "null");
    return typeof value === "object" && value !== null ? (value as Settings) : undefined;
  } catch {
    return undefined;
  }
}

/** What it goes by, where POLICY and WITNESS_NAME in its environment say all of it. */
function readVigil(orchestrator: Code, reading: Reading): Vigil | undefined {
  const policy = settingsOf(orchestrator, "POLICY");
  const failure = numberIn(policy?.failureWindowMs);
  const lag = numberIn(policy?.lagLimitMs);
  const asked = variableOf(orchestrator, "WITNESS_NAME");
  const witness = asked === undefined ? undefined : findName(asked, reading);
  if (failure === undefined || lag === undefined || witness === undefined) {
    return undefined;
  }
  return { failureSeconds: failure / 1000, lagLimitSeconds: lag / 1000, witness };
}

/** The function that fails a global database over without being asked. */
function findOrchestrator({ stack, hidden }: Reading): Code | undefined {
  const drivers = finish(readAutomaticDrivers(stack, gatherGlobalDatabases(stack).values), hidden);
  const urns = new Set(drivers.map(({ urn }) => urn));
  return stack.of(tokens.function).find(({ urn }) => urns.has(urn));
}

/** The function that may fail a global database over, if a clock starts it, with the time between two of its runs. */
export function readOrchestrators(reading: Reading): readonly Orchestrator[] {
  const orchestrator = findOrchestrator(reading);
  if (orchestrator === undefined) {
    return [];
  }
  const gaps = clocksOf(orchestrator, reading)
    .map(longestGap)
    .filter((gap) => gap !== undefined);
  if (gaps.length === 0) {
    return [];
  }
  const { urn, props } = orchestrator;
  const everySeconds = Math.min(...gaps);
  const timeout = settled(
    () => props.timeout,
    lambdaTimeoutSeconds,
    { property: "timeout", of: orchestrator },
    reading,
  );
  const vigil = readVigil(orchestrator, reading);
  const region = regionOf(orchestrator) ?? "";
  return [
    { urn, region, everySeconds, isContinuous: timeout >= everySeconds, ...(vigil === undefined ? {} : { vigil }) },
  ];
}
