import type { RecordSet } from "../../../aws/record-sets";
import type { DnsRecord } from "../../../aws/records";
import { tokens } from "../../../aws/tokens";
import { finish } from "../../../graph/gathering";
import { stated } from "../../../graph/reading";
import type { Stack } from "../../../graph/stack";
import { managedZones } from "../../estimates";
import { findFrontDoor } from "../../front-doors";
import { type LostRegion, readWritingRegions } from "../../lost-regions";
import { type LossSettings, usualLoss } from "../../rpo";
import { readRecoveryTime } from "../../rto";
import { simulateRecovery } from "../../simulation";
import { type Efforts, usualEfforts } from "../../standby";
import { isCounted } from "../../term";
import type { DeclaredSystem, Elsewhere, ServedName } from "../system";
import { readAlarms } from "./alarms";
import { unwatched } from "./checks";
import { readNames } from "./names";
import { type Opened, open, regionOf } from "./opened";
import { readEmptyGroups, readOrchestrators, readRegistrations, startsCold } from "./standby";
import { readDatabases, readGlobalDatabases, readStores } from "./stores";

/** What a profile says of recovery, as far as a simulation has to know. */
export interface ReadingSettings extends LossSettings {
  readonly efforts: Efforts;
  /** `namespace name` of a team's own metrics that move when another region is lost. */
  readonly metrics: readonly string[];
}

export const usualReading: ReadingSettings = { efforts: usualEfforts, ...usualLoss, metrics: [] };

/** What a stack says about failing over, from the model that the policies judge by. */
export function readSystem(stack: Stack, settings: ReadingSettings = usualReading): DeclaredSystem {
  const opened = open(stack);
  const found = readNames(opened);
  const door = findFrontDoor(stack, opened.names.records);
  const elsewhere = found.length === 0 ? readElsewhere(opened, settings) : undefined;
  const names = found.length === 0 ? [standingAlone(opened, door)] : found;
  const [first] = names;
  const primaryRegion = first?.primary.region || (writingRegion(opened) ?? "");
  const reading = { ...opened, primaryRegion };
  const globalDatabases = readGlobalDatabases(reading);
  const system = {
    failover: found.length > 0 ? "names" : elsewhere === undefined ? "none" : "other",
    serves: found.length > 0 || door !== undefined,
    primaryRegion: reading.primaryRegion,
    secondaryRegion: first?.standby.region || (globalDatabases[0]?.region ?? ""),
    names,
    stores: readStores(reading, settings),
    databases: readDatabases(reading),
    globalDatabases,
    emptyGroups: readEmptyGroups(reading),
    registrations: readRegistrations(reading),
    startsCold: startsCold(reading),
    alarms: readAlarms(reading, settings.metrics),
    orchestrators: readOrchestrators(reading),
    efforts: settings.efforts,
    elsewhere,
  } as const;
  return {
    ...system,
    notes: [...new Set(reading.notes)],
    hidden: reading.hidden,
    untoldDetections: reading.untold,
    stranded: found.length > 0 ? [...new Set(reading.stranded)] : [],
  };
}

type Door = ReturnType<typeof findFrontDoor>;

/** What answers where no other answer takes over; the stores of a stack that answers nobody stand for it. */
function standingAlone(opened: Opened, door: Door): ServedName {
  const region = (door && regionOf(door)) ?? writingRegion(opened) ?? storeRegion(opened.stack) ?? "";
  const urn = door?.urn ?? "";
  return {
    name: door?.name ?? "",
    at: "region",
    routing: "other",
    ttlSeconds: 0,
    primary: { urn, region, check: unwatched },
    standby: { urn, region: "", check: unwatched },
    keepAliveSeconds: 0,
    zones: managedZones,
    returns: "by itself",
  };
}

/** The region of the first database that another region is to go on with. */
function writingRegion({ stack, hidden }: Opened): string | undefined {
  const found: LostRegion[] = [];
  hidden.push(...readWritingRegions(stack, found));
  return found[0]?.region;
}

/** The region of the first store that is no copy of another. */
function storeRegion(stack: Stack): string | undefined {
  const kinds = [tokens.table, tokens.cluster, tokens.databaseInstance, tokens.bucket];
  return kinds.flatMap((kind) => stack.of(kind).map(regionOf)).find((region) => region !== undefined);
}

/** A failover that moves no record, and how long it takes by the terms of the recovery time. */
function readElsewhere({ stack, hidden, names }: Opened, { efforts }: ReadingSettings): Elsewhere | undefined {
  const sets: RecordSet<DnsRecord>[] = [];
  hidden.push(...names.readSets(sets));
  const { terms, serves } = finish(readRecoveryTime(stack, efforts), hidden);
  const counted = terms.filter(isCounted);
  const isBounded = counted.length > 0 && counted.every(({ seconds }) => Number.isFinite(seconds));
  if (!serves || !isBounded) {
    return undefined;
  }
  const [plan] = stack.of(tokens.switchPlan);
  const isByHand = plan !== undefined && plan.urn === counted[0]?.urn && !isTriggered(plan);
  return { what: counted[0]?.name ?? "", by: isByHand ? "a person" : "itself", outcomes: simulateRecovery(terms) };
}

function isTriggered(plan: Parameters<typeof stated>[0]): boolean {
  const triggers = stated(
    plan as Parameters<typeof stated<{ readonly triggers?: unknown }, "triggers">>[0],
    "triggers",
  );
  return Array.isArray(triggers) && triggers.length > 0;
}
