import type { BucketArgs } from "@pulumi/aws/s3";
import type { Found } from "../aws/references";
import type { Block } from "../graph/block";
import type { Member, Plain } from "../graph/stack";

export type Bucket = Member<Plain<BucketArgs>>;

/** One rule of a bucket's replication. */
export interface Copying {
  readonly rule: Block;
  readonly destinations: readonly (Found<Plain<BucketArgs>> & { readonly block: Block })[];
}

/** The replication of one bucket, as a resource of its own or as a block of the bucket. */
export interface Replication {
  readonly owner: Member<unknown>;
  /** The block with the rules and the role, and the property of the owner that it is in. */
  readonly holder: Block;
  readonly property: string;
  readonly source: Found<Plain<BucketArgs>>;
  readonly copyings: readonly Copying[];
}
