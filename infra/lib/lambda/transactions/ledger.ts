import type { Database, Session } from "./database";
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
  return {
    record: (transfer) => database.write((session) => record(session, transfer, regionRole)),
    // A reader may be behind what the writer has acknowledged: only the writer knows that there is no such transfer.
    find: async (id) =>
      (await database.read((session) => findTransfer(session, id))) ??
      (await database.write((session) => findTransfer(session, id))),
  };
}

/** Whoever moves money of an account waits for the one before: what is read behind the locks stays true. */
async function record(session: Session, transfer: Transfer, regionRole: string): Promise<Recorded> {
  const accounts = await lockAccounts(session, transfer);
  const known = await findTransfer(session, transfer.id);
  if (known !== undefined) {
    return repeated(known, transfer);
  }
  const refused = findRefusal(accounts, transfer);
  if (refused !== undefined) {
    return { outcome: refused };
  }
  const { id, fromAccount, toAccount, amount, currency } = transfer;
  const { rows } = await session.query<TransferRow>(
    `INSERT INTO transfer (id, from_account, to_account, amount, currency, recorded_in)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING ${columns}`,
    [id, fromAccount, toAccount, amount, currency, regionRole],
  );
  if (rows.length === 0) {
    // Between other accounts, at the same moment.
    return repeated(fromRow(await transferRows(session, id)), transfer);
  }
  await session.query("UPDATE account SET balance = balance - $2 WHERE id = $1", [fromAccount, amount]);
  await session.query("UPDATE account SET balance = balance + $2 WHERE id = $1", [toAccount, amount]);
  return { outcome: "created", recorded: fromRow(rows) };
}

function repeated(known: RecordedTransfer, transfer: Transfer): Recorded {
  return isSameTransfer(known.transfer, transfer) ? { outcome: "repeated", recorded: known } : { outcome: "conflict" };
}

/** In one order for all, so that no two wait for each other. */
async function lockAccounts(session: Session, { fromAccount, toAccount }: Transfer): Promise<readonly AccountRow[]> {
  const { rows } = await session.query<AccountRow>(
    "SELECT id, currency, balance FROM account WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE",
    [[fromAccount, toAccount]],
  );
  return rows;
}

function findRefusal(accounts: readonly AccountRow[], { fromAccount, amount, currency }: Transfer) {
  const from = accounts.find(({ id }) => id === fromAccount);
  if (from === undefined || accounts.length < 2) {
    return "no-account";
  }
  if (accounts.some((account) => account.currency !== currency)) {
    return "other-currency";
  }
  return BigInt(from.balance) < BigInt(amount) ? "no-cover" : undefined;
}

async function findTransfer(session: Session, id: string): Promise<RecordedTransfer | undefined> {
  const rows = await transferRows(session, id);
  return rows.length === 0 ? undefined : fromRow(rows);
}

async function transferRows(session: Session, id: string): Promise<readonly TransferRow[]> {
  return (await session.query<TransferRow>(`SELECT ${columns} FROM transfer WHERE id = $1`, [id])).rows;
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
