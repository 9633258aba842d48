import type { Database, Session } from "./database";
import { makeSchema } from "./schema";
import { isSameTransfer, type Transfer } from "./transfer";

export interface RecordedTransfer {
  readonly transfer: Transfer;
  /** ISO 8601, by the database's clock. */
  readonly recordedAt: string;
}

export type Recorded =
  | { readonly outcome: "created" | "repeated"; readonly recorded: RecordedTransfer }
  | { readonly outcome: "conflict" | "no-account" | "other-currency" | "no-cover" };

/** Accounts and the transfers between them. Every method throws a Failure when the database cannot do it. */
export interface Ledger {
  /** Moves the money once, however often the same transfer is sent. */
  record(transfer: Transfer): Promise<Recorded>;
  /** @throws Failure of kind `unavailable` where it is not found and this region has no writer to say that it is not there */
  find(id: string): Promise<RecordedTransfer | undefined>;
}

interface TransferRow {
  readonly id: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly amount: string;
  readonly currency: string;
  readonly recorded_at: Date;
}

interface AccountRow {
  readonly id: string;
  readonly currency: string;
  readonly balance: string;
}

const columns = "id, from_account, to_account, amount, currency, recorded_at";

/** `regionRole` is kept with each transfer: after a failover it tells which region's writer took it. */
export function sqlLedger(database: Database, regionRole: string): Ledger {
  let schema: Promise<void> | undefined;

  function schemaMade(): Promise<void> {
    schema ??= database.write(makeSchema).catch((thrown: unknown) => {
      schema = undefined;
      throw thrown;
    });
    return schema;
  }

  return {
    async record(transfer) {
      await schemaMade();
      return database.write((session) => record(session, transfer, regionRole));
    },
    // A reader may be behind what the writer has acknowledged: only the writer knows that there is no such transfer.
    find: async (id) =>
      (await database.read((session) => findTransfer(session, id))) ??
      (await database.write((session) => findTransfer(session, id))),
  };
}

async function record(session: Session, transfer: Transfer, regionRole: string): Promise<Recorded> {
  const known = await findTransfer(session, transfer.id);
  if (known !== undefined) {
    return isSameTransfer(known.transfer, transfer)
      ? { outcome: "repeated", recorded: known }
      : { outcome: "conflict" };
  }
  const refused = await findRefusal(session, transfer);
  if (refused !== undefined) {
    return { outcome: refused };
  }
  const { id, fromAccount, toAccount, amount, currency } = transfer;
  await session.query("UPDATE account SET balance = balance - $2 WHERE id = $1", [fromAccount, amount]);
  await session.query("UPDATE account SET balance = balance + $2 WHERE id = $1", [toAccount, amount]);
  const { rows } = await session.query<TransferRow>(
    `INSERT INTO transfer (id, from_account, to_account, amount, currency, recorded_in)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`,
    [id, fromAccount, toAccount, amount, currency, regionRole],
  );
  return { outcome: "created", recorded: fromRow(rows) };
}

async function findRefusal(session: Session, { fromAccount, toAccount, amount, currency }: Transfer) {
  const { rows } = await session.query<AccountRow>(
    "SELECT id, currency, balance FROM account WHERE id = ANY($1::text[])",
    [[fromAccount, toAccount]],
  );
  const from = rows.find(({ id }) => id === fromAccount);
  if (from === undefined || rows.length < 2) {
    return "no-account";
  }
  if (rows.some((account) => account.currency !== currency)) {
    return "other-currency";
  }
  return BigInt(from.balance) < BigInt(amount) ? "no-cover" : undefined;
}

async function findTransfer(session: Session, id: string): Promise<RecordedTransfer | undefined> {
  const { rows } = await session.query<TransferRow>(`SELECT ${columns} FROM transfer WHERE id = $1`, [id]);
  return rows.length === 0 ? undefined : fromRow(rows);
}

function fromRow([row]: readonly TransferRow[]): RecordedTransfer {
  if (row === undefined) {
    throw new RangeError("A statement returned no row, expected one.");
  }
  const { id, from_account: fromAccount, to_account: toAccount, amount, currency, recorded_at: recordedAt } = row;
  return {
    transfer: { id, fromAccount, toAccount, amount: Number(amount), currency },
    recordedAt: recordedAt.toISOString(),
  };
}
