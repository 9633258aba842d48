import type { Arn } from "../naming/arns";

/** Who a statement of a resource's own policy, or of a role's trust, is about. */
export type Principal =
  | { readonly service: string }
  | { readonly aws: Arn | readonly Arn[] }
  /** Only a Deny may speak about everybody. */
  | "everybody";

/**
 * What AWS wants written as a star: `itself` is the key whose own policy it is, `unscopable` is whatever actions work on
 * that AWS does not let anyone scope beforehand.
 */
export type AnyResource = "itself" | "unscopable";

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: the interfaces are made, and named, by Lambda.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html: the
 * channels of a session have no address that a policy could name.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html: nor has a metric.
 */
const unscopableActions: ReadonlySet<string> = new Set([
  "cloudwatch:GetMetricData",
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
]);

export interface Statement {
  /** Letters and digits; says what the statement is for. */
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** Absent in the policy of a role, whose principal is the role. */
  readonly principal?: Principal;
  readonly actions: readonly string[];
  /** Absent in a trust policy, whose resource is the role. */
  readonly resources?: readonly Arn[] | AnyResource;
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * The JSON text of a policy. Plain text in, plain text out: it is known at preview, so a policy pack can read it.
 * @throws Error when a statement allows by a wildcard, or allows everybody
 */
export function policyDocument(statements: readonly Statement[]): string {
  statements.forEach(refuseWildcards);
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(written) });
}

function written({ sid, effect, principal, actions, resources, conditions }: Statement) {
  return {
    Sid: sid,
    Effect: effect,
    ...(principal === undefined ? {} : { Principal: writtenPrincipal(principal) }),
    Action: actions,
    ...(resources === undefined ? {} : { Resource: typeof resources === "string" ? "*" : resources }),
    ...(conditions === undefined ? {} : { Condition: conditions }),
  };
}

function writtenPrincipal(principal: Principal) {
  if (principal === "everybody") {
    return "*";
  }
  return "service" in principal ? { Service: principal.service } : { AWS: principal.aws };
}

function refuseWildcards(statement: Statement): void {
  const { sid, effect, principal, actions, resources = [] } = statement;
  if (effect === "Deny") {
    return;
  }
  const wide = [...actions.filter((action) => /[*?]/.test(action)), ...wideResources(actions, resources)];
  if (principal === "everybody" || wide.length > 0) {
    const found = principal === "everybody" ? "everybody" : wide.join(", ");
    throw new Error(`The statement ${sid} allows ${found}, expected named actions on named resources.`);
  }
}

function wideResources(actions: readonly string[], resources: readonly Arn[] | AnyResource): readonly string[] {
  if (resources === "unscopable") {
    return actions.filter((action) => !unscopableActions.has(action));
  }
  return resources === "itself" ? [] : resources.filter(isWide);
}

/** A path below one named resource (`bucket/*`, `log-group:name:*`) is narrow; a wildcard anywhere else is wide. */
function isWide(arn: Arn): boolean {
  const [, partition = "", service = "", region = "", account = "", ...rest] = arn.split(":");
  // Secrets Manager ends a secret's ARN with a hyphen and six characters of its own.
  const resource = rest.join(":").replace(service === "secretsmanager" ? /-\?{6}$/ : /$^/, "");
  // Auto Scaling puts an id of its own before the name of a group.
  const named = resource.replace(service === "autoscaling" ? /^autoScalingGroup:\*:/ : /^$/, "").replace(/[/:]\*$/, "");
  const namesOneThing = named === resource || service === "s3" || /[/:]/.test(named);
  return (
    !namesOneThing || named === "" || [partition, service, region, account, named].some((part) => /[*?]/.test(part))
  );
}
