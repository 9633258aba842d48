import { BackupClient } from "@aws-sdk/client-backup";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { RDSClient } from "@aws-sdk/client-rds";
import { SSMClient } from "@aws-sdk/client-ssm";
import { clientSettings } from "../runtime/aws/client-settings";
import { ssmParameters } from "../runtime/aws/ssm-parameters";
import type { Logger } from "../runtime/log";
import { cacheParameters } from "../runtime/parameters";
import { awsInspector, type RegionClients } from "./aws-inspector";
import type { Inspector, Limits } from "./inspector";
import { type FailoverSettings, parseFailoverParameters } from "./settings";

/** Descriptions of databases come slowly, and from another region. */
const patient = { ...clientSettings, requestHandler: { ...clientSettings.requestHandler, requestTimeout: 4_000 } };

export interface Connected {
  readonly inspector: Inspector;
  readonly limits: () => Promise<Limits>;
}

/** What both functions of this folder ask, and whom. */
export function connectFailover(settings: FailoverSettings, log: Logger): Connected {
  const parameters = cacheParameters({
    source: ssmParameters(new SSMClient(clientSettings)),
    names: settings.PARAMETER_NAMES,
    parse: parseFailoverParameters,
    describe: () => ({ peerEndpoint: "present", limits: "present" }),
    ttlMs: 60_000,
    retryMs: 30_000,
    timeLimitMs: 5_000,
    now: Date.now,
    log,
  });
  const inspector = awsInspector({
    here: clientsOf(settings.AWS_REGION),
    there: clientsOf(settings.PEER_REGION),
    backup: new BackupClient(patient),
    globalCluster: settings.GLOBAL_CLUSTER,
    clusters: settings.CLUSTERS,
    functionName: settings.FUNCTION_NAME,
    lagAlarm: settings.LAG_ALARM,
    vaultName: settings.BACKUP_VAULT,
    servedName: settings.SERVED_NAME,
    peerEndpoint: async () => (await parameters.get()).peerEndpoint,
  });
  return { inspector, limits: async () => (await parameters.get()).limits };
}

function clientsOf(region: string): RegionClients {
  return {
    rds: new RDSClient({ ...patient, region }),
    lambda: new LambdaClient({ ...patient, region }),
    cloudwatch: new CloudWatchClient({ ...patient, region }),
  };
}
