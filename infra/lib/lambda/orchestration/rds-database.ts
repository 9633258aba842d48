import {
  DescribeDBClustersCommand,
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  type GlobalCluster,
  type RDSClient,
  SwitchoverGlobalClusterCommand,
} from "@aws-sdk/client-rds";
import { awsFailure } from "../runtime/aws/failure";
import { Failure } from "../runtime/failure";
import { withTimeLimit } from "../runtime/time-limit";
import { type DatabaseView, otherSide, type Side } from "./observation";
import type { Hands } from "./round";

export interface RdsDatabaseArgs {
  /** One per region; the primary's is used for a planned move away from it, and for nothing else. */
  readonly clients: Readonly<Record<Side, RDSClient>>;
  readonly globalName: string;
  readonly clusterArns: Readonly<Record<Side, string>>;
  readonly lookLimitMs: number;
  readonly askLimitMs: number;
}

export interface RdsDatabase extends Hands {
  /** As the standby region knows it. */
  view(): Promise<DatabaseView>;
}

/** States of a global cluster whose writer is on its way. */
const moving: ReadonlySet<string> = new Set(["failing-over", "switching-over"]);

/**
 * States of a cluster in which AWS says that it is available, whatever else is done to it. In some of them RDS may refuse a
 * failover for a while (it names none): then it is asked again, which a state that is taken for a failure would prevent.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html
 */
const inService: ReadonlySet<string> = new Set([
  "available",
  "backing-up",
  "backtracking",
  "maintenance",
  "modifying",
  "renaming",
  "resetting-master-credentials",
  "storage-optimization",
  "update-iam-db-auth",
  "upgrading",
]);

/** Whether a cluster in this state could take over. */
export function isInService(status: string | undefined): boolean {
  return inService.has(status ?? "");
}

/** A global database of Aurora. */
export function rdsDatabase({
  clients,
  globalName,
  clusterArns,
  lookLimitMs,
  askLimitMs,
}: RdsDatabaseArgs): RdsDatabase {
  async function call<T>(operation: string, limitMs: number, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return withTimeLimit(operation, limitMs, async (signal) => {
      try {
        return await send(signal);
      } catch (thrown) {
        throw awsFailure(operation, thrown);
      }
    });
  }

  return {
    async view() {
      const [{ GlobalClusters: [global] = [] }, { DBClusters: [standby] = [] }] = await Promise.all([
        call("rds:DescribeGlobalClusters", lookLimitMs, (abortSignal) =>
          clients.standby.send(new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalName }), {
            abortSignal,
          }),
        ),
        call("rds:DescribeDBClusters", lookLimitMs, (abortSignal) =>
          clients.standby.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterArns.standby }), {
            abortSignal,
          }),
        ),
      ]);
      if (global === undefined) {
        throw new Failure("misconfigured", "There is no such global cluster.", { cluster: globalName });
      }
      return {
        writer: writerOf(global, clusterArns),
        isMoving: global.FailoverState?.Status !== undefined || moving.has(global.Status ?? ""),
        isConnected: isConnected(global),
        isStandbyReady: isInService(standby?.Status) && (standby?.DBClusterMembers ?? []).length > 0,
      };
    },

    // In the region that takes over: the other one may be gone. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
    async failOver() {
      const asked = { GlobalClusterIdentifier: globalName, TargetDbClusterIdentifier: clusterArns.standby };
      const command = new FailoverGlobalClusterCommand({ ...asked, AllowDataLoss: true });
      await call("rds:FailoverGlobalCluster", askLimitMs, (abortSignal) =>
        clients.standby.send(command, { abortSignal }),
      );
    },

    // In the region that gives up writing, as the same page says.
    async switchOver(to) {
      const asked = { GlobalClusterIdentifier: globalName, TargetDbClusterIdentifier: clusterArns[to] };
      const command = new SwitchoverGlobalClusterCommand(asked);
      await call("rds:SwitchoverGlobalCluster", askLimitMs, (abortSignal) =>
        clients[otherSide[to]].send(command, { abortSignal }),
      );
    },
  };
}

function writerOf({ GlobalClusterMembers: members = [] }: GlobalCluster, arns: Readonly<Record<Side, string>>) {
  const writers = members.filter(({ IsWriter }) => IsWriter === true).map(({ DBClusterArn }) => DBClusterArn);
  // More than one would be a state that AWS does not describe: nothing is done in it.
  const [writer] = writers.length === 1 ? writers : [];
  if (writer === arns.primary) {
    return "primary";
  }
  return writer === arns.standby ? "standby" : "neither";
}

/** Undefined when a copying cluster does not say; false when there is none. */
function isConnected({ GlobalClusterMembers: members = [] }: GlobalCluster): boolean | undefined {
  const words = members.filter(({ IsWriter }) => IsWriter !== true).map(({ SynchronizationStatus: word }) => word);
  if (words.length === 0 || words.some((word) => word !== undefined && word !== "connected")) {
    return false;
  }
  return words.includes(undefined) ? undefined : true;
}
