import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

export interface GlobalDatabaseArns {
  readonly global: Arn;
  readonly primary: Arn;
  readonly standby: Arn;
}

/** What leads a database's writer out of a region. */
export const orchestrationGrants = {
  /** The global database, and the cluster that may take over. */
  look({ global, standby }: GlobalDatabaseArns): readonly Statement[] {
    return [
      { sid: "ReadGlobalDatabase", effect: "Allow", actions: ["rds:DescribeGlobalClusters"], resources: [global] },
      { sid: "ReadStandby", effect: "Allow", actions: ["rds:DescribeDBClusters"], resources: [standby] },
      { sid: "ReadLag", effect: "Allow", actions: ["cloudwatch:GetMetricData"], resources: "unscopable" },
    ];
  },

  /** Both ways, for the way back. AWS checks the global cluster and its members. No right to detach one from the other. */
  moveWriter({ global, primary, standby }: GlobalDatabaseArns): Statement {
    return {
      sid: "MoveWriter",
      effect: "Allow",
      actions: ["rds:FailoverGlobalCluster", "rds:SwitchoverGlobalCluster"],
      resources: [global, primary, standby],
    };
  },
};
