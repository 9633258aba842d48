import { FunctionRule } from "../components/events/function-rule";
import { type FunctionCode, RegionalFunction } from "../components/lambda/regional-function";
import type { HealthcareConfig } from "../config/types";
import { busGrants } from "../iam/grants/events";
import { inspectionGrants } from "../iam/grants/failover";
import { rehearsalGrants } from "../iam/grants/rehearsal";
import { parameterGrants } from "../iam/grants/ssm";
import { functionArchive } from "../lib/lambda/archive";
import { nameHealthcare } from "../naming/systems/healthcare";
import type { Region } from "../regions/pair";
import { mebibytes } from "../units/size";
import { minutes, type Seconds, seconds } from "../units/time";
import { instanceCount } from "./healthcare-data";
import type { Ground } from "./healthcare-site";

/** A gap is known within two minutes: one until it is asked about, one until the minute is over. */
export const readinessPeriod = minutes(1);
const readinessSchedule = "rate(1 minute)";
/** Sundays, when few would notice a rehearsal that goes wrong. */
const rehearsalSchedule = "cron(0 4 ? * SUN *)";

export const readinessNamespace = "Healthcare/Failover";

/** How the metrics of one stack are told from another's. */
export function readinessSystem(region: Region): string {
  return `records-${region.names.scope.environment}`;
}

export interface FailoverFunctions {
  readonly readiness: RegionalFunction;
  readonly rehearsal: RegionalFunction;
}

/** In each region: one function that keeps asking whether the other region could take over, one that tries it out. */
export function failoverFunctions(ground: Ground, peer: Region, config: HealthcareConfig): FailoverFunctions {
  const { region, names, deadLetters } = ground;
  const { role } = region;
  const readiness = new RegionalFunction(`readiness-${role}`, {
    region,
    functionName: names.readiness,
    roleName: names.readinessRole,
    logGroupName: names.readinessLogs,
    code: codeOf("failover-readiness", seconds(60), config),
    environment: environmentOf("failover-readiness", ground, peer, config),
    statements: inspections(ground, peer),
    deadLetters,
  });
  new FunctionRule(`readiness-${role}`, {
    region,
    ruleName: names.readinessRule,
    description: "Asks whether the other region could take over",
    trigger: { schedule: readinessSchedule },
    function: readiness,
    deadLetters,
  });
  const rehearsal = new RegionalFunction(`rehearsal-${role}`, {
    region,
    functionName: names.rehearsal,
    roleName: names.rehearsalRole,
    logGroupName: names.rehearsalLogs,
    code: codeOf("failover-rehearsal", seconds(300), config),
    environment: {
      ...environmentOf("failover-rehearsal", ground, peer, config),
      EVENT_BUS: names.bus,
      REPORT_BUCKET: names.assets,
      PEER_BUCKET: nameHealthcare(peer.names).assets,
    },
    statements: [
      ...inspections(ground, peer),
      busGrants.put(region.arns.eventBus(names.bus)),
      ...rehearsalGrants.report(reportsIn(region), reportsIn(peer)),
    ],
    deadLetters,
  });
  new FunctionRule(`rehearsal-${role}`, {
    region,
    ruleName: names.rehearsalRule,
    description: "Tries out whether the other region could take over, without moving traffic",
    trigger: { schedule: rehearsalSchedule },
    function: rehearsal,
    deadLetters,
  });
  return { readiness, rehearsal };
}

function reportsIn({ arns, names }: Region) {
  const { assets } = nameHealthcare(names);
  return { bucket: arns.bucket(assets), objects: arns.objectsBelow(assets, "rehearsals") };
}

function codeOf(name: string, timeout: Seconds, { runtime, logRetention }: HealthcareConfig): FunctionCode {
  return { archive: functionArchive(name), runtime, memory: mebibytes(256), timeout, logRetention };
}

function environmentOf(
  service: string,
  { region, names }: Ground,
  peer: Region,
  { domainName }: HealthcareConfig,
): Readonly<Record<string, string>> {
  const there = nameHealthcare(peer.names);
  return {
    SERVICE_NAME: service,
    REGION_ROLE: region.role,
    PEER_REGION: peer.name,
    SERVED_NAME: `api.${domainName}`,
    METRIC_NAMESPACE: readinessNamespace,
    METRIC_SYSTEM: readinessSystem(region),
    GLOBAL_CLUSTER: (region.role === "primary" ? names : there).globalCluster,
    CLUSTERS: JSON.stringify({ here: names.cluster, there: there.cluster }),
    FUNCTION_NAME: names.api,
    LAG_ALARM: names.alarms.databaseLag,
    BACKUP_VAULT: names.vault,
    PARAMETER_NAMES: JSON.stringify({ peerEndpoint: names.parameters.peerEndpoint, limits: names.parameters.limits }),
  };
}

/** Each right is on the things of this system alone, in both regions. */
function inspections({ region, names }: Ground, peer: Region) {
  const sides = [region, peer].map(({ arns, names: sideNames }) => ({ arns, names: nameHealthcare(sideNames) }));
  const numbers = Array.from({ length: instanceCount }, (_, index) => index + 1);
  const { peerEndpoint, limits } = names.parameters;
  return [
    ...inspectionGrants.databases(
      region.arns.globalDatabase(names.globalCluster),
      sides.map((side) => side.arns.databaseCluster(side.names.cluster)),
      sides.flatMap((side) => numbers.map((number) => side.arns.databaseInstance(`${side.names.cluster}-${number}`))),
    ),
    inspectionGrants.functions(sides.map((side) => side.arns.function(side.names.api))),
    inspectionGrants.alarms(sides.map((side) => side.arns.alarm(side.names.alarms.databaseLag))),
    inspectionGrants.backups(region.arns.backupVault(names.vault)),
    parameterGrants.read([region.arns.parameter(peerEndpoint), region.arns.parameter(limits)]),
  ];
}
