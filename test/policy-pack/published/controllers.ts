import type { Published } from "./published";

/** What the controllers of a cluster ask for, by the policies that their projects publish. */
export const controllers: readonly Published[] = [
  {
    of: "the AWS Load Balancer Controller",
    type: "aws:iam/policy:Policy",
    wide: {
      "2": "certificates, web ACLs and protections of anybody",
      "3": "any security group may be opened",
      "9": "listeners and rules of any load balancer",
      "11": "tags of any listener",
      "14": "targets of any group",
      "15": "listeners and rules of any load balancer",
    },
    statements: [
      {
        Action: ["iam:CreateServiceLinkedRole"],
        Resource: "*",
        Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
      },
      {
        Action: [
          "ec2:DescribeAccountAttributes",
          "ec2:DescribeAddresses",
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeInternetGateways",
          "ec2:DescribeVpcs",
          "ec2:DescribeVpcPeeringConnections",
          "ec2:DescribeSubnets",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeInstances",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeTags",
          "ec2:GetCoipPoolUsage",
          "ec2:DescribeCoipPools",
          "ec2:GetSecurityGroupsForVpc",
          "ec2:DescribeIpamPools",
          "ec2:DescribeRouteTables",
          "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeLoadBalancerAttributes",
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeListenerCertificates",
          "elasticloadbalancing:DescribeSSLPolicies",
          "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetGroupAttributes",
          "elasticloadbalancing:DescribeTargetHealth",
          "elasticloadbalancing:DescribeTags",
          "elasticloadbalancing:DescribeTrustStores",
          "elasticloadbalancing:DescribeListenerAttributes",
          "elasticloadbalancing:DescribeCapacityReservation",
        ],
        Resource: "*",
      },
      {
        Action: [
          "cognito-idp:DescribeUserPoolClient",
          "acm:ListCertificates",
          "acm:DescribeCertificate",
          "iam:ListServerCertificates",
          "iam:GetServerCertificate",
          "waf-regional:GetWebACL",
          "waf-regional:GetWebACLForResource",
          "waf-regional:AssociateWebACL",
          "waf-regional:DisassociateWebACL",
          "wafv2:GetWebACL",
          "wafv2:GetWebACLForResource",
          "wafv2:AssociateWebACL",
          "wafv2:DisassociateWebACL",
          "shield:GetSubscriptionState",
          "shield:DescribeProtection",
          "shield:CreateProtection",
          "shield:DeleteProtection",
        ],
        Resource: "*",
      },
      { Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], Resource: "*" },
      { Action: ["ec2:CreateSecurityGroup"], Resource: "*" },
      {
        Action: ["ec2:CreateTags"],
        Resource: "arn:aws:ec2:*:*:security-group/*",
        Condition: {
          StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" },
          Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" },
        },
      },
      {
        Action: ["ec2:CreateTags", "ec2:DeleteTags"],
        Resource: "arn:aws:ec2:*:*:security-group/*",
        Condition: {
          Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "true", "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" },
        },
      },
      {
        Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:DeleteSecurityGroup"],
        Resource: "*",
        Condition: { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } },
      },
      {
        Action: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
        Resource: "*",
        Condition: { Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" } },
      },
      {
        Action: [
          "elasticloadbalancing:CreateListener",
          "elasticloadbalancing:DeleteListener",
          "elasticloadbalancing:CreateRule",
          "elasticloadbalancing:DeleteRule",
        ],
        Resource: "*",
      },
      {
        Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
        Resource: [
          "arn:aws:elasticloadbalancing:*:*:targetgroup/*/*",
          "arn:aws:elasticloadbalancing:*:*:loadbalancer/net/*/*",
        ],
        Condition: {
          Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "true", "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" },
        },
      },
      {
        Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
        Resource: ["arn:aws:elasticloadbalancing:*:*:listener/net/*/*/*"],
      },
      {
        Action: [
          "elasticloadbalancing:ModifyLoadBalancerAttributes",
          "elasticloadbalancing:SetIpAddressType",
          "elasticloadbalancing:DeleteTargetGroup",
        ],
        Resource: "*",
        Condition: { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } },
      },
      {
        Action: ["elasticloadbalancing:AddTags"],
        Resource: ["arn:aws:elasticloadbalancing:*:*:targetgroup/*/*"],
        Condition: {
          StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
          Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" },
        },
      },
      {
        Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
        Resource: "arn:aws:elasticloadbalancing:*:*:targetgroup/*/*",
      },
      {
        Action: [
          "elasticloadbalancing:SetWebAcl",
          "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:AddListenerCertificates",
          "elasticloadbalancing:RemoveListenerCertificates",
          "elasticloadbalancing:ModifyRule",
        ],
        Resource: "*",
      },
    ],
  },
  {
    of: "the EBS CSI driver",
    type: "aws:iam/policy:Policy",
    wide: { "1": "any volume may be copied", "2": "any volume may be attached to any instance" },
    statements: [
      {
        Action: [
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeInstances",
          "ec2:DescribeSnapshots",
          "ec2:DescribeTags",
          "ec2:DescribeVolumes",
          "ec2:DescribeVolumesModifications",
          "ec2:DescribeVolumeStatus",
        ],
        Resource: "*",
      },
      { Action: ["ec2:CreateSnapshot", "ec2:ModifyVolume"], Resource: "arn:aws:ec2:*:*:volume/*" },
      {
        Action: ["ec2:AttachVolume", "ec2:DetachVolume"],
        Resource: ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:instance/*"],
      },
      {
        Action: ["ec2:CreateTags"],
        Resource: ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:snapshot/*"],
        Condition: { StringEquals: { "ec2:CreateAction": ["CreateVolume", "CreateSnapshot"] } },
      },
      {
        Action: ["ec2:CreateVolume"],
        Resource: "arn:aws:ec2:*:*:volume/*",
        Condition: { StringLike: { "aws:RequestTag/ebs.csi.aws.com/cluster": "true" } },
      },
      {
        Action: ["ec2:CreateVolume"],
        Resource: "arn:aws:ec2:*:*:volume/*",
        Condition: { StringLike: { "aws:RequestTag/CSIVolumeName": "*" } },
      },
      {
        Action: ["ec2:DeleteVolume"],
        Resource: "arn:aws:ec2:*:*:volume/*",
        Condition: { StringLike: { "ec2:ResourceTag/CSIVolumeName": "*" } },
      },
      {
        Action: ["ec2:DeleteVolume"],
        Resource: "arn:aws:ec2:*:*:volume/*",
        Condition: { StringLike: { "ec2:ResourceTag/kubernetes.io/created-for/pvc/name": "*" } },
      },
      { Action: ["ec2:CreateVolume"], Resource: "arn:aws:ec2:*:*:snapshot/*" },
    ],
  },
  {
    of: "Karpenter",
    type: "aws:iam/policy:Policy",
    wide: { "14": "any instance profile is read" },
    statements: [
      {
        Action: ["ec2:RunInstances", "ec2:CreateFleet"],
        Resource: [
          "arn:aws:ec2:eu-west-1::image/*",
          "arn:aws:ec2:eu-west-1::snapshot/*",
          "arn:aws:ec2:eu-west-1:*:security-group/*",
          "arn:aws:ec2:eu-west-1:*:subnet/*",
          "arn:aws:ec2:eu-west-1:*:capacity-reservation/*",
        ],
      },
      {
        Action: ["ec2:RunInstances", "ec2:CreateFleet"],
        Resource: "arn:aws:ec2:eu-west-1:*:launch-template/*",
        Condition: {
          StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/prod": "owned" },
          StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
        },
      },
      {
        Action: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
        Resource: ["arn:aws:ec2:eu-west-1:*:fleet/*", "arn:aws:ec2:eu-west-1:*:instance/*"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/kubernetes.io/cluster/prod": "owned",
            "aws:RequestTag/eks:eks-cluster-name": "prod",
          },
          StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
        },
      },
      {
        Action: "ec2:CreateTags",
        Resource: ["arn:aws:ec2:eu-west-1:*:fleet/*"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/kubernetes.io/cluster/prod": "owned",
            "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
          },
        },
      },
      {
        Action: "ec2:CreateTags",
        Resource: "arn:aws:ec2:eu-west-1:*:instance/*",
        Condition: {
          StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/prod": "owned" },
          StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
          StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": "prod" },
          "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name"] },
        },
      },
      {
        Action: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
        Resource: ["arn:aws:ec2:eu-west-1:*:instance/*"],
        Condition: { StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/prod": "owned" } },
      },
      {
        Action: [
          "ec2:DescribeCapacityReservations",
          "ec2:DescribeImages",
          "ec2:DescribeInstances",
          "ec2:DescribeInstanceTypeOfferings",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeLaunchTemplates",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSpotPriceHistory",
          "ec2:DescribeSubnets",
        ],
        Resource: "*",
        Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
      },
      { Action: "ssm:GetParameter", Resource: "arn:aws:ssm:eu-west-1::parameter/aws/service/*" },
      { Action: "pricing:GetProducts", Resource: "*" },
      {
        Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
        Resource: "arn:aws:sqs:eu-west-1:123456789012:prod",
      },
      {
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::123456789012:role/KarpenterNodeRole-prod",
        Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com"] } },
      },
      {
        Action: ["iam:CreateInstanceProfile"],
        Resource: "arn:aws:iam::123456789012:instance-profile/*",
        Condition: {
          StringEquals: { "aws:RequestTag/kubernetes.io/cluster/prod": "owned" },
          StringLike: { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" },
        },
      },
      {
        Action: ["iam:TagInstanceProfile"],
        Resource: "arn:aws:iam::123456789012:instance-profile/*",
        Condition: {
          StringEquals: {
            "aws:ResourceTag/kubernetes.io/cluster/prod": "owned",
            "aws:RequestTag/kubernetes.io/cluster/prod": "owned",
          },
        },
      },
      {
        Action: ["iam:AddRoleToInstanceProfile", "iam:DeleteInstanceProfile"],
        Resource: "arn:aws:iam::123456789012:instance-profile/*",
        Condition: { StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/prod": "owned" } },
      },
      { Action: "iam:GetInstanceProfile", Resource: "arn:aws:iam::123456789012:instance-profile/*" },
      { Action: "iam:ListInstanceProfiles", Resource: "*" },
      { Action: "eks:DescribeCluster", Resource: "arn:aws:eks:eu-west-1:123456789012:cluster/prod" },
    ],
  },
  {
    of: "the Cluster Autoscaler",
    type: "aws:iam/policy:Policy",
    wide: {},
    statements: [
      {
        Action: [
          "autoscaling:DescribeAutoScalingGroups",
          "autoscaling:DescribeAutoScalingInstances",
          "autoscaling:DescribeLaunchConfigurations",
          "autoscaling:DescribeScalingActivities",
          "autoscaling:DescribeTags",
          "ec2:DescribeImages",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeLaunchTemplateVersions",
          "ec2:GetInstanceTypesFromInstanceRequirements",
          "eks:DescribeNodegroup",
        ],
        Resource: "*",
      },
      {
        Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
        Resource: "*",
        Condition: {
          StringEquals: {
            "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
            "aws:ResourceTag/k8s.io/cluster-autoscaler/prod": "owned",
          },
        },
      },
    ],
  },
  {
    of: "ExternalDNS",
    type: "aws:iam/policy:Policy",
    wide: { "0": "records of any zone may be changed" },
    statements: [
      { Action: ["route53:ChangeResourceRecordSets"], Resource: ["arn:aws:route53:::hostedzone/*"] },
      {
        Action: ["route53:ListHostedZones", "route53:ListResourceRecordSets", "route53:ListTagsForResources"],
        Resource: ["*"],
      },
    ],
  },
  {
    of: "cert-manager",
    type: "aws:iam/policy:Policy",
    wide: { "1": "records of any zone may be changed, if only TXT" },
    statements: [
      { Action: "route53:GetChange", Resource: "arn:aws:route53:::change/*" },
      {
        Action: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"],
        Resource: "arn:aws:route53:::hostedzone/*",
        Condition: { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] } },
      },
      { Action: "route53:ListHostedZonesByName", Resource: "*" },
    ],
  },
  {
    of: "the CloudWatch agent",
    type: "aws:iam/policy:Policy",
    wide: { "0": "any log group may be written to" },
    statements: [
      {
        Action: [
          "cloudwatch:PutMetricData",
          "ec2:DescribeVolumes",
          "ec2:DescribeTags",
          "logs:PutLogEvents",
          "logs:DescribeLogStreams",
          "logs:DescribeLogGroups",
          "logs:CreateLogStream",
          "logs:CreateLogGroup",
        ],
        Resource: "*",
      },
    ],
  },
  {
    of: "the VPC CNI",
    type: "aws:iam/policy:Policy",
    wide: { "0": "any interface may be attached", "1": "any interface may be tagged" },
    statements: [
      {
        Action: [
          "ec2:AssignPrivateIpAddresses",
          "ec2:AttachNetworkInterface",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeInstances",
          "ec2:DescribeTags",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeSubnets",
          "ec2:DetachNetworkInterface",
          "ec2:ModifyNetworkInterfaceAttribute",
          "ec2:UnassignPrivateIpAddresses",
        ],
        Resource: "*",
      },
      { Action: "ec2:CreateTags", Resource: "arn:aws:ec2:*:*:network-interface/*" },
    ],
  },
];
