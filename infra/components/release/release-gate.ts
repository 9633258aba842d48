import { Invocation } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { inspectionGrants } from "../../iam/grants/failover";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import { type FunctionCode, RegionalFunction } from "../lambda/regional-function";

export interface ReleaseGateArgs {
  readonly region: Region;
  readonly service: string;
  readonly functionName: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly code: FunctionCode;
  /** What is released here: a new version of any of them is watched. */
  readonly released: Readonly<Record<string, RegionalFunction>>;
  /** Of this region: what tells that a release is bad. */
  readonly alarmNames: readonly string[];
  /** For how long they must be OK. */
  readonly quiet: Seconds;
  /** What must be there before: the alarms, and whatever asks the new version. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Ends when the versions that were released in a region have left its alarms quiet; what waits for it is not changed
 * before, and not at all when an alarm fires. With nothing new nothing is watched.
 */
export class ReleaseGate extends pulumi.ComponentResource {
  readonly passed: Invocation;

  constructor(name: string, args: ReleaseGateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:release:ReleaseGate", name, {}, within(args.region, opts));
    const { region, service, functionName, roleName, logGroupName, code, released, alarmNames, quiet, after } = args;

    const gate = new RegionalFunction(
      name,
      {
        region,
        functionName,
        roleName,
        logGroupName,
        code,
        environment: { SERVICE_NAME: service, REGION_ROLE: region.role },
        statements: [inspectionGrants.alarms(alarmNames.map((alarm) => region.arns.alarm(alarm)))],
      },
      { parent: this },
    );
    const functions = Object.entries(released);
    this.passed = new Invocation(
      `${name}-passed`,
      {
        functionName: gate.function.name,
        input: JSON.stringify({ alarms: alarmNames, quietSeconds: quiet }),
        triggers: Object.fromEntries(functions.map(([label, { version }]) => [label, version])),
      },
      {
        parent: this,
        dependsOn: [...functions.map(([, { called }]) => called), ...after],
        // The watch, and a start of the function.
        customTimeouts: { create: "20m" },
      },
    );

    this.registerOutputs({});
  }
}
