import type { ExampleResource } from "../../../policy-pack/engine/example";
import { given, unknownText } from "../../policy-pack/given";

/* Pieces of which programs are made, each as people write them. */

export interface Reviewed {
  readonly program: string;
  readonly resources: readonly ExampleResource[];
  /** What a reviewer holds against it by `org-baseline`, as `policy: resource path`. */
  readonly baseline: readonly string[];
  /** The same by `production`, as far as it differs in kind: policies that reject it. */
  readonly production: readonly string[];
}

type Props = Readonly<Record<string, unknown>>;

export const account = "123456789012";
const environment = { Environment: "prod" };

/** Makes the resources of one region, each tagged. */
export function placed(region: string) {
  const context = { provider: { region } };
  const make = (type: string, name: string, props: Props = {}, sources: Props = {}) =>
    given(
      `aws:${type}`,
      name,
      { tags: environment, ...props },
      {
        ...context,
        ...(Object.keys(sources).length === 0 ? {} : { sources: sources as Record<string, string[]> }),
      },
    );
  const bare = (type: string, name: string, props: Props, sources: Record<string, string[]> = {}) =>
    given(`aws:${type}`, name, props, { ...context, sources });
  /** A private bucket that refuses plain HTTP. */
  const bucket = (name: string, props: Props = {}, statements: readonly object[] = []) => [
    make("s3/bucket:Bucket", name, { bucket: name, ...props }),
    bare("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", `${name}-block`, {
      bucket: name,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
    bare("s3/bucketPolicy:BucketPolicy", `${name}-policy`, {
      bucket: name,
      policy: document(
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        ...statements,
      ),
    }),
  ];
  const table = (name: string, props: Props = {}) =>
    make("dynamodb/table:Table", name, {
      name,
      attributes: [{ name: "pk", type: "S" }],
      hashKey: "pk",
      billingMode: "PAY_PER_REQUEST",
      pointInTimeRecovery: { enabled: true },
      ...props,
    });
  const logs = (name: string, props: Props = {}) =>
    make("cloudwatch/logGroup:LogGroup", name, { name, retentionInDays: 90, ...props });
  const lambda = (name: string, props: Props = {}) =>
    make("lambda/function:Function", name, {
      name,
      runtime: "nodejs22.x",
      handler: "index.handler",
      role: unknownText,
      ...props,
    });
  return { make, bare, bucket, table, logs, lambda };
}

export function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export const allow = (
  action: string | readonly string[],
  resource: string | readonly string[],
  condition?: object,
) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** A role of a service. */
export function role(name: string, service: string, props: Props = {}): ExampleResource {
  return trusted(name, { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }, props);
}

export function trusted(name: string, trust: object, props: Props = {}): ExampleResource {
  return given("aws:iam/role:Role", name, { name, tags: environment, assumeRolePolicy: document(trust), ...props });
}

/** A role of a service account in a cluster. */
export function podRole(name: string, subject: string, operator = "StringEquals"): ExampleResource {
  const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D";
  return trusted(name, {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { [operator]: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: "sts.amazonaws.com" } },
  });
}

/** A role that GitHub's workflows assume. */
export function workflowRole(name: string, claims: object): ExampleResource {
  return trusted(name, {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: claims,
  });
}

export const inline = (name: string, of: string, ...statements: readonly object[]) =>
  given("aws:iam/rolePolicy:RolePolicy", name, { role: of, policy: document(...statements) });
export const managed = (name: string, ...statements: readonly object[]) =>
  given("aws:iam/policy:Policy", name, { name, tags: environment, policy: document(...statements) });
export const attached = (name: string, of: string, policyArn: string) =>
  given("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, { role: of, policyArn });
export const native = (type: string, name: string, props: Props, region = "eu-west-1") =>
  given(`aws-native:${type}`, name, props, { provider: { region } });
export const nativeTags = [{ key: "Environment", value: "prod" }];
