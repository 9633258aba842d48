import type { Tokens } from "../graph/tokens";
import { findArn } from "./arn";
import { tokens } from "./tokens";

/** How AWS writes the address of one kind of thing, apart from partition, region and account. */
interface Form {
  readonly of: readonly Tokens<unknown>[];
  readonly service: string;
  /** The last part of its ARN; the first group is its name. */
  readonly resource: RegExp;
  /** What else stands for it: a URL, or its name with a qualifier. The group `name` is its name. */
  readonly other?: RegExp;
  /** True when one thing answers in several regions, so that its region says nothing about who may mean it. */
  readonly everywhere?: true;
}

const forms: readonly Form[] = [
  { of: [tokens.bucket], service: "s3", resource: /^([^/]+)$/, everywhere: true },
  { of: [tokens.table, tokens.globalTable], service: "dynamodb", resource: /^table\/([^/]+)/, everywhere: true },
  // Clusters of DocumentDB and Neptune have ARNs of RDS.
  {
    of: [tokens.cluster, tokens.documentCluster, tokens.graphCluster],
    service: "rds",
    resource: /^cluster:([^:]+)$/,
  },
  { of: [tokens.databaseInstance], service: "rds", resource: /^db:([^:]+)$/ },
  {
    of: [tokens.globalCluster, tokens.documentGlobalCluster, tokens.graphGlobalCluster],
    service: "rds",
    resource: /^global-cluster:([^:]+)$/,
    everywhere: true,
  },
  {
    of: [tokens.function],
    service: "lambda",
    resource: /^function:([^:]+)/,
    other: /^(?:\d{12}:function:)?(?<name>[^:]+)(?::[^:]+)?$/,
  },
  { of: [tokens.topic], service: "sns", resource: /^([^:]+)$/ },
  {
    of: [tokens.queue],
    service: "sqs",
    resource: /^([^:]+)$/,
    other: /^https:\/\/(?:sqs\.(?<region>[a-z0-9-]+)|queue)\.amazonaws\.com(?:\.cn)?\/\d+\/(?<name>[^/]+)$/,
  },
  { of: [tokens.logGroup], service: "logs", resource: /^log-group:([^:]+)/ },
  { of: [tokens.metricAlarm, tokens.compositeAlarm], service: "cloudwatch", resource: /^alarm:(.+)$/ },
  { of: [tokens.eventBus], service: "events", resource: /^event-bus\/(.+)$/ },
  { of: [tokens.loadBalancer], service: "elasticloadbalancing", resource: /^loadbalancer\/[a-z]+\/([^/]+)/ },
  { of: [tokens.listener], service: "elasticloadbalancing", resource: /^listener\/(.+)$/ },
  { of: [tokens.targetGroup], service: "elasticloadbalancing", resource: /^targetgroup\/([^/]+)/ },
  // Ids that AWS gives once in all regions; a connection is used from both of its ends.
  { of: [tokens.vpc], service: "ec2", resource: /^vpc\/(.+)$/, everywhere: true },
  {
    of: [tokens.vpcPeering, tokens.vpcPeeringAcceptance],
    service: "ec2",
    resource: /^vpc-peering-connection\/(.+)$/,
    everywhere: true,
  },
  { of: [tokens.backupVault], service: "backup", resource: /^backup-vault:(.+)$/ },
  { of: [tokens.role], service: "iam", resource: /^role\/(?:.+\/)?([^/]+)$/ },
  { of: [tokens.managedPolicy], service: "iam", resource: /^policy\/(?:.+\/)?([^/]+)$/ },
  { of: [tokens.key, tokens.replicaKey], service: "kms", resource: /^key\/(.+)$/ },
  { of: [tokens.healthCheck], service: "route53", resource: /^healthcheck\/(.+)$/, everywhere: true },
  {
    of: [tokens.zone],
    service: "route53",
    resource: /^hostedzone\/(.+)$/,
    other: /^\/hostedzone\/(?<name>.+)$/,
    everywhere: true,
  },
];

/** The thing that a text means, as far as the text says. */
export interface Meant {
  readonly name: string;
  readonly region?: string;
  readonly account?: string;
}

/** What a text means if it means a thing of this type: a name as it is, or what an ARN or a URL says. */
export function readAddress(type: string, text: string): Meant | undefined {
  const form = formOf(type);
  const arn = findArn(text);
  if (arn === undefined) {
    const { name = text, region } = form?.other?.exec(text)?.groups ?? {};
    return { name, ...(region ? { region } : {}) };
  }
  const name = form !== undefined && form.service === arn.service ? form.resource.exec(arn.resource)?.[1] : undefined;
  if (name === undefined) {
    return undefined;
  }
  return {
    name,
    ...(arn.region ? { region: arn.region } : {}),
    ...(arn.account ? { account: arn.account } : {}),
  };
}

/** True for types one of which answers in several regions, or in no region at all. */
export function isEverywhere(type: string): boolean {
  return formOf(type)?.everywhere === true;
}

const formByType: ReadonlyMap<string, Form> = new Map(
  forms.flatMap((form) => form.of.flatMap(({ list }) => list.map((type) => [type, form] as const))),
);

function formOf(type: string): Form | undefined {
  return formByType.get(type);
}
