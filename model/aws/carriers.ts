import type { Segments } from "./iam-document";

/**
 * What a document does:
 * - `identity`: says what its bearer may do;
 * - `trust`: says who may assume a role;
 * - `resource`: says who may use the resource that carries it;
 * - `endpoint`: filters what may pass a VPC endpoint, and grants nothing by itself.
 */
export type DocumentKind = "identity" | "trust" | "resource" | "endpoint";

/** A property that holds an IAM document. */
export interface Carrier {
  readonly kind: DocumentKind;
  /** `eachOf` stands for every element of a list. */
  readonly property: Segments;
  /**
   * Set where AWS invents part of the resource's ARN, so that in its own policy `Resource: "*"` is the usual name for
   * that one resource: a key, a secret, the recovery points of a vault.
   */
  readonly starIsItself?: true;
}

export const eachOf = "*";

const identity = (...property: string[]): Carrier => ({ kind: "identity", property });
const resource = (...property: string[]): Carrier => ({ kind: "resource", property });
const itself = (...property: string[]): Carrier => ({ kind: "resource", property, starIsItself: true });
const endpoint = (...property: string[]): Carrier => ({ kind: "endpoint", property });

const carriers: Readonly<Record<string, readonly Carrier[]>> = {
  "aws:iam/policy:Policy": [identity("policy")],
  "aws:iam/role:Role": [
    { kind: "trust", property: ["assumeRolePolicy"] },
    identity("inlinePolicies", eachOf, "policy"),
  ],
  "aws:iam/rolePolicy:RolePolicy": [identity("policy")],
  "aws:iam/userPolicy:UserPolicy": [identity("policy")],
  "aws:iam/groupPolicy:GroupPolicy": [identity("policy")],
  "aws:iot/policy:Policy": [identity("policy")],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": [identity("inlinePolicy")],

  "aws:s3/bucket:Bucket": [resource("policy")],
  "aws:s3/bucketV2:BucketV2": [resource("policy")],
  "aws:s3/bucketPolicy:BucketPolicy": [resource("policy")],
  "aws:s3/accessPoint:AccessPoint": [resource("policy")],
  "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy": [resource("policy")],
  "aws:s3control/accessPointPolicy:AccessPointPolicy": [resource("policy")],
  "aws:s3control/bucketPolicy:BucketPolicy": [resource("policy")],
  "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": [resource("details", "policy")],
  "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy": [resource("policy")],
  "aws:s3tables/tableBucketPolicy:TableBucketPolicy": [resource("resourcePolicy")],
  "aws:s3tables/tablePolicy:TablePolicy": [resource("resourcePolicy")],
  "aws:sns/topic:Topic": [resource("policy")],
  "aws:sns/topicPolicy:TopicPolicy": [resource("policy")],
  "aws:sqs/queue:Queue": [resource("policy")],
  "aws:sqs/queuePolicy:QueuePolicy": [resource("policy")],
  "aws:dynamodb/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:kinesis/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:lambda/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": [resource("policy")],
  "aws:ecr/registryPolicy:RegistryPolicy": [resource("policy")],
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": [resource("repositoryPolicy")],
  "aws:ecrpublic/repositoryPolicy:RepositoryPolicy": [resource("policy")],
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": [resource("policy")],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": [resource("policyDocument")],
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": [resource("accessPolicy")],
  "aws:schemas/registryPolicy:RegistryPolicy": [resource("policy")],
  "aws:glue/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:codeartifact/domainPermissions:DomainPermissions": [resource("policyDocument")],
  "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy": [resource("policyDocument")],
  "aws:codebuild/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:opensearch/domain:Domain": [resource("accessPolicies")],
  "aws:opensearch/domainPolicy:DomainPolicy": [resource("accessPolicies")],
  "aws:elasticsearch/domain:Domain": [resource("accessPolicies")],
  "aws:elasticsearch/domainPolicy:DomainPolicy": [resource("accessPolicies")],
  "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy": [resource("accessPolicy")],
  "aws:glacier/vault:Vault": [resource("accessPolicy")],
  "aws:mediastore/containerPolicy:ContainerPolicy": [resource("policy")],
  "aws:ses/identityPolicy:IdentityPolicy": [resource("policy")],
  "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": [resource("policy")],
  "aws:amp/resourcePolicy:ResourcePolicy": [resource("policyDocument")],
  "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy": [resource("policy")],
  "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy": [resource("deliveryDestinationPolicy")],
  "aws:glacier/vaultLock:VaultLock": [resource("policy")],
  "aws:networkfirewall/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:oam/sinkPolicy:SinkPolicy": [resource("policy")],
  "aws:opensearchingest/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:organizations/resourcePolicy:ResourcePolicy": [resource("content")],
  "aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy": [resource("policy")],
  "aws:redshift/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:redshiftserverless/resourcePolicy:ResourcePolicy": [resource("policy")],
  "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy": [resource("policy")],
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": [resource("resourcePolicy")],
  "aws:xray/resourcePolicy:ResourcePolicy": [resource("policyDocument")],
  "aws:vpclattice/authPolicy:AuthPolicy": [resource("policy")],
  "aws:vpclattice/resourcePolicy:ResourcePolicy": [resource("policy")],

  "aws:kms/key:Key": [itself("policy")],
  "aws:kms/keyPolicy:KeyPolicy": [itself("policy")],
  "aws:kms/externalKey:ExternalKey": [itself("policy")],
  "aws:kms/replicaKey:ReplicaKey": [itself("policy")],
  "aws:kms/replicaExternalKey:ReplicaExternalKey": [itself("policy")],
  "aws:secretsmanager/secret:Secret": [itself("policy")],
  "aws:secretsmanager/secretPolicy:SecretPolicy": [itself("policy")],
  "aws:backup/vaultPolicy:VaultPolicy": [itself("policy")],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": [itself("policy")],
  "aws:apigateway/restApi:RestApi": [itself("policy")],
  "aws:apigateway/restApiPolicy:RestApiPolicy": [itself("policy")],
  "aws:apigateway/domainName:DomainName": [itself("policy")],
  "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy": [itself("policy")],
  "aws:acmpca/policy:Policy": [itself("policy")],
  "aws:msk/clusterPolicy:ClusterPolicy": [itself("policy")],
  "aws:dsql/clusterPolicy:ClusterPolicy": [itself("policy")],

  "aws:ec2/vpcEndpoint:VpcEndpoint": [endpoint("policy")],
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": [endpoint("policy")],
  "aws:odb/network:Network": [
    endpoint("kmsPolicyDocument"),
    endpoint("s3PolicyDocument"),
    endpoint("stsPolicyDocument"),
  ],
  "aws:transfer/webApp:WebApp": [endpoint("webAppEndpointPolicy")],
};

/** The properties of a type that hold IAM documents. */
export function carriersOf(type: string): readonly Carrier[] {
  return Object.hasOwn(carriers, type) ? (carriers[type] ?? []) : [];
}

/** Every type that carries a document of one of these kinds. */
export function typesCarrying(kinds: readonly DocumentKind[]): readonly string[] {
  return Object.keys(carriers).filter((type) => carriersOf(type).some(({ kind }) => kinds.includes(kind)));
}
