import { aurora, backup, type Delay, dynamodbLag, s3, stall } from "../../model/recovery/facts";
import type { Context } from "./context";
import type { Replication, Store } from "./system";

/** What one store had not sent when the failure came. */
export interface Loss {
  /** Age of the oldest record that is not in the standby; undefined when there is no bound. */
  readonly seconds?: number;
  readonly records?: number;
}

const nothing: Loss = { seconds: 0, records: 0 };

/** How far back objects may still be under way, in seconds, and how many samples are taken of what is behind. */
const OBJECT_WINDOW = 14400;
const OBJECT_SAMPLES = 50;

/** A store that sends its writes in order: everything younger than its lag is missing. */
function lagging(context: Context, { urn }: Store, lag: Delay): Loss {
  const seconds = context.draw(lag, urn) + context.draw(stall, "replication");
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

type Schedule = Extract<Replication, { readonly kind: "backup" }>;

/** What is missing in the standby when nothing more comes from the primary. */
export function lossOf(context: Context, store: Store): Loss {
  if (!context.scenario.replicationCut) return nothing;
  const { replication } = store;
  switch (replication.kind) {
    case "aurora":
      return lagging(context, store, aurora.lag);
    case "dynamodb":
      return replication.strong ? nothing : lagging(context, store, dynamodbLag);
    case "s3":
      return objects(context, store, replication.timed ? s3.timed : s3.untimed);
    case "backup":
      return copied(context, store, replication);
    case "none":
      return {};
  }
}

/** What becomes of the records that are missing in the standby. */
export function fateOf({ replication, service }: Store, isCut: boolean): string {
  if (!isCut) return "nothing is missing: the primary region keeps its data and goes on sending it";
  switch (replication.kind) {
    case "aurora":
      return "lost, unless AWS can take a snapshot of the old volume";
    case "dynamodb":
      return replication.strong
        ? "nothing is missing: a write waits for a second region"
        : "sent when the region is back; an item that was written again since is overwritten (last writer wins)";
    case "s3":
      return "copied when the region is back";
    case "backup":
      return "lost with the region: what is younger than the newest copied backup";
    case "none":
      return `all of it is lost with the region: this ${service} store has no copy in another one`;
  }
}
