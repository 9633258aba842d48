import fc from "fast-check";
import { parsePayment, paymentId } from "../../../../infra/lib/lambda/payments/payment";
import { share } from "../../../helpers/histories";
import type { Fate } from "../doubles/faulty-payment-store";
import { type RegionName, regionNames, TwoRegions } from "../doubles/two-regions";

const keys = ["order-2026-000001", "order-2026-000002", "order-2026-000003"];
const amounts = [100, 250];

interface Sender {
  readonly key: string;
  readonly amount: number;
  /** Where it tries, one after the other, until it gets an answer that is no failure. */
  readonly tries: readonly RegionName[];
}

interface History {
  readonly senders: readonly Sender[];
  readonly ledgerFates: Readonly<Record<RegionName, readonly Fate[]>>;
  readonly queueFates: Readonly<Record<RegionName, readonly Fate[]>>;
  readonly duplicates: readonly boolean[];
}

const kind = fc.constantFrom("throttled" as const, "timeout" as const, "unavailable" as const);
const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.constant("works" as const),
  fc.record({ fails: kind }),
  fc.record({ losesAnswer: kind }),
);
const fates = (maxLength: number) => {
  const list = fc.array(fate, { maxLength });
  return fc.record({ east: list, west: list });
};

const histories = (differentAmounts: boolean): fc.Arbitrary<History> =>
  fc.record({
    senders: fc.array(
      fc.record({
        key: fc.constantFrom(...keys),
        amount: differentAmounts ? fc.constantFrom(...amounts) : fc.constant(100),
        tries: fc.array(fc.constantFrom(...regionNames), { minLength: 1, maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    ledgerFates: fates(25),
    queueFates: fates(8),
    duplicates: fc.array(fc.boolean(), { maxLength: 12 }),
  });

const bodyOf = ({ amount }: Sender) => ({ amount, currency: "USD", debtor: "ACC-DEBTOR", creditor: "ACC-CREDITOR" });
const idOf = (sender: Sender) => paymentId(parsePayment(sender.key, bodyOf(sender)));

interface Answered {
  readonly sender: Sender;
  readonly statuses: readonly number[];
}

async function send(world: TwoRegions, sender: Sender): Promise<Answered> {
  const statuses: number[] = [];
  for (const region of sender.tries) {
    const status = await world[region].post(sender.key, bodyOf(sender));
    statuses.push(status);
    if (status < 500) {
      break;
    }
  }
  return { sender, statuses };
}

/** Everything that happens in one history, in the order that the scheduler picks. */
async function play(history: History, scheduler: fc.Scheduler) {
  const world = new TwoRegions({ ...history, wait: () => scheduler.schedule(Promise.resolve()) });
  const story = async () => {
    const consuming = [world.east.drain(), world.west.drain()];
    const answers = await Promise.all(history.senders.map((sender) => send(world, sender)));
    await Promise.all(consuming);
    await world.settle();
    return answers;
  };
  return { world, answers: await scheduler.waitFor(story()) };
}

const amountOf = (payments: readonly { payment: { amount: number } }[]) =>
  payments.reduce((sum, { payment }) => sum + payment.amount, 0);

describe("payments in two regions, whatever fails, in any order,", () => {
  test("are all there once: none lost, none applied twice", async () => {
    await fc.assert(
      fc.asyncProperty(histories(false), fc.scheduler(), async (history, scheduler) => {
        const { world, answers } = await play(history, scheduler);
        const { east, west } = world;
        const ids = east.ledger.map(({ id }) => id);

        expect(new Set(west.ledger.map(({ id }) => id))).toEqual(new Set(ids));
        // No two records of one order, and nothing that nobody sent.
        const applied = east.ledger.map(({ payment }) => payment.idempotencyKey);
        expect(new Set(applied).size).toBe(applied.length);
        expect(amountOf(east.ledger)).toBe(100 * new Set(applied).size);
        expect(history.senders.map(idOf)).toEqual(expect.arrayContaining(ids));
        // Who was told yes, finds the payment; a dead letter, when its tries ran out, is a record for a person.
        const kept = new Set([...ids, ...[...east.deadLetters, ...west.deadLetters].map(idInLetter)]);
        for (const { sender, statuses } of answers) {
          expect(statuses.at(-1)).not.toBe(409);
          expect((statuses.at(-1) ?? 0) < 300 ? kept.has(idOf(sender)) : true).toBe(true);
        }
      }),
      { numRuns: share(400, 0.15) },
    );
  });

  test("are all kept although different ones were sent under one key", async () => {
    await fc.assert(
      fc.asyncProperty(histories(true), fc.scheduler(), async (history, scheduler) => {
        const { world, answers } = await play(history, scheduler);
        const { east, west } = world;
        const ids = east.ledger.map(({ id }) => id);

        expect(new Set(west.ledger.map(({ id }) => id))).toEqual(new Set(ids));
        expect(new Set(ids).size).toBe(ids.length);
        expect(history.senders.map(idOf)).toEqual(expect.arrayContaining(ids));
        const kept = new Set([...ids, ...[...east.deadLetters, ...west.deadLetters].map(idInLetter)]);
        for (const { sender, statuses } of answers) {
          expect((statuses.at(-1) ?? 0) < 300 ? kept.has(idOf(sender)) : true).toBe(true);
        }
        // Two payments under one key are a person's to decide: a dead letter, or told by the journal.
        const told = [east, west].flatMap(({ journal }) => journal.conflicts).map(({ before }) => before?.paymentId?.S);
        for (const one of east.ledger) {
          const others = east.ledger.filter(
            ({ id, payment }) => payment.idempotencyKey === one.payment.idempotencyKey && id !== one.id,
          );
          expect(
            others.length === 0 || told.some((id) => id === one.id || others.some((other) => other.id === id)),
          ).toBe(true);
        }
        // A refusal is true: another payment did have the key.
        for (const { sender } of answers.filter(({ statuses }) => statuses.at(-1) === 409)) {
          const others = east.ledger.filter(
            ({ id, payment }) => payment.idempotencyKey === sender.key && id !== idOf(sender),
          );
          expect(others.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: share(400, 0.15) },
    );
  });

  test("leave the queue by the ledger, and not by the dead letters, when the trouble passes in time", async () => {
    const calm = histories(false).map((history) => ({ ...history, duplicates: [] }));
    const brief = calm.filter(({ ledgerFates: { east, west } }) => east.length < 10 && west.length < 10);
    await fc.assert(
      fc.asyncProperty(brief, fc.scheduler(), async (history, scheduler) => {
        const { world } = await play(history, scheduler);
        expect([world.east.deadLetters, world.west.deadLetters]).toEqual([[], []]);
      }),
      { numRuns: share(200, 0.15) },
    );
  });
});

describe("payments of which a region is lost, with all that has not left it,", () => {
  const losses = fc.record({
    history: histories(true).map((history) => ({
      ...history,
      senders: history.senders.map((sender, index) => ({ ...sender, key: `${sender.key}-${index}` })),
    })),
    lost: fc.constantFrom(...regionNames),
  });

  test("are recorded by the region that is left when their sender was told 202, and all found when the other is back", async () => {
    await fc.assert(
      fc.asyncProperty(losses, fc.scheduler(), async ({ history, lost }, scheduler) => {
        const world = new TwoRegions({ ...history, wait: () => scheduler.schedule(Promise.resolve()) });
        const left = world[lost === "east" ? "west" : "east"];
        const story = async () => {
          const answers = await Promise.all(history.senders.map((sender) => send(world, sender)));
          world[lost].lose();
          await left.drain();
          return answers;
        };
        const answers = await scheduler.waitFor(story());
        const told = (status: number) =>
          answers.filter(({ statuses }) => statuses.at(-1) === status).map(({ sender }) => idOf(sender));
        const survived = left.ledger.map(({ id }) => id);
        expect(survived).toEqual(expect.arrayContaining(told(202)));

        world[lost].comeBack();
        left.comeBack();
        await scheduler.waitFor(world.settle());
        const ids = left.ledger.map(({ id }) => id);
        expect(ids).toEqual(expect.arrayContaining([...told(200), ...told(201), ...told(202)]));
        expect(new Set(world[lost].ledger.map(({ id }) => id))).toEqual(new Set(ids));
        expect(new Set(ids).size).toBe(ids.length);
        expect([world.east.deadLetters, world.west.deadLetters]).toEqual([[], []]);
      }),
      { numRuns: share(2_000, 0.15) },
    );
  });
});

function idInLetter(body: string): string {
  return paymentId(JSON.parse(body).payment);
}
