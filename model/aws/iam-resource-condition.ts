import { findArn } from "./arn";
import { demands, demandsPresence } from "./iam-demand";
import type { Condition } from "./iam-document";
import { findOpenPart, hasWildcard } from "./iam-wildcard";

type Accepts = (value: string) => boolean;

/** A value that is told: text without a wildcard, or a variable for what the caller is tagged with. */
const plain: Accepts = (value) => value !== "" && !hasWildcard(value);
const ofOrganization: Accepts = (value) => /^(o-[a-z0-9]+\/|\$\{aws:PrincipalOrgPaths\})/i.test(value);

/** An ARN, or a list of them, that leaves neither its account nor its name open. */
const anArn: Accepts = (value) => findArn(value) !== undefined && findOpenPart(value) === undefined;
/** `s3.eu-west-1.amazonaws.com`, in one region or in all. */
const aService: Accepts = (value) => /^[a-z0-9-]+\.(\*|[a-z0-9-]+)\.amazonaws\.com(\.cn)?$/i.test(value);
/** An address, or all of one domain: `*@example.com`. */
const ofDomain: Accepts = (value) => /@[^*?@]+$/.test(value);

/**
 * Keys that tell which resources a statement is about, however open its `Resource` is. Source: the IAM user guide, "AWS
 * global condition context keys" (properties of the resource), and the condition keys of each service in the service
 * authorization reference. Not among them: `aws:RequestedRegion`, `iam:PassedToService`, `iam:PermissionsBoundary`,
 * `ec2:Region`, and all that tells of the caller.
 */
export const narrowingKeys: readonly (readonly [key: RegExp, accepts: Accepts])[] = [
  [/^aws:ResourceAccount$/i, plain],
  [/^aws:ResourceOrgID$/i, plain],
  [/^aws:ResourceOrgPaths$/i, ofOrganization],
  [/^s3(express)?:ResourceAccount$/i, plain],
  [/^s3(-outposts|express)?:DataAccessPointAccount$/i, plain],
  [/^s3(-outposts|express)?:DataAccessPointArn$/i, plain],
  [/^kms:ViaService$/i, aService],
  [/^kms:RequestAlias$/i, plain],
  [/^kms:ResourceAliases$/i, plain],
  [/^kms:EncryptionContext:./i, plain],
  [/^cloudwatch:namespace$/i, plain],
  [
    /^ec2:(Vpc|Subnet|AccepterVpc|RequesterVpc|InstanceProfile|LaunchTemplate|PlacementGroup|VpcPeeringConnectionID)$/i,
    anArn,
  ],
  [/^ec2:Owner$/i, plain],
  [/^ec2:(VpcID|SubnetID|InstanceID|VolumeID|KeyPairName|PlacementGroupName)$/i, plain],
  [/^ecs:(cluster|service|task|task-definition|container-instances)$/i, anArn],
  [/^iam:AWSServiceName$/i, plain],
  [/^lambda:FunctionArn$/i, anArn],
  [/^secretsmanager:(SecretId|Name)$/i, plain],
  [/^servicediscovery:(NamespaceArn|ServiceArn)$/i, anArn],
  [/^ses:FromAddress$/i, ofDomain],
];

/** `aws:ResourceTag/team`, the same of one service: `ec2:ResourceTag/team`, and as RDS says it: `rds:cluster-tag/team`. */
const resourceTag =
  /^([a-z0-9-]+:ResourceTag|rds:(cluster|cluster-pg|cluster-snapshot|db|es|og|pg|ri|secgrp|snapshot|subgrp)-tag)\/./i;
/** What a resource is tagged with as it is made: it narrows all actions but those that tag what is there already. */
const requestTag = /^([a-z0-9-]+:RequestTag|rds:req-tag)\/./i;
const tagging = /:(tag|untag|createtags|deletetags|addtags|removetags|createorupdatetags|\*|.*tagging$)/i;
/** Tags that one controller alone sets, so that a resource which has one at all is of its making. */
function isOneSystems(key: string): boolean {
  return /\/([a-z0-9-]+\.)+[a-z]+\/|\/CSIVolume(Snapshot)?Name$/i.test(key);
}
/** What makes the resource that is tagged: `ec2:CreateAction`. Only what has just been made is tagged under it. */
const createAction = /^[a-z0-9-]+:CreateAction$/i;

/**
 * True when a condition demands something of the resources that these actions reach, so that a wildcard in `Resource`
 * is not all of them.
 */
export function narrowsResources(condition: Condition, actions: readonly string[]): boolean {
  const { key } = condition;
  const isTag =
    resourceTag.test(key) ||
    (requestTag.test(key) && !actions.some((action) => action === "*" || tagging.test(action)));
  if (isTag) {
    return demandsPresence(condition) || demands(condition, isOneSystems(key) ? (value) => value !== "" : plain);
  }
  if (createAction.test(key)) {
    return demands(condition, plain);
  }
  const accepts = narrowingKeys.find(([one]) => one.test(key))?.[1];
  return accepts !== undefined && demands(condition, accepts);
}
