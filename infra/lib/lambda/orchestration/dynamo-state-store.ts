import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { awsFailure } from "../runtime/aws/failure";
import { Failure } from "../runtime/failure";
import { withTimeLimit } from "../runtime/time-limit";
import { type Decision, initialState, type Lease, type State } from "./state";
import type { Held, StateStore } from "./state-store";

export interface DynamoStateStoreArgs {
  readonly client: DynamoDBClient;
  /** Partition key `system`, sort key `entry`, both texts. Of one region: copies would settle a race by the last writer. */
  readonly tableName: string;
  /** Whose state it is. */
  readonly system: string;
  readonly leaseMs: number;
  readonly timeLimitMs: number;
}

const stateEntry = "state";

const names = { "#holder": "holder", "#token": "token", "#lease": "leaseUntil", "#state": "state" };
const nobodyElse = "attribute_not_exists(#lease) OR #lease < :now OR #holder = :holder";
const stillMine = "#holder = :holder AND #token = :token";

/** What instances and functions of both regions read of the item, to know who may write. */
const writerLease = ", #writer = :writer, #epoch = :epoch, #renewedAt = :renewedAt";
const writerNames = { "#writer": "writer", "#epoch": "epoch", "#renewedAt": "renewedAt" };

function writerValues({ writer, epoch, renewedAt }: Lease) {
  return { ":writer": { S: writer }, ":epoch": { N: String(epoch) }, ":renewedAt": { N: String(renewedAt) } };
}

/** One item is lock and state at once, so that a write of the state is also a proof of the lock. Decisions lie beside it. */
export function dynamoStateStore({
  client,
  tableName,
  system,
  leaseMs,
  timeLimitMs,
}: DynamoStateStoreArgs): StateStore {
  const key = { system: { S: system }, entry: { S: stateEntry } };

  /** Whoever has lost the lock renews no writer's lease either: it is one write, under one condition. */
  function update({ holder, token }: Held, state: State, leaseUntil: number) {
    const { lease } = state;
    return {
      TableName: tableName,
      Key: key,
      UpdateExpression: `SET #state = :state, #lease = :until${lease === undefined ? "" : writerLease}`,
      ConditionExpression: stillMine,
      ExpressionAttributeNames: lease === undefined ? names : { ...names, ...writerNames },
      ExpressionAttributeValues: {
        ...(lease === undefined ? {} : writerValues(lease)),
        ":holder": { S: holder },
        ":token": { N: String(token) },
        ":state": { S: JSON.stringify(state) },
        ":until": { N: String(leaseUntil) },
      },
    };
  }

  function put(decision: Decision) {
    return {
      Put: { TableName: tableName, Item: toItem(system, decision), ConditionExpression: "attribute_not_exists(entry)" },
    };
  }

  async function save(held: Held, state: State, decisions: readonly Decision[], leaseUntil: number): Promise<boolean> {
    const updated = update(held, state, leaseUntil);
    const items = [{ Update: updated }, ...decisions.map(put)];
    return await isKept(
      decisions.length === 0
        ? (abortSignal) => client.send(new UpdateItemCommand(updated), { abortSignal })
        : (abortSignal) => client.send(new TransactWriteItemsCommand({ TransactItems: items }), { abortSignal }),
    );
  }

  /** Whether the condition of a write was met. */
  async function isKept(send: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    try {
      await withTimeLimit("Keeping the state", timeLimitMs, send);
      return true;
    } catch (thrown) {
      if (isLost(thrown)) {
        return false;
      }
      throw thrown instanceof Failure ? thrown : awsFailure("dynamodb:UpdateItem", thrown);
    }
  }

  return {
    async take(holder, now) {
      const command = new UpdateItemCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: "SET #holder = :holder, #lease = :until, #token = if_not_exists(#token, :none) + :one",
        ConditionExpression: nobodyElse,
        ExpressionAttributeNames: { "#holder": "holder", "#lease": "leaseUntil", "#token": "token" },
        ExpressionAttributeValues: {
          ":holder": { S: holder },
          ":now": { N: String(now) },
          ":until": { N: String(now + leaseMs) },
          ":none": { N: "0" },
          ":one": { N: "1" },
        },
        ReturnValues: "ALL_NEW",
      });
      try {
        const { Attributes = {} } = await withTimeLimit("Taking the lock", timeLimitMs, (abortSignal) =>
          client.send(command, { abortSignal }),
        );
        return toHeld(holder, Attributes);
      } catch (thrown) {
        if (thrown instanceof ConditionalCheckFailedException) {
          return undefined;
        }
        throw thrown instanceof Failure ? thrown : awsFailure("dynamodb:UpdateItem", thrown);
      }
    },

    async keep(held, state, decisions, now) {
      const leaseUntil = now + leaseMs;
      return (await save(held, state, decisions, leaseUntil)) ? { ...held, state, leaseUntil } : undefined;
    },

    async release(held) {
      await save(held, held.state, [], 0);
    },
  };
}

/** The lock is another's, or the decision is there already: then another has made it. */
function isLost(thrown: unknown): boolean {
  if (thrown instanceof TransactionCanceledException) {
    return (thrown.CancellationReasons ?? []).some(({ Code }) => Code === "ConditionalCheckFailed");
  }
  return thrown instanceof ConditionalCheckFailedException;
}

function toHeld(holder: string, { token, leaseUntil, state }: Record<string, AttributeValue>): Held {
  return {
    holder,
    token: Number(token?.N),
    leaseUntil: Number(leaseUntil?.N),
    state: state?.S === undefined ? initialState : { ...initialState, ...(JSON.parse(state.S) as State) },
  };
}

/** Sorts by time; the number tells apart what was decided in the same millisecond. */
function toItem(system: string, decision: Decision): Record<string, AttributeValue> {
  const { number, at, verdict, phase, evidence } = decision;
  const found = Object.entries(evidence).map(([name, text]) => [name, { S: text }] as const);
  return {
    system: { S: system },
    entry: { S: `decision#${new Date(at).toISOString()}#${String(number).padStart(9, "0")}` },
    number: { N: String(number) },
    verdict: { S: verdict },
    phase: { S: phase },
    evidence: { M: Object.fromEntries(found) },
  };
}
