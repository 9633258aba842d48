import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { awsFailure } from "../runtime/aws/failure";
import type { Failure } from "../runtime/failure";
import { type BeatOutcome, type HeartbeatStore, heartbeatKey, type RegionRole } from "./heartbeat-store";

/** A younger heartbeat is not replaced: every replaced one costs a write in both regions. */
const PERIOD_MS = 1_000;

export interface DynamoHeartbeatStoreArgs {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** How the system writes its records: a heartbeat goes the same way, so that it fails when they do. */
  readonly writes: "items" | "transactions";
}

interface ConditionalPut {
  readonly TableName: string;
  readonly Item: Record<string, AttributeValue>;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

/** Heartbeats in a DynamoDB table whose partition key is the string `id`. */
export function dynamoHeartbeatStore({ client, tableName, writes }: DynamoHeartbeatStoreArgs): HeartbeatStore {
  return {
    async beat(role, at, signal) {
      const put = {
        TableName: tableName,
        Item: { id: keyOf(role), beatAt: milliseconds(at.getTime()) },
        ConditionExpression: "attribute_not_exists(id) OR beatAt <= :due",
        ExpressionAttributeValues: { ":due": milliseconds(at.getTime() - PERIOD_MS) },
      };
      return writes === "items" ? await putItem(client, put, signal) : await putInTransaction(client, put, signal);
    },

    async lastBeat(role, signal) {
      const command = new GetItemCommand({ TableName: tableName, Key: { id: keyOf(role) } });
      try {
        const { Item } = await client.send(command, { abortSignal: signal });
        return instantOf(Item?.beatAt?.N);
      } catch (thrown) {
        throw awsFailure("dynamodb:GetItem", thrown);
      }
    },
  };
}

const keyOf = (role: RegionRole) => ({ S: heartbeatKey(role) });
const milliseconds = (value: number) => ({ N: String(value) });

function instantOf(text: string | undefined): Date | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) ? new Date(value) : undefined;
}

async function putItem(client: DynamoDBClient, put: ConditionalPut, signal: AbortSignal): Promise<BeatOutcome> {
  try {
    await client.send(new PutItemCommand(put), { abortSignal: signal });
    return "written";
  } catch (thrown) {
    return thrown instanceof ConditionalCheckFailedException
      ? "recent"
      : crowdedOr(awsFailure("dynamodb:PutItem", thrown));
  }
}

async function putInTransaction(client: DynamoDBClient, put: ConditionalPut, signal: AbortSignal) {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }), { abortSignal: signal });
    return "written";
  } catch (thrown) {
    const code = thrown instanceof TransactionCanceledException ? thrown.CancellationReasons?.[0]?.Code : undefined;
    return outcomeOfCancellation.get(code ?? "") ?? crowdedOr(awsFailure("dynamodb:TransactWriteItems", thrown));
  }
}

const outcomeOfCancellation: ReadonlyMap<string, BeatOutcome> = new Map([
  ["ConditionalCheckFailed", "recent"],
  // Checkers of Route 53 ask at the same time, and DynamoDB lets one transaction change an item at a time.
  ["TransactionConflict", "crowded"],
  ["ThrottlingError", "crowded"],
  ["ProvisionedThroughputExceeded", "crowded"],
]);

function crowdedOr(failure: Failure): BeatOutcome {
  if (failure.kind === "throttled") {
    return "crowded";
  }
  throw failure;
}
