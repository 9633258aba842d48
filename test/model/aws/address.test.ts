import { isEverywhere, readAddress } from "../../../model/aws/address";

const bucket = "aws:s3/bucketV2:BucketV2";
const table = "aws:dynamodb/table:Table";
const fn = "aws:lambda/function:Function";
const topic = "aws:sns/topic:Topic";
const queue = "aws:sqs/queue:Queue";
const home = { region: "us-east-1", account: "123456789012" };

describe("what a text means", () => {
  test.each([
    ["a plain name", bucket, "orders", { name: "orders" }],
    ["a bucket's ARN", bucket, "arn:aws:s3:::orders", { name: "orders" }],
    ["an ARN of another partition", bucket, "arn:aws-cn:s3:::orders", { name: "orders" }],
    ["a table's ARN", table, "arn:aws:dynamodb:us-east-1:123456789012:table/orders", { name: "orders", ...home }],
    [
      "the ARN of a table's stream",
      table,
      "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000",
      { name: "orders", ...home },
    ],
    ["a function's ARN", fn, "arn:aws:lambda:us-east-1:123456789012:function:pay", { name: "pay", ...home }],
    ["the ARN of an alias", fn, "arn:aws:lambda:us-east-1:123456789012:function:pay:live", { name: "pay", ...home }],
    ["a function's partial ARN", fn, "123456789012:function:pay", { name: "pay" }],
    ["a function's name with its alias", fn, "pay:live", { name: "pay" }],
    ["a topic's ARN", topic, "arn:aws:sns:us-east-1:123456789012:alerts", { name: "alerts", ...home }],
    ["a queue's ARN", queue, "arn:aws:sqs:us-east-1:123456789012:jobs.fifo", { name: "jobs.fifo", ...home }],
    [
      "a queue's URL",
      queue,
      "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
      { name: "jobs", region: "us-east-1" },
    ],
    [
      "the ARN of a peering connection",
      "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
      "arn:aws:ec2:us-east-1:123456789012:vpc-peering-connection/pcx-1",
      { name: "pcx-1", ...home },
    ],
    ["a VPC's ARN", "aws:ec2/vpc:Vpc", "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1", { name: "vpc-1", ...home }],
    [
      "a log group's ARN",
      "aws:cloudwatch/logGroup:LogGroup",
      "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/pay:*",
      { name: "/aws/lambda/pay", ...home },
    ],
    [
      "the ARN of a role in a path",
      "aws:iam/role:Role",
      "arn:aws:iam::123456789012:role/team/a/writer",
      { name: "writer", account: "123456789012" },
    ],
    ["a zone's id with its path", "aws:route53/zone:Zone", "/hostedzone/Z1", { name: "Z1" }],
  ])("%s", (_title, type, text, meant) => expect(readAddress(type, text)).toEqual(meant));

  test.each([
    ["the ARN of another service", topic, "arn:aws:sqs:us-east-1:123456789012:alerts"],
    ["the ARN of a subscription to a topic", topic, "arn:aws:sns:us-east-1:123456789012:alerts:5be8f5b7"],
    ["the ARN of an object in a bucket", bucket, "arn:aws:s3:::orders/*"],
    ["the ARN of an event source mapping", fn, "arn:aws:lambda:us-east-1:123456789012:event-source-mapping:pay"],
    [
      "the ARN of a type nobody described",
      "aws:ec2/subnet:Subnet",
      "arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1",
    ],
  ])("nothing: %s", (_title, type, text) => expect(readAddress(type, text)).toBeUndefined());

  test.each([
    ["aws:s3/bucket:Bucket", "s3", "", "orders"],
    ["aws:dynamodb/table:Table", "dynamodb", "table/", "orders"],
    ["aws:dynamodb/globalTable:GlobalTable", "dynamodb", "table/", "orders"],
    ["aws:rds/cluster:Cluster", "rds", "cluster:", "ledger"],
    ["aws:rds/instance:Instance", "rds", "db:", "ledger"],
    ["aws:rds/globalCluster:GlobalCluster", "rds", "global-cluster:", "ledger"],
    ["aws:lambda/function:Function", "lambda", "function:", "pay"],
    ["aws:sns/topic:Topic", "sns", "", "alerts"],
    ["aws:sqs/queue:Queue", "sqs", "", "jobs"],
    ["aws:cloudwatch/logGroup:LogGroup", "logs", "log-group:", "/aws/lambda/pay"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", "cloudwatch", "alarm:", "lag: us-west-2"],
    ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "cloudwatch", "alarm:", "both"],
    ["aws:cloudwatch/eventBus:EventBus", "events", "event-bus/", "aws.partner/shop"],
    ["aws:lb/loadBalancer:LoadBalancer", "elasticloadbalancing", "loadbalancer/app/", "front"],
    ["aws:lb/targetGroup:TargetGroup", "elasticloadbalancing", "targetgroup/", "web"],
    ["aws:ec2/vpc:Vpc", "ec2", "vpc/", "vpc-1"],
    ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "ec2", "vpc-peering-connection/", "pcx-1"],
    ["aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter", "ec2", "vpc-peering-connection/", "pcx-1"],
    ["aws:backup/vault:Vault", "backup", "backup-vault:", "vault"],
    ["aws:iam/role:Role", "iam", "role/", "writer"],
    ["aws:iam/policy:Policy", "iam", "policy/", "writing"],
    ["aws:kms/key:Key", "kms", "key/", "mrk-1"],
    ["aws:kms/replicaKey:ReplicaKey", "kms", "key/", "mrk-1"],
    ["aws:route53/healthCheck:HealthCheck", "route53", "healthcheck/", "abc"],
    ["aws:route53/zone:Zone", "route53", "hostedzone/", "Z1"],
  ])("an ARN means %s of %s as %s%s, and nothing if there is more in front of it", (type, service, prefix, name) => {
    const arn = (resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
    expect(readAddress(type, arn(`${prefix}${name}`))).toEqual({ name, ...home });
    expect(readAddress(type, arn(`my/${prefix}${name}`))?.name).not.toBe(name);
    expect(readAddress(type, arn(`my:${prefix}${name}`))?.name).not.toBe(name);
    expect(readAddress(type, arn(prefix))).toBeUndefined();
    expect(readAddress(type, `arn:aws:another:us-east-1:123456789012:${prefix}${name}`)).toBeUndefined();
  });

  test.each([
    ["aws:s3/bucket:Bucket", "s3", "orders/key"],
    ["aws:rds/cluster:Cluster", "rds", "cluster:ledger:more"],
    ["aws:rds/instance:Instance", "rds", "db:ledger:more"],
    ["aws:rds/globalCluster:GlobalCluster", "rds", "global-cluster:ledger:more"],
    ["aws:sqs/queue:Queue", "sqs", "jobs:more"],
    ["aws:iam/role:Role", "iam", "role/writer/"],
    ["aws:iam/policy:Policy", "iam", "policy/writing/"],
  ])("an ARN means no %s of %s as %s", (type, service, resource) =>
    expect(readAddress(type, `arn:aws:${service}:us-east-1:123456789012:${resource}`)).toBeUndefined(),
  );

  test.each([
    [fn, "pay:live:more", "pay:live:more"],
    [fn, "12345678901:function:pay", "12345678901:function:pay"],
    [queue, "https://sqs.us-east-1.amazonaws.com/123456789012/jobs/more", undefined],
    [queue, "see https://sqs.us-east-1.amazonaws.com/123456789012/jobs", undefined],
    [queue, "https://queue.amazonaws.com/123456789012/jobs", "jobs"],
    [queue, "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/jobs", "jobs"],
    ["aws:route53/zone:Zone", "my/hostedzone/Z1", "my/hostedzone/Z1"],
  ])("of %s, %s means %s", (type, text, name) => expect(readAddress(type, text)?.name).toBe(name ?? text));

  test("a text that only begins like an ARN is a name", () => {
    expect(readAddress(topic, "arn:aws")).toEqual({ name: "arn:aws" });
  });
});

test.each([
  ["aws:s3/bucket:Bucket", true],
  ["aws:dynamodb/globalTable:GlobalTable", true],
  ["aws:rds/globalCluster:GlobalCluster", true],
  ["aws:ec2/vpc:Vpc", true],
  ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection", true],
  ["aws:route53/healthCheck:HealthCheck", true],
  ["aws:route53/zone:Zone", true],
  ["aws:rds/cluster:Cluster", false],
  ["aws:kms/key:Key", false],
  ["aws:lambda/function:Function", false],
  ["aws:future/thing:Thing", false],
])("%s answers everywhere: %s", (type, everywhere) => expect(isEverywhere(type)).toBe(everywhere));

test("buckets and tables answer everywhere, topics in their region", () => {
  expect([bucket, table, topic].map(isEverywhere)).toEqual([true, true, false]);
});
