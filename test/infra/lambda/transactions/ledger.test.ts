import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import type { Database, Session } from "../../../../infra/lib/lambda/transactions/database";
import { sqlLedger } from "../../../../infra/lib/lambda/transactions/ledger";

const row = {
  id: "t-1",
  from_account: "alice",
  to_account: "bob",
  amount: "100",
  currency: "USD",
  recorded_at: new Date("2026-11-30T00:00:00Z"),
};

/** A server that has these transfers. */
function serverWith(...rows: readonly object[]): Session {
  return { query: async () => ({ rows }) } as unknown as Session;
}

function databaseOf(reader: Session, writer: Session | undefined) {
  const asked: string[] = [];
  const database: Database = {
    read: async (work) => {
      asked.push("reader");
      return work(reader);
    },
    write: async (work) => {
      asked.push("writer");
      if (writer === undefined) throw new Failure("unavailable", "This region has no writer.");
      return work(writer);
    },
    hasWriter: async () => writer !== undefined,
    close: async () => undefined,
  };
  return { ledger: sqlLedger(database, "primary"), asked };
}

describe("a transfer that was acknowledged", () => {
  test("is found by the reader, which has it", async () => {
    const { ledger, asked } = databaseOf(serverWith(row), serverWith(row));
    await expect(ledger.find("t-1")).resolves.toMatchObject({ transfer: { id: "t-1", amount: 100 } });
    expect(asked).toEqual(["reader"]);
  });

  test("is found by the writer while the reader is behind", async () => {
    const { ledger, asked } = databaseOf(serverWith(), serverWith(row));
    await expect(ledger.find("t-1")).resolves.toMatchObject({ transfer: { id: "t-1", amount: 100 } });
    expect(asked).toEqual(["reader", "writer"]);
  });

  test("is never called missing by a region that has no writer", async () => {
    const { ledger } = databaseOf(serverWith(), undefined);
    await expect(ledger.find("t-1")).rejects.toMatchObject({ kind: "unavailable" });
  });
});

test("what the writer does not have is not there", async () => {
  const { ledger } = databaseOf(serverWith(), serverWith());
  await expect(ledger.find("t-1")).resolves.toBeUndefined();
});
