import { type Delay, s3Replication, stall } from "../estimates";
import type { Notice } from "./alarms";
import type { Context } from "./context";
import { wordsOf } from "./restorable";
import type { Scenario } from "./scenario";
import type { DeclaredSystem, Replication, Store } from "./system";

/** What one store had not sent when the failure came. */
export interface Loss {
  /** Age of the oldest record that is not in the standby; undefined when there is no bound, or nobody states it. */
  readonly seconds?: number;
  readonly records?: number;
}

const nothing: Loss = { seconds: 0, records: 0 };

/** How far back objects may still be under way, in seconds, and how many samples are taken of what is behind. */
const OBJECT_WINDOW = s3Replication.seconds;
const OBJECT_SAMPLES = 50;

/** A store that sends its writes in order: everything younger than its lag is missing. */
function lagging(context: Context, { urn }: Store, { lag, atMost = Number.POSITIVE_INFINITY }: Stream): Loss {
  const behind = context.draw(lag, urn) + stalled(context, lag);
  const seconds = Math.min(behind, atMost);
  return { seconds, records: seconds * context.writesPerSecond };
}

function stalled(context: Context, delay: Delay): number {
  return delay.isMeasured === true ? 0 : context.draw(stall, "replication");
}

/**
 * Objects are sent one by one: each that is younger than its own delay is missing. One is sampled for each second, of older
 * ones one for a longer time.
 */
function objects(context: Context, { urn }: Store, delay: Delay): Loss {
  const random = context.random(`objects/${urn}`);
  const halted = stalled(context, delay);
  let records = halted * context.writesPerSecond;
  let oldest = halted;
  for (let age = 0; age < OBJECT_WINDOW; ) {
    const step = Math.max(1, age / OBJECT_SAMPLES);
    const written = age + random() * step;
    if (context.drawFrom(delay, random) > written) {
      records += step * context.writesPerSecond;
      oldest = Math.max(oldest, halted + written);
    }
    age += step;
  }
  return { seconds: oldest, records };
}

/** The newest copy that has arrived: a job that runs, or whose copy runs, does not count. */
function copied(context: Context, { urn }: Store, { periodSeconds, startWindowSeconds, time }: Schedule): Loss {
  const random = context.random(`backup/${urn}`);
  const phase = random() * periodSeconds;
  for (let period = 0; ; period++) {
    const age = phase + period * periodSeconds - random() * startWindowSeconds;
    if (age >= context.drawFrom(time, random)) {
      return { seconds: age, records: age * context.writesPerSecond };
    }
  }
}

type Stream = Extract<Replication, { readonly kind: "stream" }>;
type Schedule = Extract<Replication, { readonly kind: "backup" }>;

/** What is missing in the standby when nothing more comes from the primary. */
export function lossOf(context: Context, store: Store): Loss {
  if (context.scenario.data === "corrupted") return undone(context, store);
  if (!context.scenario.replicationCut) return nothing;
  const { replication } = store;
  switch (replication.kind) {
    case "stream":
      return lagging(context, store, replication);
    case "together":
      return nothing;
    case "objects":
      return objects(context, store, replication.time);
    case "backup":
      return copied(context, store, replication);
    case "none":
    case "untold":
      return {};
  }
}

/** What was right and is lost when a store is brought back to before a mistake. */
function undone(context: Context, { urn, restorable }: Store): Loss {
  switch (restorable.kind) {
    case "point in time":
    case "versions":
      return nothing;
    case "backups": {
      const random = context.random(`backup/${urn}`);
      const seconds = random() * restorable.periodSeconds + random() * restorable.startWindowSeconds;
      return { seconds, records: seconds * context.writesPerSecond };
    }
    case "none":
    case "untold":
      return {};
  }
}

/** When somebody is first notified that a copy is behind, by the store or by the cluster that receives. */
export interface LagNotices {
  readonly stores: ReadonlyMap<string, number>;
  readonly clusters: ReadonlyMap<string, number>;
}

export function lagNotices({ alarms }: DeclaredSystem, notices: readonly Notice[]): LagNotices {
  const first = new Map<string, number>();
  for (const { urn, seconds } of notices) {
    if (seconds !== undefined) noteFirst(first, urn, seconds);
  }
  const [stores, clusters] = [new Map<string, number>(), new Map<string, number>()];
  for (const { urn, watched } of alarms) {
    const seconds = first.get(urn);
    if (seconds === undefined) continue;
    if (watched.kind === "copy-lag") noteFirst(stores, watched.store, seconds);
    if (watched.kind === "database-lag") noteFirst(clusters, watched.cluster, seconds);
  }
  return { stores, clusters };
}

function noteFirst(into: Map<string, number>, copy: string, seconds: number): void {
  into.set(copy, Math.min(seconds, into.get(copy) ?? seconds));
}

/** When somebody is notified that this store's copy is behind; undefined when nobody is. */
export function noticeOf({ urn, secondaries }: Store, { stores, clusters }: LagNotices): number | undefined {
  const ofClusters = secondaries.map((cluster) => clusters.get(cluster));
  const times = [stores.get(urn), ...ofClusters].filter((seconds) => seconds !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** How far a copy is behind when somebody is notified: it grows until then, and without a bound where nobody is. */
export function untilTold(loss: Loss, { replication }: Store, told: number | undefined, perSecond: number): Loss {
  if (replication.kind === "none" || replication.kind === "together") return nothing;
  const bound = replication.kind === "stream" ? replication.atMost : undefined;
  if (bound === undefined && (told === undefined || loss.seconds === undefined)) return {};
  const seconds = Math.min((loss.seconds ?? 0) + (told ?? Number.POSITIVE_INFINITY), bound ?? Number.POSITIVE_INFINITY);
  return { seconds, records: seconds * perSecond };
}

/** What becomes of the records that are missing in the standby. */
export function fateOf(store: Store, { replicationCut: isCut, frontDoor, data }: Scenario): string {
  const { replication, service, restorable } = store;
  if (data === "corrupted") return `a person brings back ${wordsOf(restorable)}`;
  if (isCut && frontDoor === "answers" && replication.kind !== "none") {
    return "behind when somebody is notified, and growing; sent when replication runs again";
  }
  if (!isCut) return "nothing is missing: the primary region keeps its data and goes on sending it";
  switch (replication.kind) {
    case "stream":
      return service === "DynamoDB"
        ? "sent when the region is back; an item that was written again since is overwritten (last writer wins)"
        : "lost, unless AWS can take a snapshot of the old volume";
    case "together":
      return "nothing is missing: a write waits for a second region";
    case "objects":
      return "copied when the region is back";
    case "backup":
      return "lost with the region: what is younger than the newest copied backup";
    case "none":
      return `all of it is lost with the region: this ${service} store has no copy in another one`;
    case "untold":
      return "not known: nothing in the stack says what of it is in another region";
  }
}

export type State = "known" | "unbounded" | "undetermined";

/** Whether anything is known of what is missing. `seconds`: what is, in a bad case; undefined where nothing bounds it. */
export function stateOf(store: Store, { replicationCut, data }: Scenario, seconds: number | null): State {
  const kind = data === "corrupted" ? store.restorable.kind : replicationCut ? store.replication.kind : "known";
  if (kind === "untold") return "undetermined";
  return seconds === null ? "unbounded" : "known";
}
