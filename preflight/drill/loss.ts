import { backup, type Delay, s3Replication, stall } from "../../model/recovery/estimates";
import type { Context } from "./context";
import type { Replication, Store } from "./system";

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
  const behind = context.draw(lag, urn) + context.draw(stall, "replication");
  const seconds = Math.min(behind, atMost);
  return { seconds, records: seconds * context.writesPerSecond };
}

/**
 * Objects are sent one by one: each that is younger than its own delay is missing. One is sampled for each second, of older
 * ones one for a longer time.
 */
function objects(context: Context, { urn }: Store, delay: Delay): Loss {
  const random = context.random(`objects/${urn}`);
  const halted = context.draw(stall, "replication");
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
function copied(context: Context, { urn }: Store, { periodSeconds, startWindowSeconds }: Schedule): Loss {
  const random = context.random(`backup/${urn}`);
  const phase = random() * periodSeconds;
  for (let period = 0; ; period++) {
    const age = phase + period * periodSeconds - random() * startWindowSeconds;
    if (age >= context.drawFrom(backup.jobAndCopy, random)) {
      return { seconds: age, records: age * context.writesPerSecond };
    }
  }
}

type Stream = Extract<Replication, { readonly kind: "stream" }>;
type Schedule = Extract<Replication, { readonly kind: "backup" }>;

/** What is missing in the standby when nothing more comes from the primary. */
export function lossOf(context: Context, store: Store): Loss {
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

/** What becomes of the records that are missing in the standby. */
export function fateOf({ replication, service }: Store, isCut: boolean): string {
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

/** Whether anything is known of what is missing in the standby. */
export function stateOf({ replication }: Store, isCut: boolean): "known" | "unbounded" | "undetermined" {
  if (!isCut || (replication.kind !== "none" && replication.kind !== "untold")) return "known";
  return replication.kind === "none" ? "unbounded" : "undetermined";
}
