/** What a record must show to be put beside the others of its name. */
export interface RecordLike {
  readonly urn: string;
  readonly props: { readonly name?: string; readonly type?: string; readonly zoneId?: string };
  sourcesOf(property: string): readonly { readonly urn: string; readonly type: string; readonly props: unknown }[];
}

/** The records that answer for one name, in one zone, with one record type. */
export interface RecordSet<R> {
  readonly records: readonly R[];
  /** False while the name, type or zone is unknown: the set may then hold too many records, or too few. */
  readonly settled: boolean;
}

interface OpenSet<R> {
  readonly records: R[];
  readonly question: string;
  readonly isZoneHidden: boolean;
  settled: boolean;
}

/** Groups records into sets, in the order of their first members. */
export function groupRecords<R extends RecordLike>(records: readonly R[]): readonly RecordSet<R>[] {
  const sets = new Map<string, OpenSet<R>>();
  for (const record of records) {
    const { question, zone, settled } = keyOf(record);
    const key = JSON.stringify([question, zone]);
    const set = sets.get(key);
    if (set === undefined) {
      sets.set(key, { records: [record], question, isZoneHidden: isZoneHidden(record), settled });
    } else {
      set.records.push(record);
    }
  }
  const found = [...sets.values()];
  unsettle(found);
  return found;
}

/** Two sets of one name and type may be one, as long as the zone of either is hidden. */
function unsettle<R>(sets: readonly OpenSet<R>[]): void {
  const byQuestion = new Map<string, OpenSet<R>[]>();
  for (const set of sets) {
    byQuestion.set(set.question, [...(byQuestion.get(set.question) ?? []), set]);
  }
  for (const alike of byQuestion.values()) {
    if (alike.length > 1 && alike.some((set) => set.isZoneHidden)) {
      for (const set of alike) {
        set.settled = false;
      }
    }
  }
}

/** The zone is unknown, and will not be that of a zone which this stack makes. */
function isZoneHidden(record: RecordLike): boolean {
  const isMade = record.sourcesOf("zoneId").some(({ type }) => type === zoneType);
  return !isMade && look(() => record.props.zoneId).isUnknown;
}

/** Reads what places a record in its set: throws when that is the unknown part. */
export function readPlace({ props }: RecordLike): void {
  void [props.name, props.type, props.zoneId];
}

interface Key {
  /** What is asked: the name and the type. */
  readonly question: string;
  readonly zone: string | readonly string[];
  readonly settled: boolean;
}

function keyOf(record: RecordLike): Key {
  const { props } = record;
  const name = look(() => props.name);
  const type = look(() => props.type);
  const question = JSON.stringify([
    name.text === undefined ? sourceUrns(record, "name") : fullName(name.text, zoneName(record)),
    type.text?.toUpperCase(),
  ]);
  const zone = look(() => props.zoneId).text ?? sourceUrns(record, "zoneId");
  return { question, zone, settled: !name.isUnknown && !type.isUnknown };
}

/** A name outside the zone is meant to be inside. */
export function fullName(name: string, zone: string | undefined): string {
  const plain = plainName(name);
  if (zone === undefined || plain === zone || plain.endsWith(`.${zone}`)) {
    return plain;
  }
  return plain === "" ? zone : `${plain}.${zone}`;
}

/** As DNS compares names: any case, no final dot, `\\052` for a star as Route 53 prints it. */
export function plainName(name: string): string {
  return unescaped(name).toLowerCase().replace(/\.$/, "");
}

function unescaped(name: string): string {
  return name.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

const zoneType = "aws:route53/zone:Zone";

export function zoneName(record: RecordLike): string | undefined {
  const zone = record.sourcesOf("zoneId").find(({ type }) => type === zoneType);
  const name = zone && look(() => (zone.props as { readonly name?: unknown }).name).text;
  return name === undefined ? undefined : plainName(name);
}

function sourceUrns(record: RecordLike, property: string): readonly string[] {
  return record.sourcesOf(property).map(({ urn }) => urn);
}

/** The text that stands there, if any; an unknown value throws when it is read. */
function look(read: () => unknown): { readonly text?: string; readonly isUnknown: boolean } {
  try {
    const value = read();
    return typeof value === "string" ? { text: value, isUnknown: false } : { isUnknown: false };
  } catch {
    return { isUnknown: true };
  }
}
