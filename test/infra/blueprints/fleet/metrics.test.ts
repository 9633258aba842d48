import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("fleet"));
});

const bucketName = "fleet-metrics-us-east-2-123456789012-dev";
const policyOf = (name: string) => {
  const [policy] = graph.all("aws:iam/rolePolicy:RolePolicy").filter(({ inputs }) => inputs.name === name);
  return statementsOf(policy?.inputs.policy);
};
const delivery = () => graph.only("us-east-1", "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");

test('fleet: "Set up CloudWatch metric streams to replicate metrics from primary to DR region": the stream is in the primary', () => {
  expect(graph.only("us-east-1", "aws:cloudwatch/metricStream:MetricStream").inputs).toMatchObject({
    name: "fleet-metric-stream-dev",
    firehoseArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/fleet-metric-delivery-dev",
    roleArn: "arn:aws:iam::123456789012:role/fleet-metric-stream-role-us-east-1-dev",
    outputFormat: "json",
    includeFilters: [
      { namespace: "AWS/ApplicationELB" },
      { namespace: "AWS/AutoScaling" },
      { namespace: "AWS/Backup" },
      { namespace: "AWS/DynamoDB" },
      { namespace: "AWS/EC2" },
      { namespace: "AWS/RDS" },
      { namespace: "AWS/Route53" },
    ],
  });
});

test('fleet: "Kinesis Firehose (for metric streaming)": to a bucket in the DR region, at most a minute late', () => {
  expect(delivery().inputs).toMatchObject({
    destination: "extended_s3",
    serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
    extendedS3Configuration: expect.objectContaining({
      bucketArn: `arn:aws:s3:::${bucketName}`,
      roleArn: "arn:aws:iam::123456789012:role/fleet-metric-delivery-role-us-east-1-dev",
      bufferingInterval: 60,
      bufferingSize: 5,
      compressionFormat: "GZIP",
      errorOutputPrefix: "failures/!{firehose:error-output-type}/",
    }),
  });
  expect(graph.within("us-east-2", "aws:s3/bucket:Bucket").map(({ inputs }) => inputs.bucket)).toContain(bucketName);
});

test("what fails to be delivered is logged, in a group that is kept as long as the others", () => {
  const { cloudwatchLoggingOptions } = delivery().inputs.extendedS3Configuration as JsonObject;
  expect(cloudwatchLoggingOptions).toMatchObject({ enabled: true, logGroupName: "fleet-metric-delivery-logs-dev" });
  const [group] = graph
    .within("us-east-1", "aws:cloudwatch/logGroup:LogGroup")
    .filter(({ inputs }) => String(inputs.name).startsWith("fleet-metric"));
  expect(group?.inputs).toMatchObject({ name: "fleet-metric-delivery-logs-dev", retentionInDays: 30 });
});

