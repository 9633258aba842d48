import { ServiceRole } from "../components/iam/service-role";
import { Bucket } from "../components/s3/bucket";
import type { LifecycleRule } from "../components/s3/lifecycle.plan";
import { Replication } from "../components/s3/replication";
import { replicationGrants } from "../iam/grants/s3";
import type { Statement } from "../iam/statement";
import { type ByRole, inBoth, type Region, type RegionPair } from "../regions/pair";

export interface MirroredBucketsArgs {
  /** What the logical names begin with: those of the buckets and copies, and those of the roles that copy. */
  readonly names: { readonly buckets: string; readonly roles: string };
  readonly bucketName: (region: Region) => string;
  readonly roleName: (region: Region) => string;
  readonly ruleId: string;
  readonly lifecycle: readonly LifecycleRule[];
  /** What a bucket's policy allows besides the copying. */
  readonly statements?: (region: Region) => readonly Statement[];
  /** Whether a deletion in one region also hides the object in the other. */
  readonly copyDeleteMarkers: boolean;
}

/** A bucket in each region. Each copies to the other, so that what the standby stores during an outage comes back. */
export function mirroredBuckets(pair: RegionPair, args: MirroredBucketsArgs): ByRole<Bucket> {
  const { names, bucketName, roleName, ruleId, lifecycle, statements = () => [], copyDeleteMarkers } = args;
  const bucketArns = inBoth(pair, (region) => ({
    bucket: region.arns.bucket(bucketName(region)),
    objects: region.arns.objects(bucketName(region)),
  }));
  const roles = inBoth(
    pair,
    (region, peer) =>
      new ServiceRole(`${names.roles}-${region.role}`, {
        region,
        roleName: roleName(region),
        service: "s3.amazonaws.com",
        statements: replicationGrants.copy(bucketArns[region.role], bucketArns[peer.role]),
      }),
  );
  const buckets = inBoth(
    pair,
    (region, peer) =>
      new Bucket(`${names.buckets}-${region.role}`, {
        region,
        bucketName: bucketName(region),
        lifecycle,
        statements: [replicationGrants.receive(roles[peer.role].arn, bucketArns[region.role]), ...statements(region)],
        principals: [roles[peer.role].role],
      }),
  );
  inBoth(
    pair,
    ({ role }, peer) =>
      new Replication(`${names.buckets}-to-${peer.role}`, {
        from: buckets[role],
        to: buckets[peer.role],
        role: roles[role],
        ruleId,
        copyDeleteMarkers,
      }),
  );
  return buckets;
}
