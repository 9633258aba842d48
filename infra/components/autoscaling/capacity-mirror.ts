import * as pulumi from "@pulumi/pulumi";
import { capacityGrants } from "../../iam/grants/autoscaling";
import { queueGrants } from "../../iam/grants/sqs";
import { functionArchive } from "../../lib/lambda/archive";
import { type Region, within } from "../../regions/pair";
import { mebibytes } from "../../units/size";
import { days, type Seconds, seconds } from "../../units/time";
import { FunctionRule } from "../events/function-rule";
import { functionRole } from "../lambda/function-role";
import { RegionalFunction } from "../lambda/regional-function";
import { Queue } from "../sqs/queue";
import type { GroupSize, InstanceGroup } from "./instance-group";

export interface CapacityMirrorArgs {
  /** The standby, where all of it is. */
  readonly region: Region;
  readonly primary: Region;
  readonly names: {
    readonly function: string;
    readonly role: string;
    readonly logs: string;
    readonly clockRule: string;
    readonly deadLetters: string;
  };
  /** Whose desired capacity is followed. */
  readonly primaryGroup: InstanceGroup;
  /** Whose minimum follows; the program leaves it alone. */
  readonly standbyGroup: InstanceGroup;
  /** What both groups are declared with: the minimum stays within. */
  readonly size: GroupSize;
  readonly runtime: string;
  readonly logRetention: Seconds;
  readonly reservedConcurrency?: number;
}

/** Keeps the standby as large as the primary was at most in the last hour, so that it serves its peak without a launch. */
export class CapacityMirror extends pulumi.ComponentResource {
  readonly function: RegionalFunction;
  readonly deadLetters: Queue;

  constructor(name: string, args: CapacityMirrorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:autoscaling:CapacityMirror", name, {}, within(args.region, opts));
    const { region, primary, names, primaryGroup, standbyGroup, size, runtime, logRetention, reservedConcurrency } =
      args;
    const { arns } = region;

    this.deadLetters = new Queue(
      `${name}-dead-letters`,
      {
        region,
        queueName: names.deadLetters,
        retention: days(14),
        statements: [
          queueGrants.receiveUndelivered(
            arns.queue(names.deadLetters),
            "ClockUndelivered",
            arns.defaultRule(names.clockRule),
          ),
        ],
      },
      { parent: this },
    );
    const role = functionRole(
      `${name}-role`,
      {
        region,
        roleName: names.role,
        logGroupName: names.logs,
        deadLetters: this.deadLetters,
        statements: capacityGrants.mirror(arns.instanceGroup(standbyGroup.groupName)),
      },
      { parent: this },
    );
    this.function = new RegionalFunction(
      `${name}-mirror`,
      {
        region,
        functionName: names.function,
        logGroupName: names.logs,
        role,
        deadLetters: this.deadLetters,
        code: {
          archive: functionArchive("fleet-capacity"),
          runtime,
          memory: mebibytes(256),
          timeout: seconds(30),
          logRetention,
          ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
        },
        environment: {
          SERVICE_NAME: "fleet-capacity",
          REGION_ROLE: region.role,
          PRIMARY_REGION: primary.name,
          PRIMARY_GROUP: primaryGroup.groupName,
          STANDBY_GROUP: standbyGroup.groupName,
          SMALLEST: String(size.minimum),
          LARGEST: String(size.maximum),
        },
      },
      { parent: this, dependsOn: [standbyGroup.group] },
    );
    new FunctionRule(
      `${name}-clock`,
      {
        region,
        ruleName: names.clockRule,
        description: "Has the standby follow the primary's capacity, minute by minute",
        trigger: { schedule: "rate(1 minute)" },
        function: this.function,
        deadLetters: this.deadLetters,
      },
      { parent: this },
    );

    this.registerOutputs({});
  }
}
