import type { GraphResource, JsonObject } from "../../../preflight/graph";
import { declare, east, UNKNOWN, urnOf, west } from "../recovery/declare";

const record = (role: string, target: string): GraphResource =>
  declare(
    "aws:route53/record:Record",
    `api-${role.toLowerCase()}`,
    { ttl: 60, failoverRoutingPolicies: [{ type: role }], type: "A", name: "api.example.com", records: [UNKNOWN] },
    { provider: east.urn, propertyDependencies: { records: [urnOf("aws:lb/loadBalancer:LoadBalancer", target)] } },
  );

/** What a region of the system has, but for the stores. */
function region(provider: GraphResource, place: string, role: string): readonly GraphResource[] {
  const own = (
    type: string,
    name: string,
    inputs: JsonObject,
    needs: Readonly<Record<string, readonly string[]>> = {},
  ) =>
    declare(
      type,
      `${name}-${place}`,
      { ...Object.fromEntries(Object.keys(needs).map((key) => [key, UNKNOWN])), ...inputs, tags: { "DR-Role": role } },
      {
        provider: provider.urn,
        propertyDependencies: needs,
      },
    );
  const roleUrn = urnOf("aws:iam/role:Role", `role-${place}`);
  return [
    own("aws:lb/loadBalancer:LoadBalancer", "balancer", {}),
    own(
      "aws:lb/targetGroupAttachment:TargetGroupAttachment",
      "attachment",
      {},
      {
        targetId: [
          urnOf("aws:lambda/function:Function", `function-${place}`),
          urnOf("aws:dynamodb/table:Table", "orders"),
        ],
      },
    ),
    own("aws:lambda/function:Function", "function", {}, { role: [roleUrn] }),
    own("aws:iam/role:Role", "role", {}),
    own(
      "aws:iam/rolePolicy:RolePolicy",
      "policy",
      { policy: "arn:aws:dynamodb:*:123456789012:table/shop-orders/index/*" },
      { role: [roleUrn] },
    ),
    own("aws:s3/bucket:Bucket", "bucket", { bucket: `shop-${place}` }),
  ];
}

/** A small system in two regions: requests, functions, a global table, a pair of buckets. */
export const system: readonly GraphResource[] = [
  declare("pulumi:pulumi:Stack", "shop-dev", {}, { custom: false }),
  east,
  west,
  ...region(east, "east", "primary"),
  ...region(west, "west", "secondary"),
  declare(
    "aws:dynamodb/table:Table",
    "orders",
    { name: "shop-orders", replicas: [{ regionName: "us-west-2" }] },
    { provider: east.urn },
  ),
  declare(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "copies",
    {
      bucket: "shop-east",
      rules: [{ destination: { bucket: "arn:aws:s3:::shop-west", replicationTime: { status: "Enabled" } } }],
    },
    { provider: east.urn },
  ),
  record("PRIMARY", "balancer-east"),
  record("SECONDARY", "balancer-west"),
];
