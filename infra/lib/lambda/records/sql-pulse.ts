import type { Database, Session } from "../transactions/database";
import type { Pulse } from "./pulse";

export interface SqlPulseArgs {
  /** This region's cluster alone: its own writer, and its readers. */
  readonly here: Pick<Database, "write" | "read">;
  /** The global database's writer. */
  readonly current: Pick<Database, "write">;
  readonly region: string;
}

/** One row for each region, by the clock of whoever writes it. */
export function sqlPulse({ here, current, region }: SqlPulseArgs): Pulse {
  return {
    beatHere: () => here.write((session) => beat(session, region)),
    beat: () => current.write((session) => beat(session, region)),
    newest: () =>
      here.read(async (session) => {
        // A whole number of PostgreSQL comes as text.
        const { rows } = await session.query<{ newest: string | null }>(
          "SELECT max(beat_at)::text AS newest FROM heartbeat",
        );
        const newest = rows[0]?.newest ?? null;
        return newest === null ? undefined : Number(newest);
      }),
  };
}

/** A heartbeat that is younger than a second stays: many ask at once, and each write is copied to the other region. */
async function beat(session: Session, region: string): Promise<void> {
  await session.query(
    `INSERT INTO heartbeat (region, beat_at)
     VALUES ($1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
     ON CONFLICT (region) DO UPDATE SET beat_at = excluded.beat_at WHERE heartbeat.beat_at <= excluded.beat_at - 1000`,
    [region],
  );
}
