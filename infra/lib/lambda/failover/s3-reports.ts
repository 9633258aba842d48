import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { awsFailure } from "../runtime/aws/failure";
import type { Reports } from "./rehearsal";

export interface S3ReportsArgs {
  readonly here: S3Client;
  readonly there: S3Client;
  readonly bucketHere: string;
  readonly bucketThere: string;
  /** Each region has a folder of its own: the buckets copy to each other. */
  readonly region: string;
}

/** Reports as objects of the region's bucket; the last one's id is kept beside them. */
export function s3Reports({ here, there, bucketHere, bucketThere, region }: S3ReportsArgs): Reports {
  const keyOf = (name: string) => `rehearsals/${region}/${name}`;

  async function put(name: string, body: string, ContentType: string, abortSignal: AbortSignal) {
    try {
      const command = new PutObjectCommand({ Bucket: bucketHere, Key: keyOf(name), Body: body, ContentType });
      await here.send(command, { abortSignal });
    } catch (thrown) {
      throw awsFailure("s3:PutObject", thrown);
    }
  }

  async function find(client: S3Client, Bucket: string, name: string, abortSignal: AbortSignal) {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(name) }), { abortSignal });
      return (await Body?.transformToString()) ?? "";
    } catch (thrown) {
      if (thrown instanceof NoSuchKey) {
        return undefined;
      }
      throw awsFailure("s3:GetObject", thrown);
    }
  }

  return {
    async write(report, signal) {
      await put(`${report.id}.json`, JSON.stringify(report), "application/json", signal);
      await put("last", report.id, "text/plain", signal);
    },
    lastWritten: (signal) => find(here, bucketHere, "last", signal),
    hasArrived: async (id, signal) => (await find(there, bucketThere, `${id}.json`, signal)) !== undefined,
  };
}
