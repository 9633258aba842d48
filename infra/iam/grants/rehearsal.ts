import type { Statement } from "../statement";
import type { BucketArns } from "./s3";

export const rehearsalGrants = {
  /** Reports are kept here, and looked for in the other region, to which S3 copies them. */
  report(here: BucketArns, there: BucketArns): readonly Statement[] {
    return [
      { sid: "WriteReports", effect: "Allow", actions: ["s3:PutObject"], resources: [here.objects] },
      { sid: "ReadReports", effect: "Allow", actions: ["s3:GetObject"], resources: [here.objects, there.objects] },
      // Without it S3 answers 403, and not 404, for an object that is not there yet.
      { sid: "ListReports", effect: "Allow", actions: ["s3:ListBucket"], resources: [here.bucket, there.bucket] },
    ];
  },
};
