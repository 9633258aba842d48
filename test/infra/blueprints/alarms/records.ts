import { proveHeartbeat } from "../../../../infra/lib/lambda/heartbeat/heartbeat";
import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { tableMetrics } from "../../../../infra/lib/lambda/heartbeat/metrics";
import { journalHandler } from "../../../../infra/lib/lambda/journal/journal-handler";
import type { Item } from "../../../../infra/lib/lambda/journal/stream-event";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import type { JsonObject } from "../../../../preflight/graph";
import { capturedLog } from "../../lambda/doubles/captured-log";
import { HeartbeatTable } from "../../lambda/doubles/heartbeat-table";
import { itemOf, streamEvent } from "../../lambda/doubles/journals";
import type { Services } from "./services";

const noon = Date.UTC(2026, 2, 31, 12);
export const context = { awsRequestId: "r", getRemainingTimeInMillis: () => 30_000 };

/** What may be wrong with the records of a region. */
export interface RecordTrouble {
  /** Reads are answered, writes are not. */
  readonly tableRefusesWrites?: true;
  /** Nothing of the other region comes over any more. */
  readonly peerIsLost?: true;
  /** A record of this region gives way to another one of its id; a record of the other region comes a minute late. */
  readonly replication?: "overwrites" | "is late";
  /** The archive takes nothing, and has not for so many hours. */
  readonly archiveRefusesSinceHours?: number;
  /** How late writes, and objects, come over, in seconds. */
  readonly tableLag?: number;
  readonly objectLag?: number;
  readonly objectsFail?: true;
}

interface Change {
  readonly sequence: string;
  readonly atMs: number;
  readonly before?: Item;
  readonly after: Item;
}

export interface RecordsArgs {
  readonly services: Services;
  readonly role: RegionRole;
  readonly peer: string;
  readonly tableName: string;
  /** Of the metrics of health checks. */
  readonly namespace: string;
}

/** A region's replica with its heartbeats and its journal: the real functions, told of by what AWS counts. */
export class Records {
  readonly #args: RecordsArgs;
  readonly #heartbeats = new HeartbeatTable();
  #trouble: RecordTrouble = {};
  #conflicts = 0;
  /** Of the journal, and of whoever shares its queue. */
  deadLetters = 0;
  #batch: Change[] = [];

  constructor(args: RecordsArgs) {
    this.#args = args;
  }

  get nowMs(): number {
    return noon + this.#args.services.watch.minute * 60_000;
  }

  /** What a health check tries. */
  async prove(signal: AbortSignal): Promise<void> {
    const { services, role, tableName, namespace } = this.#args;
    const metrics = tableMetrics(services.watch.outputIn(services.region), namespace);
    const publish = metrics.publish.bind(undefined, tableName);
    await proveHeartbeat({ store: this.#heartbeats, role, now: () => new Date(this.nowMs), publish }, signal);
  }

  /** What is in trouble from now on. */
  meet(trouble: RecordTrouble): void {
    const { role } = this.#args;
    this.#trouble = trouble;
    if (trouble.peerIsLost === undefined) {
      this.#heartbeats.beats.set(role === "primary" ? "secondary" : "primary", new Date(this.nowMs));
    }
    delete this.#heartbeats.fails.beat;
    if (trouble.tableRefusesWrites) {
      this.#heartbeats.fails.beat = new Failure("unavailable", "no writes");
    }
  }

  /** A minute of the journal, of the queues that it fills and of what is copied. */
  async pass(): Promise<void> {
    const { services, peer, tableName } = this.#args;
    await this.#readStream();
    services.tableLag(tableName, peer, this.#trouble.tableLag ?? 1);
    services.objects(peer, this.#trouble.objectLag ?? 5, this.#trouble.objectsFail ? 1 : 0);
    services.queue(services.find("aws:sqs/queue:Queue", "conflicts-"), this.#conflicts, 0, 0);
    services.queue(services.find("aws:sqs/queue:Queue", "dead-letters-"), this.deadLetters, 0, 0);
  }

  /** A batch is given again until it is handled, or too old. */
  async #readStream(): Promise<void> {
    const { services } = this.#args;
    const journal = services.function("journal-");
    if (this.#batch.length === 0) {
      this.#batch = [this.#change()];
    }
    const oldest = Math.max(...this.#batch.map(({ atMs }) => (this.nowMs - atMs) / 1_000));
    services.streamAge(journal, oldest);
    const [mapping] = services.graph
      .within(services.region, "aws:lambda/eventSourceMapping:EventSourceMapping")
      .filter(({ name }) => name.startsWith("journal-"));
    const { maximumRecordAgeInSeconds, destinationConfig } = mapping?.inputs ?? {};
    if (oldest > Number(maximumRecordAgeInSeconds)) {
      const { destinationArn } = (destinationConfig as JsonObject).onFailure as JsonObject;
      const letters = services.find("aws:sqs/queue:Queue", "dead-letters-");
      this.deadLetters += String(destinationArn).endsWith(`:${letters.inputs.name}`) ? 1 : 0;
      this.#batch = [];
      return;
    }
    const done = await services.invoke(journal, async () => {
      await this.#handler()(streamEvent(this.#batch), context);
      return true;
    });
    this.#batch = done ? [] : this.#batch;
  }

  #change(): Change {
    const { role, services } = this.#args;
    const { replication, archiveRefusesSinceHours = 0 } = this.#trouble;
    const atMs = this.nowMs - archiveRefusesSinceHours * 3_600_000;
    const sequence = String(services.watch.minute).padStart(21, "0");
    const peer = role === "primary" ? "secondary" : "primary";
    const record = (amount: string, recordedIn: string, ageMs = 0) =>
      itemOf({ id: "T-1", amount, recordedIn, recordedAt: new Date(atMs - ageMs).toISOString() });
    if (replication === "overwrites") {
      return { sequence, atMs, before: record("1", role), after: record("2", peer) };
    }
    return { sequence, atMs, after: replication === "is late" ? record("1", peer, 60_000) : record("1", role) };
  }

  #handler() {
    const { services, role } = this.#args;
    const { variables } = services.function("journal-").inputs.environment as { variables: Record<string, string> };
    const { METRICS_NAMESPACE = "", TABLE_NAME = "" } = variables;
    const metrics = tableMetrics(services.watch.outputIn(services.region), METRICS_NAMESPACE);
    return journalHandler({
      role,
      folder: "records",
      archive: {
        put: async () => {
          if (this.#trouble.archiveRefusesSinceHours !== undefined) {
            throw new Failure("unavailable", "no archive");
          }
        },
      },
      conflicts: { send: async () => void this.#conflicts++ },
      publish: (measured) => metrics.publish(TABLE_NAME, new Date(this.nowMs), measured),
      log: capturedLog().log,
    });
  }
}
