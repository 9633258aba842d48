import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { awsFailure } from "../runtime/aws/failure";
import { Failure, type FailureKind } from "../runtime/failure";
import type { Payment } from "./payment";
import type { PaymentStore, StoredPayment } from "./payment-store";

export interface DynamoPaymentStoreArgs {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Kept with each payment: tells which region's write survived the replication. */
  readonly regionRole: string;
}

type Item = Readonly<Record<string, AttributeValue>>;

/**
 * Payments in a DynamoDB table whose partition key is the string `id`. Each payment is one item; one more item holds its
 * idempotency key. Between regions the last writer wins, so an item of one payment is only ever replaced by its equal.
 */
export function dynamoPaymentStore({ client, tableName, regionRole }: DynamoPaymentStoreArgs): PaymentStore {
  async function getItem(id: string, signal: AbortSignal): Promise<Item | undefined> {
    const key = { id: { S: id } };
    const command = new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true });
    try {
      return (await client.send(command, { abortSignal: signal })).Item;
    } catch (thrown) {
      throw awsFailure("dynamodb:GetItem", thrown);
    }
  }

  return {
    async insert(stored, signal) {
      const recorded = { recordedAt: { S: stored.recordedAt }, recordedIn: { S: regionRole } };
      const payment = {
        TableName: tableName,
        Item: { ...toItem(stored), ...recorded },
        ConditionExpression: "attribute_not_exists(id)",
      };
      const key = {
        TableName: tableName,
        Item: { id: { S: `key#${stored.payment.idempotencyKey}` }, paymentId: { S: stored.id }, ...recorded },
        ConditionExpression: "attribute_not_exists(id) OR paymentId = :paymentId",
        ExpressionAttributeValues: { ":paymentId": { S: stored.id } },
      };
      try {
        const command = new TransactWriteItemsCommand({ TransactItems: [{ Put: payment }, { Put: key }] });
        await client.send(command, { abortSignal: signal });
        return true;
      } catch (thrown) {
        return refused(thrown);
      }
    },

    async find(id, signal) {
      const item = await getItem(id, signal);
      return item === undefined ? undefined : fromItem(item);
    },
  };
}

/** Why a transaction was cancelled, worst first: a condition decides, anything else may pass by itself. */
const cancellations: readonly { readonly code: string; readonly kind: FailureKind }[] = [
  { code: "ValidationError", kind: "misconfigured" },
  { code: "ThrottlingError", kind: "throttled" },
  { code: "ProvisionedThroughputExceeded", kind: "throttled" },
  { code: "TransactionConflict", kind: "unavailable" },
];

/** @throws Failure unless a condition was not met */
function refused(thrown: unknown): false {
  if (!(thrown instanceof TransactionCanceledException)) {
    throw awsFailure("dynamodb:TransactWriteItems", thrown);
  }
  const codes = (thrown.CancellationReasons ?? []).map(({ Code }) => Code);
  if (codes.includes("ConditionalCheckFailed")) {
    return false;
  }
  const kind = cancellations.find(({ code }) => codes.includes(code))?.kind ?? "unknown";
  throw new Failure(kind, "A transaction was cancelled.", {
    operation: "dynamodb:TransactWriteItems",
    cancellation: codes.join(" "),
  });
}

function toItem({ id, payment }: StoredPayment): Record<string, AttributeValue> {
  const { amount, reference, ...texts } = payment;
  return {
    id: { S: id },
    amount: { N: String(amount) },
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }])),
    ...(reference === undefined ? {} : { reference: { S: reference } }),
  };
}

function fromItem(item: Item): StoredPayment {
  const payment: Payment = {
    idempotencyKey: textOf(item, "idempotencyKey"),
    amount: wholeOf(item, "amount"),
    currency: textOf(item, "currency"),
    debtor: textOf(item, "debtor"),
    creditor: textOf(item, "creditor"),
    ...(item.reference === undefined ? {} : { reference: textOf(item, "reference") }),
  };
  return { id: textOf(item, "id"), payment, recordedAt: textOf(item, "recordedAt") };
}

function textOf(item: Item, name: string): string {
  return item[name]?.S ?? lacks(name);
}

function wholeOf(item: Item, name: string): number {
  const value = Number(item[name]?.N);
  return Number.isSafeInteger(value) ? value : lacks(name);
}

/** Something else than these functions wrote the item. */
function lacks(attribute: string): never {
  throw new Failure("unknown", "A stored payment lacks an attribute.", { attribute });
}
