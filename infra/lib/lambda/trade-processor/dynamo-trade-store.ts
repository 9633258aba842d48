import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { awsFailure } from "../runtime/aws/failure";
import { Failure } from "../runtime/failure";
import type { StoredTrade, TradeStore } from "./trade-store";

export interface DynamoTradeStoreArgs {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Kept with each trade: with last-writer-wins replication it tells which region's write survived. */
  readonly regionRole: string;
}

type Item = Readonly<Record<string, AttributeValue>>;

/** Trades in a DynamoDB table whose partition key is the string `id`. */
export function dynamoTradeStore({ client, tableName, regionRole }: DynamoTradeStoreArgs): TradeStore {
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
      const command = new PutItemCommand({
        TableName: tableName,
        Item: { ...toItem(stored), recordedIn: { S: regionRole } },
        ConditionExpression: "attribute_not_exists(id)",
      });
      try {
        await client.send(command, { abortSignal: signal });
        return true;
      } catch (thrown) {
        if (thrown instanceof ConditionalCheckFailedException) {
          return false;
        }
        throw awsFailure("dynamodb:PutItem", thrown);
      }
    },

    async find(id, signal) {
      const item = await getItem(id, signal);
      return item === undefined ? undefined : fromItem(item);
    },
  };
}

function toItem({ trade, recordedAt }: StoredTrade): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries({ ...trade, recordedAt }).map(([name, text]) => [name, { S: text }]));
}

function fromItem(item: Item): StoredTrade {
  const trade = {
    id: textOf(item, "id"),
    account: textOf(item, "account"),
    instrument: textOf(item, "instrument"),
    side: textOf(item, "side"),
    quantity: textOf(item, "quantity"),
    price: textOf(item, "price"),
    currency: textOf(item, "currency"),
    timestamp: textOf(item, "timestamp"),
  };
  return { trade, recordedAt: textOf(item, "recordedAt") };
}

/** @throws Failure when something else than this function wrote the item */
function textOf(item: Item, name: string): string {
  const text = item[name]?.S;
  if (text === undefined) {
    throw new Failure("unknown", "A stored trade lacks an attribute.", { attribute: name });
  }
  return text;
}
