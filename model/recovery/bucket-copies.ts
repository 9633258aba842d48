import type { BucketArgs } from "@pulumi/aws/s3";
import { findArn } from "../aws/arn";
import { Directory, type Found } from "../aws/references";
import { findRegion, knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import type { Gathering } from "../graph/gathering";
import { type Interruption, part, unknowable } from "../graph/interruption";
import { path } from "../graph/path";
import { attempt, isGiven, known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { statedBlock } from "../graph/stated-block";
import { isUnknownValue } from "../graph/unknown";
import { CopyRoles } from "./copy-roles";
import type { Fault } from "./fault";
import type { Bucket, Copying, Replication } from "./replication";

type PlainFault = Omit<Fault, "urn">;

/** What the buckets of a stack copy, and what keeps a rule from copying all of it. */
export class BucketCopies {
  readonly buckets: readonly Bucket[];
  readonly directory: Directory<Plain<BucketArgs>>;
  private readonly encryptions = new Map<string, Block[]>();
  private readonly roles: CopyRoles;

  constructor(private readonly stack: Stack) {
    this.buckets = stack.of(tokens.bucket);
    this.directory = new Directory(this.buckets);
    for (const encryption of stack.of(tokens.bucketEncryption)) {
      const [bucket] = this.directory.find(encryption, "bucket", () => encryption.props.bucket).members;
      const others = this.encryptions.get(bucket?.urn ?? "") ?? [];
      this.encryptions.set(bucket?.urn ?? "", [...others, new Block([], () => encryption.props)]);
    }
    this.roles = new CopyRoles(stack);
  }

  /** All replications of the stack; what stands in the way of reading one is yielded. */
  *read(found: Gathering<Replication>): Generator<Interruption, void, void> {
    for (const owner of this.stack.of(tokens.bucketReplication)) {
      yield* part<never>(() => {
        const source = this.directory.find(owner, "bucket", () => owner.props.bucket);
        found.add(owner, () => this.replication(owner, "rules", new Block([], () => owner.props), source));
        return [];
      });
    }
    for (const owner of this.buckets) {
      yield* part<never>(() => {
        found.add(owner, () => this.inline(owner));
        return [];
      });
    }
  }

  private replication(
    owner: Member<unknown>,
    property: string,
    holder: Block,
    source: Found<Plain<BucketArgs>>,
  ): Replication {
    const copyings = holder.children("rule").map((rule) => ({
      rule,
      destinations: rule
        .children("destination")
        .map((block) => ({ block, ...this.directory.find(owner, property, () => block.read("bucket")) })),
    }));
    return { owner, holder, property, source, copyings };
  }

  private inline(bucket: Bucket): Replication | undefined {
    const holder = statedBlock(bucket, "replicationConfiguration");
    const replication = this.replication(bucket, String(holder.way[0]), holder, { members: [bucket] });
    return replication.copyings.length > 0 ? replication : undefined;
  }

  /** Why a rule does not copy all that its bucket holds to another region; undefined when it does. */
  faultOf(replication: Replication, copying: Copying): PlainFault | undefined {
    return (
      statusFault(copying) ??
      this.placeFault(replication, copying) ??
      filterFault(copying) ??
      this.encryptionFault(replication, copying) ??
      this.roles.faultOf(replication)
    );
  }

  private placeFault({ owner, source }: Replication, { destinations }: Copying): PlainFault | undefined {
    const from = source.members[0] ?? owner;
    const home = knownRegion(from);
    const near = destinations.find(({ members: [bucket] }) => bucket !== undefined && isBeside(from, bucket));
    if (near === undefined) {
      return undefined;
    }
    const at = path(...near.block.way, "bucket");
    const where = home === undefined ? "that of its provider" : home;
    return { at, got: known(() => near.block.read("bucket")), want: `a bucket in another region than ${where}` };
  }

  /** Objects under a KMS key are left out unless the rule selects them and names a key of the destination. */
  private encryptionFault({ source }: Replication, { rule }: Copying): PlainFault | undefined {
    const [bucket] = source.members;
    if (bucket === undefined || !this.isUnderKey(bucket)) {
      return undefined;
    }
    const selected = rule.child("sourceSelectionCriteria").child("sseKmsEncryptedObjects");
    const status =
      selected.read("status") ?? (selected.read("enabled") === true ? "Enabled" : selected.read("enabled"));
    if (status !== "Enabled") {
      const at = path(...selected.way, "status");
      return { at, got: status, want: "Enabled: without it objects under a KMS key are not copied" };
    }
    const destination = rule.child("destination");
    const key = () =>
      destination.child("encryptionConfiguration").read("replicaKmsKeyId") ?? destination.read("replicaKmsKeyId");
    if (!isGiven(key)) {
      const at = path(...destination.way, "encryptionConfiguration", "replicaKmsKeyId");
      return { at, got: undefined, want: "a KMS key of the destination's region" };
    }
    return undefined;
  }

  private isUnderKey(bucket: Bucket): boolean {
    const inline = known(() => statedBlock(bucket, "serverSideEncryptionConfiguration"));
    const holders = [...(this.encryptions.get(bucket.urn) ?? []), ...(inline === undefined ? [] : [inline])];
    return holders.some((holder) =>
      holder.children("rule").some((rule) => {
        const algorithm = rule.child("applyServerSideEncryptionByDefault").read("sseAlgorithm");
        return String(algorithm).startsWith("aws:kms");
      }),
    );
  }
}

/** In one region: both are told and equal, or one provider has both. Throws while that is unknown. */
function isBeside(from: Member<unknown>, to: Member<unknown>): boolean {
  const [home, there] = [from, to].map((one) => attempt(() => findRegion(one)));
  if (typeof home === "string" && typeof there === "string") {
    return home === there;
  }
  const isOfOneProvider = from.provider?.urn !== undefined && from.provider.urn === to.provider?.urn;
  if (isOfOneProvider && [from, to].every((one) => !isGiven(() => (one.props as { region?: unknown }).region))) {
    return true;
  }
  for (const hidden of [home, there]) {
    if (isUnknownValue(hidden)) {
      throw hidden;
    }
  }
  return home === undefined && there === undefined ? unknowable("region") : false;
}

function statusFault({ rule }: Copying): PlainFault | undefined {
  const status = rule.read("status");
  return status === "Enabled" ? undefined : { at: path(...rule.way, "status"), got: status, want: "Enabled" };
}

/** A rule for one prefix or tag leaves the other objects behind. */
function filterFault({ rule }: Copying): PlainFault | undefined {
  const filter = rule.child("filter");
  const both = filter.child("and");
  const want = "a rule for all objects: those that it leaves out are in one region only";
  for (const holder of [rule, filter, both]) {
    const prefix = holder.read("prefix");
    if (prefix !== undefined && prefix !== null && prefix !== "") {
      return { at: path(...holder.way, "prefix"), got: prefix, want };
    }
  }
  const tag = filter.read("tag") ?? filter.read("tags") ?? both.read("tags");
  const isTagged = tag !== undefined && tag !== null && Object.keys(tag).length > 0;
  return isTagged ? { at: path(...filter.way, "tag"), got: "a tag", want } : undefined;
}

/** The minutes of replication time control; undefined when a rule has none. */
export function timeControlOf(rule: Block): { readonly at: string; readonly minutes: unknown } | undefined {
  const control = rule.child("destination").child("replicationTime");
  if (control.read("status") !== "Enabled") {
    return undefined;
  }
  const time = control.child("time");
  const minutes = time.read("minutes");
  return minutes === undefined || minutes === null
    ? { at: path(...control.way, "minutes"), minutes: control.read("minutes") }
    : { at: path(...time.way, "minutes"), minutes };
}

/** The ARN that a rule's destination is, where it is told. */
export function destinationArn({ block }: { readonly block: Block }): string | undefined {
  const text = known(() => block.read("bucket"));
  return typeof text === "string" && findArn(text) !== undefined ? text : undefined;
}
