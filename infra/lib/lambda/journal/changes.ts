import type { Change, Item } from "./stream-event";

/** A record that takes longer to the other region has outlived the data loss that the system may have. */
const LATE_MS = 30_000;

/** When and where a record was first written, which two equal records may tell differently, and DynamoDB's own notes. */
const circumstance = /^(recordedAt|recordedIn|aws:rep:.*)$/;

/** Whether a write is one of a record: heartbeats have no place in a journal. */
export function isOfRecord({ before, after }: Change): boolean {
  return (after ?? before)?.recordedIn !== undefined;
}

/** Whether a record was written in this region, and not copied to it. */
export function isWrittenIn(role: string, { after }: Change): boolean {
  return after?.recordedIn?.S === role;
}

/**
 * Whether a record that somebody was told is recorded gave way to another one. Records are only ever created, so nothing
 * but replication does this: both regions took one key for two records before they heard of each other, and the last
 * writer wins. DynamoDB tells nobody; of the two replicas, that of the record which is lost sees it.
 */
export function isOverwritten({ before, after }: Change): boolean {
  return before !== undefined && contentOf(before) !== contentOf(after ?? {});
}

/** Whether a record of the other region came here long after its sender was told that it is taken. */
export function isLate(role: string, change: Change): boolean {
  const { before, after, at } = change;
  const isCopy = before === undefined && after !== undefined && !isWrittenIn(role, change);
  return isCopy && Date.parse(at) - Date.parse(after.recordedAt?.S ?? at) > LATE_MS;
}

function contentOf(item: Item): string {
  const attributes = Object.entries(item).filter(([name]) => !circumstance.test(name));
  return JSON.stringify(attributes.sort(([one], [other]) => (one < other ? -1 : 1)));
}
