import { FlowLog } from "../components/ec2/flow-log";
import { Bucket } from "../components/s3/bucket";
import type { FleetConfig } from "../config/types";
import { accessLogGrants, flowLogGrants } from "../iam/grants/s3";
import { days } from "../units/time";
import { keepingOf } from "./fleet-data";
import type { Ground } from "./fleet-site";

/** Folders of the bucket: who asked the load balancer for what, and who in the network spoke to whom. */
const folders = { access: "access-logs", flow: "flow-logs" };

export interface SiteLogs {
  /** What the load balancer is told; absent: it writes nothing down. */
  readonly accessLogs?: { readonly bucket: Bucket; readonly folder: string };
}

/** The logs of one region, in a bucket of it. Under S3's own key: load balancers write under no other. */
export function siteLogs(ground: Ground, config: FleetConfig): SiteLogs {
  const { accessLogs, flowLogs } = config;
  if (accessLogs === "off" && flowLogs === "off") {
    return {};
  }
  const bucket = logBucket(ground, config);
  const { region, names, network } = ground;
  if (flowLogs === "on") {
    new FlowLog(`flows-${region.role}`, { region, network, logName: names.flowLog, bucket, folder: folders.flow });
  }
  return accessLogs === "on" ? { accessLogs: { bucket, folder: folders.access } } : {};
}

function logBucket({ region, names }: Ground, config: FleetConfig): Bucket {
  const { arns, account } = region;
  const bucketName = names.logs;
  const folder = (id: string) => ({
    id,
    prefix: `${id}/`,
    transitions: [],
    expireAfter: config.logRetention,
    expireReplacedAfter: days(1),
    abortUploadsAfter: days(7),
  });
  return new Bucket(`logs-${region.role}`, {
    region,
    bucketName,
    isKept: keepingOf(config).isKept,
    lifecycle: Object.values(folders).map(folder),
    statements: [
      accessLogGrants.receive(arns.accessLogs(bucketName, folders.access)),
      ...flowLogGrants.receive(
        { bucket: arns.bucket(bucketName), objects: arns.accessLogs(bucketName, folders.flow) },
        account,
      ),
    ],
  });
}
