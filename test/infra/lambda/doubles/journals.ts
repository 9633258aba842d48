import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { journalHandler } from "../../../../infra/lib/lambda/journal/journal-handler";
import { LATE_RECORDS, OVERWRITTEN_RECORDS } from "../../../../infra/lib/lambda/journal/metrics";
import type { Item } from "../../../../infra/lib/lambda/journal/stream-event";
import { createLogger } from "../../../../infra/lib/lambda/runtime/log";

const quiet = createLogger({ write: () => undefined }, () => new Date(0));
const context = { awsRequestId: "r", getRemainingTimeInMillis: () => 30_000 };

/** One line of the journal, as it is kept. */
export interface JournalLine {
  readonly region: string;
  readonly sequence: string;
  readonly at: string;
  readonly before?: Item;
  readonly after?: Item;
}

/** A record as DynamoDB streams give it: attribute by attribute. */
export function itemOf(texts: Readonly<Record<string, string>>): Item {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }]));
}

/** An event of a stream with one change for each pair of images. */
export function streamEvent(changes: readonly { sequence: string; atMs: number; before?: Item; after?: Item }[]) {
  return {
    Records: changes.map(({ sequence, atMs, before, after }) => ({
      eventSource: "aws:dynamodb",
      dynamodb: {
        SequenceNumber: sequence,
        ApproximateCreationDateTime: atMs / 1_000,
        ...(before === undefined ? {} : { OldImage: before }),
        ...(after === undefined ? {} : { NewImage: after }),
      },
    })),
  };
}

/** The real journal of one region over an archive and a queue in memory. */
export class MemoryJournal {
  readonly objects = new Map<string, string>();
  readonly conflicts: JournalLine[] = [];
  late = 0;
  overwritten = 0;
  readonly #handler: ReturnType<typeof journalHandler>;
  #taken = 0;

  constructor(role: RegionRole) {
    this.#handler = journalHandler({
      role,
      archive: { put: async (key, body) => void this.objects.set(key, body) },
      folder: "records",
      conflicts: { send: async (body) => void this.conflicts.push(JSON.parse(body)) },
      publish: (measured) => {
        this.late += measured[LATE_RECORDS]?.value ?? 0;
        this.overwritten += measured[OVERWRITTEN_RECORDS]?.value ?? 0;
      },
      log: quiet,
    });
  }

  /** A write of the replica, as its stream tells it. */
  async take(atMs: number, before: Item | undefined, after: Item): Promise<void> {
    this.#taken += 1;
    const sequence = String(this.#taken).padStart(21, "0");
    await this.#handler(streamEvent([{ sequence, atMs, after, ...(before === undefined ? {} : { before }) }]), context);
  }

  /** All lines of the archive. */
  get lines(): readonly JournalLine[] {
    return [...this.objects.values()].flatMap((body) =>
      body
        .split("\n")
        .filter((text) => text !== "")
        .map((text) => JSON.parse(text)),
    );
  }
}
