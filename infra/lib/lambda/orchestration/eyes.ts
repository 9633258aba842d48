import { toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import type { DatabaseView, Lag, Mode, Observation, Request, Side, Unknown, WriterWord } from "./observation";

/** What can be looked at from the standby region. Each method throws when it cannot be seen, and ends in time by itself. */
export interface Eyes {
  /** Whether the front door of a side answers well. */
  answers(side: Side): Promise<boolean>;
  world(): Promise<Side>;
  database(): Promise<DatabaseView>;
  lag(): Promise<Lag | undefined>;
  /** What the standby's instances say of the writer and of their copy; absent where nobody asks them. */
  word?(): Promise<WriterWord>;
  mode(): Promise<Mode>;
}

/** Looks at everything at once. What cannot be seen does not keep the rest from being seen. */
export async function lookAround(eyes: Eyes, request: Request | undefined, log: Logger): Promise<Observation> {
  const [primary, standby, world, database, lag, word, mode] = await Promise.all([
    see("primary front door", log, () => eyes.answers("primary")),
    see("standby front door", log, () => eyes.answers("standby")),
    see("world", log, () => eyes.world()),
    see("database", log, () => eyes.database()),
    see("lag", log, () => eyes.lag()),
    eyes.word === undefined ? undefined : see("writer", log, async () => eyes.word?.()),
    see("switch", log, () => eyes.mode()),
  ]);
  return {
    frontDoors: { primary: primary === true ? "up" : "down", standby: standby === true ? "up" : "down" },
    world,
    database,
    lag,
    ...(word === undefined ? {} : { word }),
    mode,
    ...(request === undefined ? {} : { request }),
  };
}

async function see<T>(what: string, log: Logger, look: () => Promise<T>): Promise<T | Unknown> {
  try {
    return await look();
  } catch (thrown) {
    log.warn("cannot see", { what, ...toFailure(thrown).logFields });
    return "unknown";
  }
}
