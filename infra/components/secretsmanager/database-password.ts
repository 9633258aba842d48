import { Secret, SecretVersion } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { type ByRole, type RegionPair, within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";

export interface DatabasePasswordArgs {
  readonly pair: RegionPair;
  /** The same in both regions. */
  readonly secretName: string;
  readonly description: string;
  readonly username: string;
  readonly keyArns: ByRole<pulumi.Input<string>>;
  /** In which a deleted secret can be restored, and keeps its name: 7 to 30 days. Absent: it is gone at once. */
  readonly recoveryWindow?: Seconds | undefined;
}

/** Not in it: `/`, `"`, `@` and space, which RDS refuses. */
const punctuation = "!#$%^*()-_=+";

/**
 * A password that nobody has chosen, and the secret in which both regions find it. RDS cannot manage one for a global
 * database. The engine encrypts it in the state; no output and no log has it.
 */
export class DatabasePassword extends pulumi.ComponentResource {
  readonly password: pulumi.Output<string>;
  /** With its value. */
  readonly ready: pulumi.Resource;

  constructor(name: string, args: DatabasePasswordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:secretsmanager:DatabasePassword", name, {}, within(args.pair.primary, opts));
    const { pair, secretName, description, username, keyArns, recoveryWindow } = args;

    const generated = new RandomPassword(
      `${name}-generated`,
      { length: 32, overrideSpecial: punctuation, minLower: 1, minUpper: 1, minNumeric: 1, minSpecial: 1 },
      { parent: this, additionalSecretOutputs: ["result", "bcryptHash"] },
    );
    const secret = new Secret(
      `${name}-secret`,
      {
        name: secretName,
        description,
        kmsKeyId: keyArns.primary,
        // A name that waits for its end would stop the next stack of this suffix.
        recoveryWindowInDays: recoveryWindow === undefined ? 0 : inDays(recoveryWindow),
        // Here and not in a resource of its own, so that the provider removes it before the secret.
        replicas: [{ region: pair.secondary.name, kmsKeyId: keyArns.secondary }],
        forceOverwriteReplicaSecret: true,
        tags: pair.primary.tags,
      },
      { parent: this },
    );
    this.password = pulumi.secret(generated.result);
    this.ready = new SecretVersion(
      `${name}-value`,
      {
        secretId: secret.id,
        secretString: pulumi.secret(this.password.apply((password) => JSON.stringify({ username, password }))),
      },
      { parent: this },
    );

    this.registerOutputs({});
  }
}
