import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

export const capacityGrants = {
  /** Metrics of another group are read, and the size of one group is set. */
  mirror(group: Arn): readonly Statement[] {
    return [
      { sid: "ReadCapacity", effect: "Allow", actions: ["cloudwatch:GetMetricData"], resources: "unscopable" },
      { sid: "SetMinimum", effect: "Allow", actions: ["autoscaling:UpdateAutoScalingGroup"], resources: [group] },
    ];
  },
};
