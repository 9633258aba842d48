import { createHash } from "node:crypto";
import { type AttributeValue, type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { awsFailure } from "../runtime/aws/failure";
import type { SessionStore } from "./session-store";

/** No session can have this id: all others are hexadecimal. */
const HEALTH_KEY = "health#probe";

export interface DynamoSessionStoreArgs {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Sessions in a DynamoDB table whose partition key `id` is the SHA-256 of the token, in hexadecimal: who reads the table
 * can open nothing. `account` is text, `expiresAt` counts seconds: DynamoDB removes what is over only hours later.
 */
export function dynamoSessionStore({ client, tableName, now }: DynamoSessionStoreArgs): SessionStore {
  async function getItem(id: string, signal: AbortSignal): Promise<Record<string, AttributeValue> | undefined> {
    const command = new GetItemCommand({ TableName: tableName, Key: { id: { S: id } }, ConsistentRead: false });
    try {
      return (await client.send(command, { abortSignal: signal })).Item;
    } catch (thrown) {
      throw awsFailure("dynamodb:GetItem", thrown);
    }
  }

  return {
    async find(token, signal) {
      const item = await getItem(createHash("sha256").update(token).digest("hex"), signal);
      const account = item?.account?.S;
      const isOpen = Number(item?.expiresAt?.N ?? 0) * 1_000 > now();
      return account !== undefined && isOpen ? { account } : undefined;
    },

    async ping(signal) {
      await getItem(HEALTH_KEY, signal);
    },
  };
}
