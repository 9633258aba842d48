import { unknown } from "../../../../model/graph/unknown";

const of = (type: string, name: string, region: unknown, props: object = {}) => ({
  type,
  name,
  props,
  context: { provider: { region } },
});
const queue = (name: string, region: unknown) => of("aws:sqs/queue:Queue", name, region);
const alarm = (name: string, region: string, namespace: unknown) =>
  of("aws:cloudwatch/metricAlarm:MetricAlarm", name, region, { namespace });
const european = { regions: ["eu-west-1", "eu-central-1"] };
const pair = [queue("a", "us-east-1"), queue("b", "us-west-2")];
const europe = [queue("a", "eu-west-1"), queue("b", "eu-central-1")];

export default {
  pass: [
    {
      because: "the only thing in the second region is a table's replica",
      given: [of("aws:dynamodb/table:Table", "t", "us-east-1", { replicas: [{ regionName: "us-west-2" }] })],
    },
    {
      because: "the resource's own region counts more than its provider's",
      given: [...pair, of("aws:sqs/queue:Queue", "c", "eu-west-1", { region: "us-west-2" })],
    },
    {
      because: "a global resource has a provider elsewhere",
      given: [
        ...pair,
        of("aws:iam/role:Role", "r", "eu-west-1"),
        of("aws:route53/record:Record", "d", "eu-west-1"),
        of("aws:cloudfront/distribution:Distribution", "f", "eu-west-1"),
      ],
    },
    {
      because: "an alarm on health checks is where those metrics are",
      config: european,
      given: [...europe, alarm("h", "us-east-1", "AWS/Route53")],
    },
    {
      because: "the topic of such an alarm is beside it",
      config: european,
      given: [
        ...europe,
        of("aws:sns/topic:Topic", "t", "us-east-1"),
        of("aws:sns/topicSubscription:TopicSubscription", "s", "us-east-1"),
      ],
    },
    {
      because: "a certificate of CloudFront is where it must be",
      config: european,
      given: [
        ...europe,
        of("aws:acm/certificate:Certificate", "c", "us-east-1"),
        of("aws:acm/certificateValidation:CertificateValidation", "v", "us-east-1"),
      ],
    },
    {
      because: "a component of the provider's SDK is nowhere",
      given: [
        ...pair,
        { type: "aws:s3:BucketEventSubscription", name: "onNew", props: {}, context: {} },
        { type: "aws:apigateway:x:API", name: "api", props: {}, context: {} },
      ],
    },
    {
      because: "resources of other providers are anywhere",
      given: [...pair, of("gcp:storage/bucket:Bucket", "g", "europe-west1")],
    },
    {
      because: "there are three regions by config",
      config: { regions: ["us-east-1", "us-west-2", "eu-west-1"] },
      given: [...pair, queue("c", "eu-west-1")],
    },
  ],
  fail: [
    {
      because: "an alarm on something else is where health metrics are",
      config: european,
      given: [...europe, alarm("h", "us-east-1", "AWS/Lambda")],
      at: ["provider region"],
    },
    {
      because: "an alarm on health checks is where those metrics are not",
      given: [...pair, alarm("h", "eu-west-1", "AWS/Route53")],
      at: ["provider region"],
    },
    {
      because: "a certificate is in a region of nobody",
      config: european,
      given: [...europe, of("aws:acm/certificate:Certificate", "c", "us-west-1")],
      at: ["provider region"],
    },
    { because: "a region is in capitals", given: [...pair, queue("c", "US-EAST-1")], at: ["provider region"] },
    { because: "a region is a list", given: [...pair, queue("c", ["us-east-1"])], at: ["provider region"] },
    {
      because: "three regions are asked for and two are used",
      config: { regions: ["us-east-1", "us-west-2", "eu-west-1"] },
      given: pair,
      at: ["a region"],
    },
    {
      because: "the second region has only a global resource",
      given: [queue("a", "us-east-1"), of("aws:iam/role:Role", "r", "us-west-2")],
      at: ["a region"],
    },
    {
      because: "one resource of the old type is elsewhere",
      given: [...pair, of("aws:s3/bucketV2:BucketV2", "c", "sa-east-1")],
      at: ["provider region"],
    },
    {
      because: "two queues are made by one stray provider, and a third says its region itself",
      given: [
        ...pair,
        queue("c", "eu-west-1"),
        queue("d", "eu-west-1"),
        of("aws:sqs/queue:Queue", "e", "us-east-1", { region: "eu-west-2" }),
      ],
      at: ["provider region", "e region"],
    },
    {
      because: "two regions of three have nothing",
      config: { regions: ["us-east-1", "us-west-2", "eu-west-1"] },
      given: [queue("a", "us-east-1")],
      at: ["a region"],
    },
    {
      because: "a table's replicas are a text",
      given: [...pair, of("aws:dynamodb/table:Table", "t", "us-east-1", { replicas: "us-west-2" })],
      at: ["t replicas"],
    },
  ],
  undetermined: [
    {
      because: "the provider's region is unknown, which is said once",
      given: [queue("a", unknown.string), queue("b", unknown.string)],
      at: ["provider region"],
    },
    {
      because: "one region is unknown and may be the missing one",
      given: [queue("a", "us-east-1"), queue("b", unknown.string)],
      at: ["provider region"],
    },
    {
      because: "what an alarm watches is unknown",
      config: european,
      given: [...europe, alarm("h", "us-east-1", unknown.string)],
      at: ["h namespace"],
    },
    {
      because: "a replica's region is unknown",
      given: [of("aws:dynamodb/table:Table", "t", "us-east-1", { replicas: [{ regionName: unknown.string }] })],
      at: ["t replicas[0].regionName"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    { because: "the resources are of another provider", given: [of("gcp:storage/bucket:Bucket", "g", "europe-west1")] },
  ],
};
