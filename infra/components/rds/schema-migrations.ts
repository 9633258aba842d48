import { createHash } from "node:crypto";
import { Invocation } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type ByRole, type Region, within } from "../../regions/pair";
import type { ServiceRole } from "../iam/service-role";
import { type FunctionCode, RegionalFunction, type RegionalFunctionArgs } from "../lambda/regional-function";
import type { Queue } from "../sqs/queue";

export interface MigrationSide {
  readonly region: Region;
  readonly functionName: string;
  readonly logGroupName: string;
  readonly role: ServiceRole;
  readonly deadLetters: Queue;
  /** Where the database is, and the secret of its owner. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly network: NonNullable<RegionalFunctionArgs["network"]>;
  /** The database, the secret with its value, and all that the function reaches them by. */
  readonly after: readonly pulumi.Resource[];
}

export interface SchemaMigrationsArgs extends ByRole<MigrationSide> {
  readonly service: string;
  readonly code: FunctionCode;
  /** What is applied: when it changes, it is applied again. */
  readonly migrations: unknown;
}

/**
 * Brings a database of two regions to the schema of this release, once for each release that changes it: a function of
 * each region is called, the primary's first, and whichever has the writer does it. The other waits for the copy, so
 * that what comes after this finds the schema in both. A step that fails ends the deployment before it.
 */
export class SchemaMigrations extends pulumi.ComponentResource {
  /** In both regions. */
  readonly done: pulumi.Resource;

  constructor(name: string, args: SchemaMigrationsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:rds:SchemaMigrations", name, {}, within(args.primary.region, opts));
    const here = this.#migrated(name, args, args.primary, []);
    this.done = this.#migrated(name, args, args.secondary, [here]);
    this.registerOutputs({});
  }

  #migrated(name: string, args: SchemaMigrationsArgs, side: MigrationSide, before: readonly pulumi.Resource[]) {
    const { service, code, migrations } = args;
    const { region, functionName, logGroupName, role, deadLetters, environment, network, after } = side;
    const migration = new RegionalFunction(
      `${name}-${region.role}`,
      {
        region,
        functionName,
        logGroupName,
        role,
        code,
        environment: { SERVICE_NAME: service, REGION_ROLE: region.role, ...environment },
        deadLetters,
        network,
        after,
      },
      { parent: this },
    );
    return new Invocation(
      `${name}-${region.role}-migrated`,
      {
        functionName: migration.function.name,
        input: JSON.stringify({ schema: createHash("sha256").update(JSON.stringify(migrations)).digest("hex") }),
      },
      { parent: this, provider: region.provider, dependsOn: [migration.called, ...before, ...after] },
    );
  }
}
