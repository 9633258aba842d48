import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

function reading(sid: string, actions: readonly string[], resources: readonly Arn[]): Statement {
  return { sid, effect: "Allow", actions, resources };
}

/** What is asked of the services to find out whether a standby could take over. */
export const inspectionGrants = {
  databases(global: Arn, clusters: readonly Arn[], instances: readonly Arn[]): readonly Statement[] {
    return [
      reading("ReadGlobalDatabase", ["rds:DescribeGlobalClusters"], [global]),
      reading("ReadClusters", ["rds:DescribeDBClusters"], clusters),
      reading("ReadInstances", ["rds:DescribeDBInstances"], instances),
    ];
  },

  functions(functions: readonly Arn[]): Statement {
    return reading("ReadFunctions", ["lambda:GetFunctionConfiguration"], functions);
  },

  alarms(alarms: readonly Arn[]): Statement {
    return reading("ReadAlarms", ["cloudwatch:DescribeAlarms"], alarms);
  },

  backups(vault: Arn): Statement {
    return reading("ReadRecoveryPoints", ["backup:ListRecoveryPointsByBackupVault"], [vault]);
  },
};
