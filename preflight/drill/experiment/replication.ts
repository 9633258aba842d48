import { findArn } from "../../../model/aws/arn";
import { knownRegion } from "../../../model/aws/region";
import { Gathering } from "../../../model/graph/gathering";
import { known } from "../../../model/graph/reading";
import type { Stack } from "../../../model/graph/stack";
import { BucketCopies } from "../../../model/recovery/bucket-copies";
import type { Bucket, Replication } from "../../../model/recovery/replication";
import { isStrong, type Table, TableRegions } from "../../../model/recovery/table-regions";
import { type Action, allow, lookUp, nameFor, type Reach, together } from "./action";
import { ownArn, type Place, textOf } from "./place";

/** Pauses what tables and buckets send to the other region. */
export function pauseReplication(stack: Stack, place: Place): Reach {
  return together(pauseTables(stack, place), pauseBuckets(stack, place));
}

/** FIS reference, `aws:dynamodb:global-table-pause-replication`: into and out of the region, for tables of both kinds. */
function pauseTables(stack: Stack, place: Place): Reach {
  const regions = new TableRegions(stack);
  const copied = regions.tables.filter((table) => {
    const found = new Set(known(() => regions.of(table).values) ?? []);
    return found.has(place.region) && found.size > 1;
  });
  const arns = copied.map((table) => ({ table, arn: arnOf(table, place) }));
  const hit = arns.flatMap(({ arn }) => arn ?? []);
  const action: Action = {
    name: "pause-tables",
    id: "aws:dynamodb:global-table-pause-replication",
    description: `No table copies to or from ${place.region}`,
    parameters: {},
    lasts: true,
    target: {
      key: "Tables",
      name: "tables",
      is: { resourceType: "aws:dynamodb:global-table", resourceArns: hit, selectionMode: "ALL" },
    },
    allow: [
      allow(
        [
          "dynamodb:DescribeTable",
          "dynamodb:GetResourcePolicy",
          "dynamodb:PutResourcePolicy",
          "dynamodb:DeleteResourcePolicy",
          ...(copied.some((table) => known(() => isStrong(table)) !== false) ? ["dynamodb:InjectError"] : []),
        ],
        hit.flatMap((arn) => [arn, `${arn}/stream/*`]),
      ),
      lookUp,
    ],
    pauses: "DynamoDB",
    differs: ["tables may go on copying for up to five minutes"],
  };
  return {
    actions: hit.length === 0 ? [] : [action],
    lacks: arns.flatMap(({ table, arn }) =>
      arn === undefined ? [`the name of table ${table.name} is not known before deployment`] : [],
    ),
  };
}

function arnOf(table: Table, place: Place): string | undefined {
  const name = textOf(() => table.props.name);
  return ownArn(table, place, "dynamodb", name === undefined ? undefined : `table/${name}`);
}

interface Copied {
  readonly source: Bucket;
  readonly destination: string;
  readonly region: string;
}

/**
 * FIS reference, `aws:s3:bucket-pause-replication`: it finds buckets by tags only. The name of the destination, which is
 * one in all the world, keeps it from buckets of others that have the same tags.
 */
function pauseBuckets(stack: Stack, place: Place): Reach {
  const copies = new BucketCopies(stack);
  const gathering = new Gathering<Replication>();
  for (const _hidden of copies.read(gathering)); // what cannot be read is paused by nobody
  const reaches = gathering.values.flatMap((replication) =>
    replication.source.members
      .filter((source) => knownRegion(source) === place.region)
      .map((source) => pauseBucket(source, destinationsOf(replication, source, place), place)),
  );
  return together(...reaches);
}

function destinationsOf({ copyings }: Replication, source: Bucket, place: Place): readonly Copied[] {
  return copyings.flatMap(({ destinations }) =>
    destinations.flatMap(({ block, members }): readonly Copied[] => {
      const stated = textOf(() => block.read("bucket"));
      const [bucket] = members;
      const name = textOf(() => bucket?.props.bucket) ?? findArn(stated ?? "")?.resource;
      const region = bucket === undefined ? place.elsewhere : knownRegion(bucket);
      return name === undefined || region === undefined || region === place.region
        ? []
        : [{ source, destination: name, region }];
    }),
  );
}

function pauseBucket(source: Bucket, copied: readonly Copied[], place: Place): Reach {
  const name = textOf(() => source.props.bucket) ?? source.name;
  const tags = tagsOf(source);
  if (copied.length === 0) return { actions: [], lacks: [`where bucket ${name} copies to is not known`] };
  if (tags === undefined) {
    return { actions: [], lacks: [`bucket ${name} has no tag, and FIS finds buckets by tags alone: give it one`] };
  }
  const regions = [...new Set(copied.map(({ region }) => region))];
  const actions = regions.map((region): Action => {
    const destinations = [...new Set(copied.filter((each) => each.region === region).map((each) => each.destination))];
    const arn = `arn:${place.partition}:s3:::${name}`;
    return {
      name: nameFor("pause-bucket", source.name),
      id: "aws:s3:bucket-pause-replication",
      description: `Nothing is copied from ${name} to ${region}`.slice(0, 512),
      parameters: { region, destinationBuckets: destinations.join(",") },
      lasts: true,
      target: {
        key: "Buckets",
        name: nameFor("bucket", source.name),
        is: { resourceType: "aws:s3:bucket", resourceTags: tags, selectionMode: "ALL" },
      },
      allow: [
        allow(["s3:ListAllMyBuckets"], ["*"]),
        { ...allow(["s3:PauseReplication"], [arn]), Condition: { StringEquals: { "s3:destinationRegion": region } } },
        {
          ...allow(["s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"], [arn]),
          Condition: { BoolIfExists: { "s3:isReplicationPauseRequest": "true" } },
        },
        lookUp,
      ],
      pauses: "S3",
      differs: [`objects that ${name} already has may be copied for up to an hour`],
    };
  });
  return { actions, lacks: [] };
}

/** The tags that a bucket has, where all are known. */
function tagsOf({ props }: Bucket): Readonly<Record<string, string>> | undefined {
  const tags = known(() => Object.entries({ ...(props.tags ?? {}) }));
  const isPlain = tags?.every(([, value]) => typeof value === "string") === true;
  return isPlain && tags.length > 0 ? (Object.fromEntries(tags) as Record<string, string>) : undefined;
}
