import { findTag } from "../aws/tags";
import { Gathering } from "../graph/gathering";
import type { Member, Stack } from "../graph/stack";
import type { BackupCopies } from "./backup-copies";
import { BucketCopies, timeControlOf } from "./bucket-copies";
import type { Copied } from "./copied";
import { type CopyTimes, copySettings } from "./copy-times";
import { estimatedBy } from "./estimated";
import { measuredOr, s3, s3Replication } from "./estimates";
import type { Bucket, Copying, Replication } from "./replication";
import { longest, type Reading, readEach, type Term } from "./term";

/** The tag of buckets that hold business records. */
export interface RecordTag {
  readonly key: string;
  readonly value: string;
}

/** What a profile says of data loss: which buckets count, and how long copies take. */
export interface LossSettings {
  readonly recordTag: RecordTag;
  readonly copyTimes: CopyTimes;
}

/** What buckets may lose. Those that only hold the copies of another are one store with it. */
export function* readBucketLoss(stack: Stack, settings: LossSettings, backups: BackupCopies, into: Term[]): Reading {
  const copies = new BucketCopies(stack);
  const replications = new Gathering<Replication>();
  yield* copies.read(replications);
  const bySource = new Map<string, Replication[]>();
  const destinations = new Set<string>();
  for (const replication of replications.values) {
    const source = replication.source.members[0];
    if (source !== undefined) {
      bySource.set(source.urn, [...(bySource.get(source.urn) ?? []), replication]);
    }
    for (const { members } of replication.copyings.flatMap((copying) => copying.destinations)) {
      for (const { urn } of members) {
        destinations.add(urn);
      }
    }
  }
  for (const bucket of copies.buckets) {
    const own = bySource.get(bucket.urn) ?? [];
    const isCopy = own.length === 0 && destinations.has(bucket.urn);
    yield* readEach(isCopy ? [] : [bucket], () => bucketTerm(bucket, own, settings, copies, backups), into);
  }
  yield* replications.unknown;
}

function bucketTerm(
  bucket: Bucket,
  own: readonly Replication[],
  { recordTag: tag, copyTimes }: LossSettings,
  copies: BucketCopies,
  backups: BackupCopies,
): Term | undefined {
  const counts = findTag(bucket, tag.key) === tag.value;
  const terms = own.flatMap((replication) =>
    replication.copyings.map((copying) => copyingTerm(replication, copying, copies, copyTimes.objects)),
  );
  const bounded = terms.filter(({ seconds }) => Number.isFinite(seconds));
  const found = longest(bounded) ?? backups.of(bucket as Member, "S3") ?? terms[0] ?? nowhere(bucket);
  const term = { ...found, store: { service: "S3", holders: [bucket], ...copyOf(found) } };
  return counts ? term : terms.length > 0 ? { ...term, shownOnly: true } : undefined;
}

/** The bucket itself is added where it is known which one. */
const anywhere = { service: "S3", holders: [] };

function copyOf({ store }: Term): Pick<Copied, "copy"> {
  return store?.copy === undefined ? {} : { copy: store.copy };
}

function copyingTerm(replication: Replication, copying: Copying, copies: BucketCopies, untimedSeconds: number): Term {
  const { urn } = replication.owner;
  const fault = copies.faultOf(replication, copying);
  if (fault !== undefined) {
    const basis = "the rule does not copy all objects of the bucket to another region";
    return { urn, name: "replication that leaves objects out", seconds: Number.POSITIVE_INFINITY, ...fault, basis };
  }
  const timed = timeControlOf(copying.rule);
  if (timed !== undefined) {
    const basis = "replication time control: designed for 99.99 % of the objects";
    return {
      urn,
      name: "S3 replication",
      seconds: Number(timed.minutes) * 60,
      at: timed.at,
      got: timed.minutes,
      basis,
      store: { ...anywhere, copy: { kind: "objects", time: s3.timed } },
    };
  }
  const at = `${copying.rule.way.length > 0 ? "rules" : ""}`;
  return {
    urn,
    name: "S3 replication without time control",
    seconds: untimedSeconds,
    at,
    got: undefined,
    ...estimatedBy(untimedSeconds, s3Replication, copySettings.objects),
    store: { ...anywhere, copy: { kind: "objects", time: measuredOr(s3.untimed, untimedSeconds, s3Replication) } },
  };
}

function nowhere({ urn }: Bucket): Term {
  return {
    urn,
    name: "bucket of records without a copy elsewhere",
    seconds: Number.POSITIVE_INFINITY,
    at: "replicationConfiguration",
    got: undefined,
    want: "a replication of all objects to another region",
    basis: "nothing of it is in another region",
  };
}
