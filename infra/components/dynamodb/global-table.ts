import { Table, Tag } from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";

export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

export interface GlobalTableArgs {
  /** Where the table is made and its settings are kept. */
  readonly home: Region;
  readonly replicas: readonly Region[];
  /** The same in every region. */
  readonly tableName: string;
  readonly hashKey: KeyAttribute;
  readonly rangeKey?: KeyAttribute;
  /** The number attribute that says when an item is over, in seconds since the epoch; absent: items stay. */
  readonly expiryAttribute?: string;
  /** By region's name: the key that encrypts the table there; absent: DynamoDB's own. A table cannot change it. */
  readonly keyArns?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Whether AWS refuses to delete the table, in each region, until that is taken back; absent: it goes with the stack. */
  readonly isKept?: boolean;
}

/** One table in several regions: on demand, encrypted, with point-in-time recovery in each of them. */
export class GlobalTable extends pulumi.ComponentResource {
  readonly table: Table;
  readonly #home: string;

  constructor(name: string, args: GlobalTableArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:dynamodb:GlobalTable", name, {}, within(args.home, opts));
    const { home, replicas, tableName, hashKey, rangeKey, expiryAttribute, keyArns = {}, isKept = false } = args;
    this.#home = home.name;

    this.table = new Table(
      `${name}-table`,
      {
        name: tableName,
        billingMode: "PAY_PER_REQUEST",
        attributes: rangeKey === undefined ? [hashKey] : [hashKey, rangeKey],
        hashKey: hashKey.name,
        rangeKey: rangeKey?.name,
        // A replica switches the stream on; a table that does not say so would try to switch it off at the next update.
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true, ...underKey(keyArns[home.name]) },
        ...(expiryAttribute === undefined ? {} : { ttl: { enabled: true, attributeName: expiryAttribute } }),
        deletionProtectionEnabled: isKept,
        // Recovery, protection and tags are a replica's own: nothing is inherited from the table.
        replicas: replicas.map(({ name: regionName }) => ({
          regionName,
          ...underKey(keyArns[regionName]),
          pointInTimeRecovery: true,
          deletionProtectionEnabled: isKept,
          propagateTags: true,
        })),
        tags: home.tags,
      },
      { parent: this },
    );
    for (const replica of replicas) {
      this.#tagReplica(name, home, replica, tableName);
    }

    this.registerOutputs({ tableName });
  }

  /** The stream of one region's replica: it tells what was written there, and what came over. */
  streamArnIn({ name }: Region): pulumi.Output<string> {
    const { streamArn, replicas, name: tableName } = this.table;
    return pulumi.all([this.#home, streamArn, replicas, tableName]).apply(([home, own, others, table]) => {
      const found = name === home ? own : others?.find(({ regionName }) => regionName === name)?.streamArn;
      if (found === undefined) {
        throw new Error(`The table ${table} has no stream in ${name}.`);
      }
      return found;
    });
  }

  /**
   * Propagated tags are the home's: where the replica's region has another value, it is set on the replica itself. A
   * change of the table's tags is propagated once more, over that value, which nobody would notice: so it is then set
   * again.
   */
  #tagReplica(name: string, home: Region, replica: Region, tableName: string): void {
    for (const [key, value] of Object.entries(replica.tags)) {
      if (home.tags[key] !== value) {
        new Tag(
          `${name}-${replica.role}-${key}`,
          { resourceArn: replica.arns.table(tableName), key, value },
          {
            parent: this,
            provider: replica.provider,
            dependsOn: [this.table],
            replacementTrigger: home.tags,
            deleteBeforeReplace: true,
          },
        );
      }
    }
  }
}

function underKey(kmsKeyArn: pulumi.Input<string> | undefined) {
  return kmsKeyArn === undefined ? {} : { kmsKeyArn };
}
