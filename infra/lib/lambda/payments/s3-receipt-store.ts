import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod/mini";
import { awsFailure } from "../runtime/aws/failure";
import { Failure } from "../runtime/failure";
import type { Receipt, ReceiptStore } from "./receipt-store";

/** The folder of receipts in the region's bucket, which copies it to the other region's. */
export const receiptFolder = "transaction-logs/accepted";

const schema = z.strictObject({ version: z.literal(1), id: z.string(), acceptedAt: z.string() });

/** One small object for each payment that was accepted before it could be recorded: no part of the payment but its id. */
export function s3ReceiptStore(client: S3Client, bucket: string): ReceiptStore {
  const placeOf = (id: string) => ({ Bucket: bucket, Key: `${receiptFolder}/${id}.json` });

  return {
    async keep({ id, acceptedAt }, signal) {
      const Body = JSON.stringify({ version: 1, id, acceptedAt });
      const command = new PutObjectCommand({ ...placeOf(id), Body, ContentType: "application/json" });
      try {
        await client.send(command, { abortSignal: signal });
      } catch (thrown) {
        throw awsFailure("s3:PutObject", thrown);
      }
    },

    async find(id, signal) {
      try {
        const { Body } = await client.send(new GetObjectCommand(placeOf(id)), { abortSignal: signal });
        return readReceipt((await Body?.transformToString()) ?? "");
      } catch (thrown) {
        if (thrown instanceof NoSuchKey) {
          return undefined;
        }
        throw thrown instanceof Failure ? thrown : awsFailure("s3:GetObject", thrown);
      }
    },
  };
}

function readReceipt(text: string): Receipt {
  const result = schema.safeParse(parsed(text));
  if (!result.success) {
    throw new Failure("unknown", "A receipt is not right.");
  }
  return { id: result.data.id, acceptedAt: result.data.acceptedAt };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
