import { Alias, Key, ReplicaKey } from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { keyGrants } from "../../iam/grants/kms";
import { policyDocument, type Statement } from "../../iam/statement";
import { type ByRole, inBoth, type Region, type RegionPair, within } from "../../regions/pair";
import { days, inDays, type Seconds } from "../../units/time";

export interface KeySide {
  /** Without the `alias/` before it. */
  readonly aliasName: string;
  /** The services through which the account may use the key in this region: `rds`. */
  readonly services: readonly string[];
  /** What the key's policy allows in this region, besides. The two policies share nothing. */
  readonly statements: readonly Statement[];
  /** The principals of those statements: KMS refuses a policy that names a role which does not exist yet. */
  readonly principals: readonly pulumi.Resource[];
}

export interface MultiRegionKeyArgs extends ByRole<KeySide> {
  readonly pair: RegionPair;
  readonly description: string;
  /** How long a deleted key can be restored: 7 to 30 days; absent: 7. */
  readonly deletionWindow?: Seconds | undefined;
}

/** AWS waits for no less. */
const shortestWindow = days(7);

/** One key in two regions: what one encrypts the other decrypts. Each has a policy and an alias of its own. */
export class MultiRegionKey extends pulumi.ComponentResource {
  /** By role of the region. Services take the one of their own region. */
  readonly keyArns: ByRole<pulumi.Output<string>>;

  constructor(name: string, args: MultiRegionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:kms:MultiRegionKey", name, {}, within(args.pair.primary, opts));
    const { pair, description, deletionWindow = shortestWindow } = args;

    const key = new Key(
      `${name}-primary`,
      {
        description,
        multiRegion: true,
        keyUsage: "ENCRYPT_DECRYPT",
        enableKeyRotation: true,
        deletionWindowInDays: inDays(deletionWindow),
        policy: policyOf(pair.primary, args.primary),
        tags: pair.primary.tags,
      },
      { parent: this, dependsOn: [...args.primary.principals] },
    );
    // Rotation is the primary key's matter, for all its replicas.
    const replica = new ReplicaKey(
      `${name}-secondary`,
      {
        description,
        primaryKeyArn: key.arn,
        deletionWindowInDays: inDays(deletionWindow),
        policy: policyOf(pair.secondary, args.secondary),
        tags: pair.secondary.tags,
      },
      { parent: this, provider: pair.secondary.provider, dependsOn: [...args.secondary.principals] },
    );
    const keys = { primary: key, secondary: replica };
    inBoth(
      pair,
      ({ role, provider }) =>
        new Alias(
          `${name}-${role}-alias`,
          { name: `alias/${args[role].aliasName}`, targetKeyId: keys[role].keyId },
          { parent: this, provider },
        ),
    );

    this.keyArns = { primary: key.arn, secondary: replica.arn };
    this.registerOutputs({ keyArns: this.keyArns });
  }
}

function policyOf({ name, account, arns }: Region, { services, statements }: KeySide): string {
  return policyDocument([
    keyGrants.administer(arns.accountRoot()),
    keyGrants.useThrough(
      arns.accountRoot(),
      account,
      services.map((service) => `${service}.${name}.amazonaws.com`),
    ),
    keyGrants.lendToServices(arns.accountRoot()),
    ...statements,
  ]);
}