test("the stream may put to its delivery, the delivery write to its bucket, and neither anything else", () => {
  const said = (name: string) => policyOf(name).map(({ Action, Resource }) => [Action, Resource]);
  expect(said("fleet-metric-stream-role-us-east-1-dev")).toEqual([
    [
      ["firehose:PutRecord", "firehose:PutRecordBatch"],
      ["arn:aws:firehose:us-east-1:123456789012:deliverystream/fleet-metric-delivery-dev"],
    ],
  ]);
  expect(said("fleet-metric-delivery-role-us-east-1-dev")).toEqual([
    [["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], [`arn:aws:s3:::${bucketName}`]],
    [["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], [`arn:aws:s3:::${bucketName}/*`]],
    [["logs:PutLogEvents"], ["arn:aws:logs:us-east-1:123456789012:log-group:fleet-metric-delivery-logs-dev:*"]],
  ]);
});

test("the bucket is encrypted under the key of its own region, whose policy lets the delivery write to this bucket alone", () => {
  const key = graph.only("us-east-2", "aws:kms/replicaKey:ReplicaKey");
  const [encryption] = graph
    .all("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
    .filter(({ inputs }) => inputs.bucket === bucketName);
  expect(encryption?.propertyDependencies.rules).toEqual([key.urn]);
  const [writing] = statementsOf(key.inputs.policy).filter(({ Sid }) => Sid === "DeliveryWrites");
  expect(writing).toMatchObject({
    Principal: { AWS: "arn:aws:iam::123456789012:role/fleet-metric-delivery-role-us-east-1-dev" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Condition: {
      StringEquals: {
        "kms:ViaService": "s3.us-east-2.amazonaws.com",
        "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${bucketName}`,
      },
    },
  });
});

test("metrics end after three months", () => {
  const lifecycles = graph.inputs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
  expect(lifecycles.filter(({ bucket }) => bucket === bucketName)).toEqual([
    expect.objectContaining({ rules: [expect.objectContaining({ expiration: { days: 90 } })] }),
  ]);
});

describe("the metrics that left their region can be asked", () => {
  const table = () => graph.only("us-east-2", "aws:glue/catalogTable:CatalogTable");
  const workgroup = () => graph.only("us-east-2", "aws:athena/workgroup:Workgroup");

  test("in the region that is left, hour by hour, as a metric stream writes them", () => {
    const { storageDescriptor, parameters, partitionKeys } = table().inputs;
    expect(storageDescriptor).toMatchObject({ location: `s3://${bucketName}/metrics/` });
    const { prefix } = delivery().inputs.extendedS3Configuration as JsonObject;
    expect(prefix).toBe("metrics/");
    expect(partitionKeys).toEqual([{ name: "hour", type: "string" }]);
    expect(parameters).toMatchObject({
      "projection.enabled": "true",
      "projection.hour.format": "yyyy/MM/dd/HH",
      "projection.hour.range": "NOW-90DAYS,NOW",
      "storage.location.template": `s3://${bucketName}/metrics/\${hour}`,
    });
    const { columns } = storageDescriptor as { readonly columns: readonly JsonObject[] };
    expect(columns.map(({ name }) => name)).toEqual(
      // A line of the stream, as AWS documents it.
      Object.keys({
        metric_stream_name: "fleet",
        account_id: "123456789012",
        region: "us-east-1",
        namespace: "AWS/RDS",
        metric_name: "CPUUtilization",
        dimensions: { DBClusterIdentifier: "primary" },
        timestamp: 1611929698000,
        value: { max: 1, min: 0, sum: 1, count: 2 },
        unit: "Percent",
      }),
    );
  });

  test("by a saved query of a workgroup whose answers are under the stack's key, and whose questions are bounded", () => {
    const query = graph.only("us-east-2", "aws:athena/namedQuery:NamedQuery");
    expect(query.inputs.name).toBe("fleet-metrics-last-hour-dev");
    expect(query.inputs.query).toContain('FROM "fleet_metrics_dev"."metrics"');
    expect(table().inputs.name).toBe("metrics");
    expect(query.propertyDependencies).toMatchObject({
      workgroup: [workgroup().urn],
      database: [graph.only("us-east-2", "aws:glue/catalogDatabase:CatalogDatabase").urn],
    });
    const { enforceWorkgroupConfiguration, bytesScannedCutoffPerQuery, resultConfiguration } = workgroup().inputs
      .configuration as JsonObject;
    expect([enforceWorkgroupConfiguration, bytesScannedCutoffPerQuery]).toEqual([true, 10_737_418_240]);
    expect(resultConfiguration).toMatchObject({
      outputLocation: `s3://${bucketName}/answers/`,
      encryptionConfiguration: { encryptionOption: "SSE_KMS" },
    });
    expect(workgroup().propertyDependencies.configuration).toEqual([
      graph.only("us-east-2", "aws:kms/replicaKey:ReplicaKey").urn,
    ]);
  });
});
