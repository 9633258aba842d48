import { createHash } from "node:crypto";
import { isObject, reveal, textOf, UNKNOWN, type Wire, type WireObject } from "../wire";
import type { Property, ResourceType } from "./declarations";
import { ACCOUNT, PARTITION } from "./identity";

/** What a created resource is called and where it is: all that its computed attributes are made of. */
export interface Placed {
  readonly token: string;
  readonly urn: string;
  readonly region: string;
  readonly inputs: WireObject;
}

/** A stable stand-in for the random part that AWS would choose. */
export function hashOf(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** `table` of `aws:dynamodb/table:Table`. */
function nounOf(token: string): string {
  return token.split(":")[1]?.split("/").at(-1) ?? "resource";
}

function serviceOf(token: string): string {
  return token.split(":")[1]?.split("/")[0] ?? "service";
}

/** Where the name, which is also the id, is not called `name`. */
const nameProperties: Readonly<Record<string, string>> = {
  "aws:rds/globalCluster:GlobalCluster": "globalClusterIdentifier",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
  "aws:rds/clusterInstance:ClusterInstance": "identifier",
};

export function nameOf({ token, urn, inputs }: Placed): string {
  const named = textOf(inputs[nameProperties[token] ?? "name"]) ?? textOf(inputs.bucket);
  return named ?? `${nounOf(token)}-${hashOf(urn, 8)}`;
}

const ec2Prefixes: Readonly<Record<string, string>> = {
  "aws:ec2/vpc:Vpc": "vpc",
  "aws:ec2/subnet:Subnet": "subnet",
  "aws:ec2/internetGateway:InternetGateway": "igw",
  "aws:ec2/natGateway:NatGateway": "nat",
  "aws:ec2/eip:Eip": "eipalloc",
  "aws:ec2/routeTable:RouteTable": "rtb",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "rtbassoc",
  "aws:ec2/route:Route": "r",
  "aws:ec2/securityGroup:SecurityGroup": "sg",
  "aws:ec2/securityGroupRule:SecurityGroupRule": "sgrule",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "vpce",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr",
};

/** The part of an ARN after the account, where it is more than the name. */
const arnSuffixes: Readonly<Record<string, (placed: Placed) => string>> = {
  "aws:dynamodb/table:Table": (placed) => `table/${nameOf(placed)}`,
  "aws:lambda/function:Function": (placed) => `function:${nameOf(placed)}`,
  "aws:lb/loadBalancer:LoadBalancer": (placed) => `loadbalancer/app/${nameOf(placed)}/${hashOf(placed.urn, 16)}`,
  "aws:lb/targetGroup:TargetGroup": (placed) => `targetgroup/${nameOf(placed)}/${hashOf(placed.urn, 16)}`,
  "aws:lb/listener:Listener": (placed) => `listener/app/${hashOf(placed.urn, 32)}`,
  "aws:lb/listenerRule:ListenerRule": (placed) => `listener-rule/app/${hashOf(placed.urn, 48)}`,
  "aws:cloudwatch/logGroup:LogGroup": (placed) => `log-group:${nameOf(placed)}`,
  "aws:cloudwatch/metricAlarm:MetricAlarm": (placed) => `alarm:${nameOf(placed)}`,
  "aws:iam/policy:Policy": (placed) => `policy/${nameOf(placed)}`,
  "aws:iam/role:Role": (placed) => `role/${nameOf(placed)}`,
  "aws:ssm/parameter:Parameter": (placed) => `parameter/${nameOf(placed).replace(/^\//, "")}`,
  "aws:sns/topic:Topic": nameOf,
  "aws:sqs/queue:Queue": nameOf,
  "aws:route53/healthCheck:HealthCheck": (placed) => `healthcheck/${idOf(placed)}`,
  "aws:route53/zone:Zone": (placed) => `hostedzone/${idOf(placed)}`,
  "aws:rds/cluster:Cluster": (placed) => `cluster:${nameOf(placed)}`,
  "aws:rds/clusterInstance:ClusterInstance": (placed) => `db:${nameOf(placed)}`,
  "aws:s3/bucket:Bucket": nameOf,
};

/** The service's word in an ARN, where it is not the SDK's. */
const arnServices: Readonly<Record<string, string>> = {
  "aws:lb": "elasticloadbalancing",
  "aws:cloudwatch/logGroup:LogGroup": "logs",
};

const globalServices = new Set(["iam", "route53"]);

export function arnOf(placed: Placed): string {
  const service = serviceOf(placed.token);
  const word = arnServices[placed.token] ?? arnServices[`aws:${service}`] ?? service;
  const suffix = arnSuffixes[placed.token]?.(placed) ?? `${nounOf(placed.token)}/${nameOf(placed)}`;
  if (service === "s3") return `arn:${PARTITION}:s3:::${suffix}`;
  if (word === "route53") return `arn:${PARTITION}:route53:::${suffix}`;
  const region = globalServices.has(service) ? "" : placed.region;
  return `arn:${PARTITION}:${word}:${region}:${ACCOUNT}:${suffix}`;
}

/** Resources whose id is their ARN. */
const arnIds = new Set([
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:lb/listener:Listener",
  "aws:lb/listenerRule:ListenerRule",
  "aws:sns/topic:Topic",
  "aws:iam/policy:Policy",
]);

export function idOf(placed: Placed): string {
  const prefix = ec2Prefixes[placed.token];
  if (prefix !== undefined) return `${prefix}-0${hashOf(placed.urn, 16)}`;
  if (arnIds.has(placed.token)) return arnOf(placed);
  if (placed.token === "aws:route53/zone:Zone") return `Z0${hashOf(placed.urn, 18).toUpperCase()}`;
  if (placed.token === "aws:sqs/queue:Queue") return queueUrl(placed);
  return nameOf(placed);
}

function queueUrl(placed: Placed): string {
  return `https://sqs.${placed.region}.amazonaws.com/${ACCOUNT}/${nameOf(placed)}`;
}

/** Attributes with a form of their own; the rest take a value of the declared type. */
const computed: Readonly<Record<string, (placed: Placed) => Wire>> = {
  accountId: () => ACCOUNT,
  availabilityZoneId: (placed) => `az-of-${placed.region}`,
  arn: arnOf,
  arnSuffix: (placed) => arnSuffixes[placed.token]?.(placed).replace(/^loadbalancer\//, "") ?? nameOf(placed),
  bucketDomainName: (placed) => `${nameOf(placed)}.s3.amazonaws.com`,
  bucketRegionalDomainName: (placed) => `${nameOf(placed)}.s3.${placed.region}.amazonaws.com`,
  dnsName: (placed) => `${nameOf(placed)}-${hashOf(placed.urn, 10)}.${placed.region}.elb.amazonaws.com`,
  fqdn: (placed) => nameOf(placed),
  invokeArn: (placed) =>
    `arn:${PARTITION}:apigateway:${placed.region}:lambda:path/2015-03-31/functions/${arnOf(placed)}/invocations`,
  nameServers: (placed) => [0, 1, 2, 3].map((server) => `ns-${server}.${hashOf(placed.urn, 6)}.example`),
  ownerId: () => ACCOUNT,
  primaryNameServer: (placed) => `ns-0.${hashOf(placed.urn, 6)}.example`,
  streamArn: (placed) => `${arnOf(placed)}/stream/2026-01-01T00:00:00.000`,
  url: queueUrl,
  zoneId: (placed) =>
    placed.token === "aws:route53/zone:Zone" ? idOf(placed) : `Z0${hashOf(placed.region, 12).toUpperCase()}`,
};

function emptyOf(type: string): Wire {
  if (type.endsWith("[]")) return [];
  if (type === "number") return 0;
  if (type === "boolean") return false;
  return type === "string" || type.startsWith("enums.") ? "" : {};
}

/** A setting that the program left to AWS is the same everywhere; what AWS makes up is different for each resource. */
function chosenValue(output: Property, { inputs }: ResourceType, placed: Placed): Wire {
  const special = computed[output.name];
  if (special !== undefined && output.type !== "number") return special(placed);
  if (output.type !== "string") return emptyOf(output.type);
  if (inputs.has(output.name)) return "";
  return `${nounOf(placed.token)}-${output.name}-${hashOf(placed.urn + output.name, 8)}`;
}

/** The outputs that AWS chooses: declared, never undefined, and not given by the program. */
function chosenByAws({ outputs }: ResourceType, inputs: WireObject): Property[] {
  return [...outputs.values()].filter((output) => !output.optional && inputs[output.name] === undefined);
}

/** A resource's outputs before it exists: its inputs, and an unknown for everything that AWS chooses. */
export function plannedOutputs(type: ResourceType, inputs: WireObject): WireObject {
  return { ...inputs, ...Object.fromEntries(chosenByAws(type, inputs).map(({ name }) => [name, UNKNOWN])) };
}

/** Each replica of a table has an ARN and a stream of its own. */
function withReplicas(placed: Placed, outputs: WireObject): WireObject {
  const replicas = reveal(outputs.replicas);
  if (placed.token !== "aws:dynamodb/table:Table" || !Array.isArray(replicas)) return outputs;
  const completed = replicas.map((replica: Wire): Wire => {
    if (!isObject(replica)) return replica;
    const arn = arnOf({ ...placed, region: textOf(replica.regionName) ?? placed.region });
    return { ...replica, arn, streamArn: `${arn}/stream/2026-01-01T00:00:00.000` };
  });
  return { ...outputs, replicas: completed };
}

/** RDS has been seen to tell no writer endpoint of a secondary cluster of a global database; its readers have one. */
function withEndpoints(placed: Placed, outputs: WireObject): WireObject {
  if (placed.token !== "aws:rds/cluster:Cluster") return outputs;
  const nameAs = (kind: string) =>
    `${nameOf(placed)}.${kind}${hashOf(ACCOUNT + placed.region, 12)}.${placed.region}.rds.amazonaws.com`;
  const isSecondary = placed.inputs.globalClusterIdentifier !== undefined && placed.inputs.masterUsername === undefined;
  return { ...outputs, endpoint: isSecondary ? "" : nameAs("cluster-"), readerEndpoint: nameAs("cluster-ro-") };
}

/** A resource's outputs once it exists. */
export function createdOutputs(type: ResourceType, placed: Placed): WireObject {
  const chosen = chosenByAws(type, placed.inputs).map((output): [string, Wire] => [
    output.name,
    chosenValue(output, type, placed),
  ]);
  return withEndpoints(placed, withReplicas(placed, { ...placed.inputs, ...Object.fromEntries(chosen) }));
}
