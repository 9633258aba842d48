import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { awsFailure } from "../runtime/aws/failure";
import type { Archive } from "./archive";

/** Objects of one bucket. */
export function s3Archive(client: S3Client, bucket: string): Archive {
  return {
    async put(key, body, signal) {
      const wanted = { Bucket: bucket, Key: key, Body: body, ContentType: "application/x-ndjson" };
      try {
        await client.send(new PutObjectCommand(wanted), { abortSignal: signal });
      } catch (thrown) {
        throw awsFailure("s3:PutObject", thrown);
      }
    },
  };
}
