import { controllers } from "../../policy-pack/published/controllers";
import {
  account,
  allow,
  attached,
  inline,
  managed,
  placed,
  podRole,
  type Reviewed,
  role,
  trusted,
  workflowRole,
} from "./parts";

const { make, logs, bare } = placed("eu-west-1");
const published = (of: string) => controllers.find((one) => one.of === of)?.statements ?? [];
const permits = (of: string) => published(of).map((statement) => ({ Effect: "Allow", ...statement }));

const cluster = [
  make("ec2/vpc:Vpc", "network", { cidrBlock: "10.20.0.0/16" }),
  make("ec2/subnet:Subnet", "private-a", { vpcId: "vpc-1", cidrBlock: "10.20.1.0/24", availabilityZone: "eu-west-1a" }),
  make("ec2/subnet:Subnet", "private-b", { vpcId: "vpc-1", cidrBlock: "10.20.2.0/24", availabilityZone: "eu-west-1b" }),
  role("cluster", "eks.amazonaws.com"),
  attached("cluster-policy", "cluster", "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"),
  make("eks/cluster:Cluster", "prod", { roleArn: "arn", vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] } }),
  logs("/aws/eks/prod/cluster"),
  role("node", "ec2.amazonaws.com"),
  attached("node-worker", "node", "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"),
  attached("node-cni", "node", "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"),
  make("ec2/launchTemplate:LaunchTemplate", "nodes", { metadataOptions: { httpTokens: "required" } }),
];

export const clusters: readonly Reviewed[] = [
  { program: "an EKS cluster with managed nodes", resources: cluster, baseline: [], production: [] },
  {
    program: "EKS with Karpenter, by its published policy",
    resources: [
      ...cluster,
      podRole("karpenter", "system:serviceaccount:kube-system:karpenter"),
      inline("karpenter-own", "karpenter", ...permits("Karpenter")),
    ],
    baseline: ["iam-forbid-wildcard-resource: karpenter-own policy.Statement[14].Resource"],
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "EKS with the Cluster Autoscaler, bound to tagged groups",
    resources: [
      ...cluster,
      podRole("autoscaler", "system:serviceaccount:kube-system:cluster-autoscaler"),
      inline(
        "autoscaler-own",
        "autoscaler",
        allow(["autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeTags", "ec2:DescribeInstanceTypes"], "*"),
        allow(["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"], "*", {
          StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/prod": "owned" },
        }),
      ),
    ],
    baseline: [],
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "EKS with ExternalDNS and cert-manager, each in its own zone",
    resources: [
      ...cluster,
      podRole("external-dns", "system:serviceaccount:external-dns:external-dns"),
      inline(
        "dns-own",
        "external-dns",
        allow("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0123456789"),
        allow(
          ["route53:ListResourceRecordSets", "route53:ListTagsForResource"],
          "arn:aws:route53:::hostedzone/Z0123456789",
        ),
        allow(["route53:ListHostedZones", "route53:ListHostedZonesByName"], "*"),
      ),
      podRole("cert-manager", "system:serviceaccount:cert-manager:cert-manager"),
      inline(
        "cert-own",
        "cert-manager",
        allow("route53:GetChange", "arn:aws:route53:::change/*"),
        allow("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0123456789"),
      ),
    ],
    baseline: [],
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "EKS with the EBS driver, whose published policy reaches volumes of others",
    resources: [
      ...cluster,
      podRole("ebs", "system:serviceaccount:kube-system:ebs-csi-controller-sa"),
      inline("ebs-own", "ebs", ...permits("the EBS CSI driver")),
    ],
    baseline: [
      "iam-forbid-wildcard-resource: ebs-own policy.Statement[1].Resource",
      "iam-forbid-wildcard-resource: ebs-own policy.Statement[2].Resource",
    ],
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "EKS whose role lets every service account in",
    resources: [...cluster, podRole("app", "system:serviceaccount:*:*", "StringLike")],
    baseline: ["iam-forbid-public-principal: app assumeRolePolicy.Statement[0].Principal.Federated"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "EKS whose nodes are administrators",
    resources: [...cluster, attached("node-admin", "node", "arn:aws:iam::aws:policy/AdministratorAccess")],
    baseline: ["iam-forbid-admin-policy: node-admin policyArn"],
    production: ["iam-forbid-admin-policy"],
  },
  {
    program: "pod identity, with a role of its own for each application",
    resources: [
      ...cluster,
      trusted("orders", {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
      }),
      inline(
        "orders-own",
        "orders",
        allow(["sqs:SendMessage", "sqs:GetQueueAttributes"], `arn:aws:sqs:eu-west-1:${account}:orders`),
      ),
      bare("eks/podIdentityAssociation:PodIdentityAssociation", "orders-pods", {
        clusterName: "prod",
        namespace: "shop",
        serviceAccount: "orders",
        roleArn: "arn",
        tags: { Environment: "prod" },
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a deployment role for one repository, and one for all of GitHub",
    resources: [
      workflowRole("deploy", {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:*" },
      }),
      workflowRole("deploy-any", { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }),
      managed("deploy-own", allow(["eks:DescribeCluster"], `arn:aws:eks:eu-west-1:${account}:cluster/prod`)),
    ],
    baseline: ["iam-forbid-public-principal: deploy-any assumeRolePolicy.Statement[0].Principal.Federated"],
    production: ["iam-forbid-public-principal"],
  },
];
