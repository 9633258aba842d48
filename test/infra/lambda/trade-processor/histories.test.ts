import fc from "fast-check";
import { share } from "../../../helpers/histories";
import { SharedClock, TradeRegion } from "../doubles/trade-regions";
import { canonicalTrade } from "../doubles/trades";

const names = ["east", "west"] as const;
type Name = (typeof names)[number];
type Regions = Readonly<Record<Name, TradeRegion>>;

const ids = ["T-1", "T-2", "T-3"];
const prices = ["1", "2"];

type Step =
  | { readonly does: "send"; readonly to: Name; readonly id: string; readonly price: string }
  /** Delivers one of the writes that are under way, if the regions hear of each other. */
  | { readonly does: "copy"; readonly from: Name; readonly which: number }
  | { readonly does: "wait"; readonly seconds: number }
  | { readonly does: "isolate" | "connect" }
  | { readonly does: "lose" | "return"; readonly region: Name };

const name = fc.constantFrom(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant("send" as const),
      to: name,
      id: fc.constantFrom(...ids),
      price: fc.constantFrom(...prices),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("copy" as const), from: name, which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom("isolate" as const, "connect" as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom("lose" as const, "return" as const), region: name }) },
);

interface Answered {
  readonly to: Name;
  readonly id: string;
  readonly price: string;
  readonly status: number;
}

class History {
  readonly clock = new SharedClock();
  readonly regions: Regions;
  readonly answers: Answered[] = [];
  #isolated = false;

  constructor(skewSeconds: number) {
    this.regions = {
      east: new TradeRegion("primary", this.clock, skewSeconds),
      west: new TradeRegion("secondary", this.clock, 0),
    };
  }

  async take(next: Step): Promise<void> {
    switch (next.does) {
      case "send":
        return this.#send(next);
      case "copy":
        return this.#copy(next.from, next.which);
      case "wait":
        this.clock.seconds += next.seconds;
        return;
      case "isolate":
      case "connect":
        this.#isolated = next.does === "isolate";
        return;
      default:
        this.regions[next.region].isLost = next.does === "lose";
    }
  }

  /** Both regions are back, hear of each other, and all that was under way has come over. */
  async settle(): Promise<void> {
    this.#isolated = false;
    for (const each of names) {
      this.regions[each].isLost = false;
    }
    for (const from of names) {
      while (this.regions[from].outgoing.length > 0) {
        await this.#copy(from, 0);
      }
    }
  }

  async #send({ to, id, price }: { to: Name; id: string; price: string }): Promise<void> {
    const status = await this.regions[to].post({ ...canonicalTrade, id, price });
    this.answers.push({ to, id, price, status });
  }

  async #copy(from: Name, which: number): Promise<void> {
    const { outgoing, isLost } = this.regions[from];
    const peer = this.regions[from === "east" ? "west" : "east"];
    if (this.#isolated || isLost || peer.isLost || outgoing.length === 0) {
      return;
    }
    const [copy] = outgoing.splice(which % outgoing.length, 1);
    if (copy !== undefined) {
      await peer.receive(copy);
    }
  }

  /** What a person and the table hold after all: id and price of every trade. */
  get kept(): ReadonlySet<string> {
    const regions = Object.values(this.regions);
    const table = regions.flatMap(({ items }) => [...items].map(([id, { stored }]) => `${id} ${stored.trade.price}`));
    const told = regions.flatMap(({ journal }) =>
      journal.conflicts.map(({ before }) => `${before?.id?.S} ${before?.price?.S}`),
    );
    return new Set([...table, ...told]);
  }
}

const histories = { steps: fc.array(step, { maxLength: 40 }), skewSeconds: fc.constantFrom(-2, 0, 2) };

async function played({ steps, skewSeconds }: { steps: readonly Step[]; skewSeconds: number }): Promise<History> {
  const history = new History(skewSeconds);
  for (const next of steps) {
    await history.take(next);
  }
  await history.settle();
  return history;
}

const told = ({ status }: Answered) => status === 200 || status === 201;

describe("trades in two regions, whichever is lost, isolated or returns, and whatever both take at the same time,", () => {
  test("are kept or told: no acknowledged one gives way in silence, and none is there twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(histories), async (given) => {
        const history = await played(given);
        const { east, west } = history.regions;
        const inTable = ({ items }: TradeRegion) =>
          [...items].map(([id, { stored }]) => `${id} ${stored.trade.price}`).sort();

        expect(inTable(east)).toEqual(inTable(west));
        const acknowledged = history.answers.filter(told).map(({ id, price }) => `${id} ${price}`);
        expect(acknowledged.filter((trade) => !history.kept.has(trade))).toEqual([]);
        // A person is notified of nothing that did not happen, and of each loss once.
        const conflicts = [east, west].flatMap(({ journal }) => journal.conflicts);
        expect(conflicts.length).toBe(east.journal.overwritten + west.journal.overwritten);
        const lost = conflicts.map(({ before }) => `${before?.id?.S} ${before?.price?.S}`);
        expect(new Set(lost).size).toBe(lost.length);
        expect(lost.filter((trade) => inTable(east).includes(trade))).toEqual([]);
      }),
      { numRuns: share(10_000, 0.03) },
    );
  });

  test("are in the archive of the region that took them, once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(histories), async (given) => {
        const history = await played(given);
        for (const each of names) {
          const { journal, role } = history.regions[each];
          const archived = journal.lines
            .filter(({ before }) => before === undefined)
            .map(({ after }) => `${after?.id?.S} ${after?.price?.S}`);
          const created = history.answers.filter(({ to, status }) => to === each && status === 201);
          expect(archived).toEqual(created.map(({ id, price }) => `${id} ${price}`));
          expect(journal.lines.map(({ region }) => region).filter((region) => region !== role)).toEqual([]);
        }
      }),
      { numRuns: share(10_000, 0.03) },
    );
  });

  test("are counted when the region that was left alone gets them late", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(histories), async (given) => {
        const { east, west } = (await played(given)).regions;
        expect([east.journal.late, west.journal.late]).toEqual([east.lateCopies, west.lateCopies]);
      }),
      { numRuns: share(10_000, 0.03) },
    );
  });
});

test("two trades with one id, one in each region: the one that gives way is told with the one that stays", async () => {
  const history = await played({
    skewSeconds: 0,
    steps: [
      { does: "send", to: "east", id: "T-1", price: "1" },
      { does: "wait", seconds: 1 },
      { does: "send", to: "west", id: "T-1", price: "2" },
    ],
  });
  expect(history.answers.map(({ status }) => status)).toEqual([201, 201]);
  const { east, west } = history.regions;
  expect(west.journal.conflicts).toEqual([]);
  expect(east.journal.conflicts).toEqual([
    expect.objectContaining({
      region: "primary",
      before: expect.objectContaining({ id: { S: "T-1" }, price: { S: "1" }, recordedIn: { S: "primary" } }),
      after: expect.objectContaining({ id: { S: "T-1" }, price: { S: "2" }, recordedIn: { S: "secondary" } }),
    }),
  ]);
});
