import { groupRecords, type RecordSet } from "../../../model/aws/record-sets";
import type { DnsRecord } from "../../../model/aws/records";
import { isRouted } from "../../../model/aws/routing";
import { known } from "../../../model/graph/reading";
import { type Names, openNames } from "../../../model/recovery/names";
import type { GraphResource, Urn } from "../../graph";
import { nameOf } from "../../monitor/urn";
import { graphOf } from "../../recovery/graph-of";
import type { ServedName } from "../system";
import { unwatched } from "./checks";

/** The names as the recovery model sees them: one that cannot fail over is no name to drill. */
export function correctNames(
  names: readonly ServedName[],
  resources: readonly GraphResource[],
  notes: string[],
): readonly ServedName[] {
  const model = modelOf(resources);
  return names.flatMap((name) => {
    const found = model.find(name.primary.urn);
    return found === undefined ? [name] : correctName(name, found, notes);
  });
}

interface Found {
  readonly names: Names;
  readonly record: DnsRecord;
  readonly set: RecordSet<DnsRecord>;
}

/** The sets of records of which each answers in its turn, and what the model knows of each record. */
export function modelOf(resources: readonly GraphResource[]) {
  const names = finish(openNames(graphOf(resources)));
  const sets = groupRecords(names.records.filter(({ props }) => known(() => isRouted(props)) !== false));
  const byUrn = new Map(
    sets.flatMap((set) => set.records.map((record) => [record.urn, { names, record, set }] as const)),
  );
  return { sets, find: (urn: Urn): Found | undefined => byUrn.get(urn) };
}

function correctName(name: ServedName, { names, record, set }: Found, notes: string[]): readonly ServedName[] {
  const fault = known(() => names.faultOf(record, set));
  if (fault !== undefined) {
    notes.push(
      `${name.name} has no answer elsewhere: ${fault.at} of ${nameOf(fault.urn)} leads to what is lost with it`,
    );
    return [];
  }
  const detection = known(() => names.detectionOf(record, set));
  if (detection?.kind !== "never" || name.primary.check.kind === "none") {
    return [name];
  }
  const { urn, at } = detection.fault;
  notes.push(`nothing notices that ${name.name} is lost: ${at} of ${nameOf(urn)} keeps its answer healthy`);
  return [{ ...name, primary: { ...name.primary, check: unwatched } }];
}

/** What a reading returns; what it could not read is another reader's to report. */
export function finish<Value>(reading: Generator<unknown, Value, void>): Value {
  for (;;) {
    const step = reading.next();
    if (step.done === true) {
      return step.value;
    }
  }
}
