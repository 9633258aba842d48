import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { awsFailure } from "../runtime/aws/failure";
import { Failure } from "../runtime/failure";
import type { WriterLease } from "./writer-lease";

const number = z.pipe(
  z.object({ N: z.string().check(z.regex(/^\d{1,15}$/)) }),
  z.transform(({ N }) => Number(N)),
);
const shape = z.object({
  epoch: number,
  writer: z.object({ S: z.enum(["primary", "standby"]) }),
  renewedAt: number,
});

/** The lease in this region's copy of the orchestrator's table; undefined before the first one was given. */
export function dynamoLease(client: DynamoDBClient, TableName: string, system: string) {
  return async (abortSignal: AbortSignal): Promise<WriterLease | undefined> => {
    const command = new GetItemCommand({
      TableName,
      Key: { system: { S: system }, entry: { S: "state" } },
      ProjectionExpression: "#epoch, #writer, #renewedAt",
      ExpressionAttributeNames: { "#epoch": "epoch", "#writer": "writer", "#renewedAt": "renewedAt" },
    });
    const { Item } = await client.send(command, { abortSignal }).catch((thrown: unknown) => {
      throw awsFailure("dynamodb:GetItem", thrown);
    });
    if (Item?.epoch === undefined) {
      return undefined;
    }
    const lease = z.safeParse(shape, Item);
    if (!lease.success) {
      throw new Failure("misconfigured", "The orchestrator's table holds something else than a lease.");
    }
    const { epoch, writer, renewedAt } = lease.data;
    return { epoch, writer: writer.S, renewedAt };
  };
}
