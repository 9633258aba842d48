import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const joinNetwork = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
] as const;

export const networkGrants = {
  /** Lambda joins a network with the function's own role. The function's code uses the same role, and may not. */
  joinNetwork(functionArn: Arn): readonly Statement[] {
    return [
      { sid: "LambdaJoinsNetwork", effect: "Allow", actions: joinNetwork, resources: "unscopable" },
      {
        sid: "CodeLeavesNetworkAlone",
        effect: "Deny",
        actions: joinNetwork,
        resources: "unscopable",
        conditions: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
      },
    ];
  },
};
