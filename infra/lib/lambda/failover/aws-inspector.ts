import { type BackupClient, ListRecoveryPointsByBackupVaultCommand } from "@aws-sdk/client-backup";
import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeGlobalClustersCommand,
  type RDSClient,
} from "@aws-sdk/client-rds";
import { awsFailure } from "../runtime/aws/failure";
import { statusAs } from "../runtime/http/ask-as";
import type { Inspector } from "./inspector";
import type { Capacity } from "./judgement";

/** The clients of one region. */
export interface RegionClients {
  readonly rds: RDSClient;
  readonly lambda: LambdaClient;
  readonly cloudwatch: CloudWatchClient;
}

export interface AwsInspectorArgs {
  readonly here: RegionClients;
  readonly there: RegionClients;
  readonly backup: BackupClient;
  readonly globalCluster: string;
  readonly clusters: { readonly here: string; readonly there: string };
  readonly functionName: string;
  readonly lagAlarm: string;
  readonly vaultName: string;
  readonly peerEndpoint: () => Promise<string>;
  /** The name that both regions serve, and that their certificates are for. */
  readonly servedName: string;
}

/** Both regions as AWS itself describes them, and the other one's front door as a client sees it. */
export function awsInspector(args: AwsInspectorArgs): Inspector {
  return {
    async replication(signal) {
      const [copying, ...alarms] = await Promise.all([
        copyingOf(args.here.rds, args.globalCluster, signal),
        alarmState(args.here.cloudwatch, args.lagAlarm, signal),
        alarmState(args.there.cloudwatch, args.lagAlarm, signal),
      ]);
      return { copying, alarms };
    },

    capacity: (side, signal) => capacityOf(args[side], args.clusters[side], args.functionName, signal),

    async newestBackup(signal) {
      const points = await recoveryPoints(args.backup, args.vaultName, signal);
      return points.sort((one, other) => other.getTime() - one.getTime())[0];
    },

    ask: async (path, signal) => statusAs(new URL(path, await args.peerEndpoint()), args.servedName, signal),
  };
}

async function called<T>(operation: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (thrown) {
    throw awsFailure(operation, thrown);
  }
}

async function copyingOf(rds: RDSClient, name: string, abortSignal: AbortSignal) {
  const command = new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: name });
  const { GlobalClusters: [found] = [] } = await called(
    "rds:DescribeGlobalClusters",
    rds.send(command, { abortSignal }),
  );
  const members = found?.GlobalClusterMembers ?? [];
  return members.filter(({ IsWriter }) => IsWriter !== true).map(({ SynchronizationStatus }) => SynchronizationStatus);
}

async function alarmState(cloudwatch: CloudWatchClient, name: string, abortSignal: AbortSignal) {
  const command = new DescribeAlarmsCommand({ AlarmNames: [name] });
  const { MetricAlarms: [found] = [] } = await called(
    "cloudwatch:DescribeAlarms",
    cloudwatch.send(command, { abortSignal }),
  );
  return found?.StateValue;
}

async function capacityOf(
  { rds, lambda }: RegionClients,
  cluster: string,
  functionName: string,
  abortSignal: AbortSignal,
): Promise<Capacity> {
  const [described, configuration] = await Promise.all([
    called(
      "rds:DescribeDBClusters",
      rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }), { abortSignal }),
    ),
    called(
      "lambda:GetFunctionConfiguration",
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }), { abortSignal }),
    ),
  ]);
  const [found] = described.DBClusters ?? [];
  const members = (found?.DBClusterMembers ?? []).map(({ DBInstanceIdentifier: id }) => id ?? "");
  const instances = await Promise.all(members.map((id) => instanceOf(rds, id, abortSignal)));
  const { CodeSha256, Runtime, MemorySize, Timeout, State } = configuration;
  return {
    instances: instances.filter((instance) => instance !== undefined),
    engine: `${found?.Engine} ${found?.EngineVersion}`,
    function: JSON.stringify([CodeSha256, Runtime, MemorySize, Timeout, State === "Inactive" ? "Active" : State]),
  };
}

/** Its class; undefined for an instance that cannot serve now. */
async function instanceOf(rds: RDSClient, id: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
  const { DBInstances: [found] = [] } = await called("rds:DescribeDBInstances", rds.send(command, { abortSignal }));
  return found?.DBInstanceStatus === "available" ? found.DBInstanceClass : undefined;
}

/** When the backups that can be restored were begun: what was written later is not in them. */
async function recoveryPoints(backup: BackupClient, vault: string, abortSignal: AbortSignal): Promise<Date[]> {
  const begun: Date[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: vault, NextToken });
    const page = await called("backup:ListRecoveryPointsByBackupVault", backup.send(command, { abortSignal }));
    for (const { Status, CreationDate } of page.RecoveryPoints ?? []) {
      if (Status === "COMPLETED" && CreationDate !== undefined) {
        begun.push(CreationDate);
      }
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return begun;
}
