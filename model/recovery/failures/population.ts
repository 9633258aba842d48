import { clients, coldStart, zoneLeaves } from "../estimates";
import type { Random } from "../random";
import type { Answers } from "./answers";
import type { Context } from "./context";
import type { Side } from "./detection";

/** From an instant on, this share of the clients is served. */
export interface Served {
  readonly seconds: number;
  readonly share: number;
}

/** What a client is, drawn once: how long it keeps an answer and how it goes on after an error. */
interface Habits {
  /** Seconds for which an answer of the old kind stays in use after DNS servers have changed it. */
  readonly keepsAnswer: number;
  /** Seconds until it sends a request after that, and has an answer. */
  readonly returns: number;
  /** A connection that still answers is used for so long. */
  readonly keepsConnection: number;
  readonly isInLostZone: boolean;
}

/** Draws its habits when they are needed: most clients of a failure that moves nobody never need them. */
class Client {
  isServed = false;

  private drawn: Habits | undefined;

  constructor(
    readonly answers: Answers,
    public at: Side,
    private readonly draw: () => Habits,
  ) {}

  get habits(): Habits {
    this.drawn ??= this.draw();
    return this.drawn;
  }
}

function habitsOf(context: Context, answers: Answers, random: Random, isHolding: boolean): Habits {
  const { ttlSeconds, keepAliveSeconds, zones } = answers.name;
  const { frontDoor, lost } = context.scenario;
  const [cache, second, chance, connection, zone] = [random(), random(), random(), random(), random()];
  const residual = cache * ttlSeconds + (chance < clients.throughTwoCaches ? second * ttlSeconds : 0);
  const holding = context.drawFrom(clients.holdingTime, random);
  const start = context.system.startsCold ? context.drawFrom(coldStart, random) : 0;
  const retry = context.drawFrom(frontDoor === "gone" || lost === "standby" ? clients.hang : clients.retry, random);
  const reconnect = frontDoor === "errs" ? context.drawFrom(clients.reconnect, random) : 0;
  const move = context.isClientMoveMeasured
    ? { keepsAnswer: context.system.efforts.clientMove, returns: start }
    : { keepsAnswer: residual + (isHolding ? holding : 0), returns: retry + start };
  return {
    ...move,
    keepsConnection: Math.min(connection * keepAliveSeconds, reconnect),
    isInLostZone: zone < 1 / zones,
  };
}

/** A client's first number says at which side it is. */
function skipOne(random: Random): Random {
  random();
  return random;
}

/** The clients of a system: where each of them is, and which of them are served. */
export class Population {
  /** From the failure on; the first entry is at 0. */
  readonly curve: Served[] = [];

  private readonly members: readonly Client[];

  private readonly outOfZone = new Set<Client>();

  private readonly moves: { readonly seconds: number; readonly by: 1 | -1 }[] = [];

  private readonly startedAtPrimary: number;

  private servedCount = 0;

  private readonly serves: Record<Side, boolean>;

  private readonly isZoneGone: boolean;

  constructor(
    private readonly context: Context,
    answers: readonly Answers[],
    serving: Readonly<Record<Side, boolean>>,
  ) {
    const { frontDoor } = context.scenario;
    context.facts.add(clients.residual);
    if (frontDoor === "errs") context.facts.add(clients.keepAlive);
    this.serves = { ...serving };
    this.isZoneGone = frontDoor === "zone-gone";
    const holdingShare = context.draw(clients.holding, "clients");
    this.members = answers.flatMap((each, index) => this.clientsOf(each, index, answers.length, holdingShare));
    this.startedAtPrimary = this.shareAt("primary");
    if (this.isZoneGone) this.moveOutOfZone();
    this.note(this.members);
  }

  private clientsOf(answers: Answers, at: number, of: number, holdingShare: number): readonly Client[] {
    const { primary, standby } = answers.name;
    const weights = [primary.weight ?? 1, standby.weight ?? 0];
    const onPrimary = (weights[0] ?? 1) / Math.max(1e-9, (weights[0] ?? 1) + (weights[1] ?? 0));
    const count = Math.max(0, Math.ceil((clients.count - at) / of));
    const indexes = Array.from({ length: count }, (_, index) => at + index * of);
    return indexes.map((index) => {
      const isHolding = index < holdingShare * clients.count;
      const open = () => this.context.random(`client/${index}`);
      if (onPrimary === 1) {
        return new Client(answers, "primary", () => habitsOf(this.context, answers, skipOne(open()), isHolding));
      }
      const random = open();
      const side = random() < onPrimary ? "primary" : "standby";
      return new Client(answers, side, () => habitsOf(this.context, answers, random, isHolding));
    });
  }

  /** Clients of a lost zone go on as soon as it is no longer among the addresses, and their cache is old. */
  private moveOutOfZone(): void {
    const urn = this.members[0]?.answers.name.primary.urn ?? "";
    const gone = this.context.draw(zoneLeaves, urn);
    for (const client of this.members.filter(({ habits }) => habits.isInLostZone)) {
      const { keepsAnswer, returns } = client.habits;
      const isAlone = client.answers.name.zones < 2;
      if (!isAlone) this.context.after(gone + keepsAnswer + returns, () => this.leaveZone(client));
    }
  }

  private leaveZone(client: Client): void {
    this.outOfZone.add(client);
    this.note([client]);
  }

  /** DNS servers answer a name differently: its clients follow, each in its time. */
  follow(answers: Answers): void {
    for (const client of this.members.filter((each) => each.answers === answers)) {
      const { keepsAnswer, keepsConnection, returns } = client.habits;
      this.context.after(keepsAnswer + keepsConnection + returns, () => {
        if (client.at === answers.current) return;
        client.at = answers.current;
        this.moves.push({ seconds: this.context.seconds, by: client.at === "primary" ? 1 : -1 });
        this.note([client]);
      });
    }
  }

  /** The time that a client spent at the primary until an instant, over all clients. */
  secondsAtPrimary(until: number): number {
    const spent = this.moves.map(({ seconds, by }) => by * Math.max(0, until - seconds));
    return this.startedAtPrimary * until + spent.reduce((sum, part) => sum + part, 0) / this.members.length;
  }

  /** A side begins or ceases to serve whoever is there. */
  setServing(side: Side, serves: boolean): void {
    this.serves[side] = serves;
    this.note(this.members);
  }

  /** The part of the clients that is at a side now. */
  shareAt(side: Side): number {
    return this.members.filter(({ at }) => at === side).length / this.members.length;
  }

  private isServed(client: Client): boolean {
    const isCut = this.isZoneGone && client.at === "primary" && client.habits.isInLostZone;
    return this.serves[client.at] && (!isCut || this.outOfZone.has(client));
  }

  /** These clients may have become served, or not served any more. */
  private note(changed: readonly Client[]): void {
    for (const client of changed) {
      const isServed = this.isServed(client);
      if (isServed !== client.isServed) this.servedCount += isServed ? 1 : -1;
      client.isServed = isServed;
    }
    const share = this.servedCount / this.members.length;
    if (this.curve.at(-1)?.share !== share) this.curve.push({ seconds: this.context.seconds, share });
  }
}

/** The time from which on at least a share of the clients is served for good; undefined when that never comes. */
export function servedSince(curve: readonly Served[], share: number): number | undefined {
  const lastBelow = curve.findLastIndex((point) => point.share < share);
  return curve[lastBelow + 1]?.seconds;
}

/** The share of clients that is served at an instant. */
export function servedAt(curve: readonly Served[], seconds: number): number {
  return curve.findLast((point) => point.seconds <= seconds)?.share ?? 0;
}
