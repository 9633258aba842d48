import type { GraphResource, Json } from "../../../preflight/graph";
import { isObject, isSecret } from "../../../preflight/wire";
import type { DeclaredStack } from "../stacks";
import { regionOf } from "../stacks";
import type { Document } from "./evaluate";
import type { Kind } from "./operations";

/** A resource of a stack as IAM and the code name it. */
export interface Named {
  readonly kind: Kind;
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  /** Its own policies. */
  readonly policies: readonly Document[];
  /** The key that it is encrypted with, where the stack has it. */
  readonly key?: Key;
  /** Of an instance: the name of its cluster. */
  readonly cluster?: string;
}

export interface Key {
  readonly region: string;
  readonly policies: readonly Document[];
}

interface Form {
  readonly kind: Kind;
  /** The property that holds the name. */
  readonly named: string;
  readonly arn: (region: string, account: string, name: string) => string;
  /** The property that names the key. */
  readonly key?: string;
}

const arnIn =
  (service: string, before = "") =>
  (region: string, account: string, name: string) =>
    `arn:aws:${service}:${region}:${account}:${before}${name}`;

const forms: Readonly<Record<string, Form>> = {
  // Auto Scaling puts an id of its own before the name.
  "aws:autoscaling/group:Group": {
    kind: "group",
    named: "name",
    arn: arnIn("autoscaling", "autoScalingGroup:0a1b2c3d-4e5f-6789-abcd-ef0123456789:autoScalingGroupName/"),
  },
  "aws:backup/vault:Vault": { kind: "vault", named: "name", arn: arnIn("backup", "backup-vault:") },
  "aws:cloudwatch/eventBus:EventBus": { kind: "bus", named: "name", arn: arnIn("events", "event-bus/") },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { kind: "alarm", named: "name", arn: arnIn("cloudwatch", "alarm:") },
  "aws:dynamodb/table:Table": {
    kind: "table",
    named: "name",
    arn: arnIn("dynamodb", "table/"),
    key: "serverSideEncryption",
  },
  "aws:lambda/function:Function": { kind: "function", named: "name", arn: arnIn("lambda", "function:") },
  "aws:rds/cluster:Cluster": { kind: "cluster", named: "clusterIdentifier", arn: arnIn("rds", "cluster:") },
  "aws:rds/clusterInstance:ClusterInstance": { kind: "instance", named: "identifier", arn: arnIn("rds", "db:") },
  "aws:rds/globalCluster:GlobalCluster": {
    kind: "global cluster",
    named: "globalClusterIdentifier",
    arn: (_region, account, name) => `arn:aws:rds::${account}:global-cluster:${name}`,
  },
  "aws:s3/bucket:Bucket": {
    kind: "object",
    named: "bucket",
    arn: (_region, _account, name) => `arn:aws:s3:::${name}/*`,
  },
  // Secrets Manager adds a dash and six characters.
  "aws:secretsmanager/secret:Secret": {
    kind: "secret",
    named: "name",
    arn: (region, account, name) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-a1B2c3`,
    key: "kmsKeyId",
  },
  "aws:sns/topic:Topic": { kind: "topic", named: "name", arn: arnIn("sns"), key: "kmsMasterKeyId" },
  "aws:sqs/queue:Queue": { kind: "queue", named: "name", arn: arnIn("sqs"), key: "kmsMasterKeyId" },
  "aws:ssm/parameter:Parameter": {
    kind: "parameter",
    named: "name",
    arn: (region, account, name) => `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`,
    key: "keyId",
  },
};

/** Policies that are resources of their own, with the property that leads to what they are about. */
const policyResources: Readonly<Record<string, string>> = {
  "aws:s3/bucketPolicy:BucketPolicy": "bucket",
  "aws:sqs/queuePolicy:QueuePolicy": "queueUrl",
  "aws:sns/topicPolicy:TopicPolicy": "arn",
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "eventBusName",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "secretArn",
};

/** Everything in a stack that code may work on. */
export function namedResources(stack: DeclaredStack, account: string): readonly Named[] {
  const { resources } = stack.recording;
  const declared = resources.flatMap((resource) => {
    const form = forms[resource.type];
    const name = form === undefined ? undefined : resource.inputs[form.named];
    if (form === undefined || typeof name !== "string") {
      return [];
    }
    const { kind, arn } = form;
    const policies = policiesOf(resource, resources);
    const places = [regionOf(stack, resource), ...replicaRegions(resource)];
    return places.map((region): Named => {
      const key = keyOf(stack, resource, form, region);
      const cluster = clusterOf(resource, resources);
      const more = { ...(key === undefined ? {} : { key }), ...(cluster === undefined ? {} : { cluster }) };
      return { kind, name, region, arn: arn(region, account, name), policies, ...more };
    });
  });
  return [...declared, ...defaultBuses(stack, account)];
}

/** Each region of an account has one that nobody declares. */
function defaultBuses(stack: DeclaredStack, account: string): readonly Named[] {
  const regions = new Set(stack.recording.resources.map((resource) => regionOf(stack, resource)));
  const arn = arnIn("events", "event-bus/");
  return [...regions].map((region) => ({
    kind: "bus",
    name: "default",
    region,
    arn: arn(region, account, "default"),
    policies: [],
  }));
}

function clusterOf({ propertyDependencies }: GraphResource, resources: readonly GraphResource[]): string | undefined {
  const [urn] = propertyDependencies.clusterIdentifier ?? [];
  const name = resources.find((each) => each.urn === urn)?.inputs.clusterIdentifier;
  return typeof name === "string" ? name : undefined;
}

function replicaRegions({ inputs }: GraphResource): readonly string[] {
  return (Array.isArray(inputs.replicas) ? inputs.replicas : []).flatMap((replica) => {
    const region = isObject(replica) ? (replica.regionName ?? replica.region) : undefined;
    return typeof region === "string" ? [region] : [];
  });
}

function policiesOf(owner: GraphResource, resources: readonly GraphResource[]): readonly Document[] {
  const beside = resources.filter(({ type, propertyDependencies, inputs }) => {
    const property = policyResources[type];
    return (
      property !== undefined &&
      (propertyDependencies[property]?.includes(owner.urn) === true || inputs[property] === owner.inputs.bucket)
    );
  });
  return [owner, ...beside].flatMap(({ inputs }) => documentsIn(inputs.policy));
}

/** The key of the same region among those that the property, or the bucket's encryption, leads to. */
function keyOf(stack: DeclaredStack, resource: GraphResource, { kind, key }: Form, region: string): Key | undefined {
  const { resources } = stack.recording;
  const byUrn = new Map(resources.map((each) => [each.urn, each]));
  const sides = key === undefined ? [] : [key, "replicas"];
  const own = sides.flatMap((property) => resource.propertyDependencies[property] ?? []);
  const beside = resources
    .filter(({ type }) => kind === "object" && type.includes("ServerSideEncryptionConfiguration"))
    .filter(
      ({ propertyDependencies, inputs }) =>
        inputs.bucket === resource.inputs.bucket || propertyDependencies.bucket?.includes(resource.urn) === true,
    )
    .flatMap(({ propertyDependencies }) => propertyDependencies.rules ?? []);
  const found = [...own, ...beside]
    .flatMap((urn) => byUrn.get(urn) ?? [])
    .filter(({ type }) => /^aws:kms\/(key|replicaKey):/.test(type))
    .find((each) => regionOf(stack, each) === region);
  return found === undefined ? undefined : { region, policies: documentsIn(found.inputs.policy) };
}

export function documentsIn(policy: Json | undefined): readonly Document[] {
  const text = isObject(policy) && isSecret(policy) ? policy.value : policy;
  return typeof text === "string" && text.startsWith("{") ? [JSON.parse(text) as Document] : [];
}
