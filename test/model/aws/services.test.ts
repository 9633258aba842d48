import { serviceOf } from "../../../model/aws/services";
import { tokens } from "../../../model/aws/tokens";
import { partsOf } from "../../../model/graph/tokens";
import * as picture from "../../../preflight/picture/services";

test.each([
  ["aws:dynamodb/table:Table", "dynamodb"],
  ["aws:alb/loadBalancer:LoadBalancer", "lb"],
  ["aws:elasticloadbalancingv2/listener:Listener", "lb"],
  ["aws:elb/loadBalancer:LoadBalancer", "lb"],
  ["aws:apigatewayv2/api:Api", "apigateway"],
  ["aws:ec2/vpc:Vpc", "network"],
  ["aws:ec2/securityGroupRule:SecurityGroupRule", "network"],
  ["aws:ec2/instance:Instance", "ec2"],
  ["aws:cloudwatch/eventRule:EventRule", "events"],
  ["aws:cloudwatch/logGroup:LogGroup", "logs"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "cloudwatch"],
  ["random:index/randomId:RandomId", "random"],
  ["kms:index:Key", "kms"],
  ["", ""],
])("%s belongs to %s", (type, service) => expect(serviceOf(type)).toBe(service));

test.each([
  ["aws:dynamodb/table:Table", ["aws", "dynamodb", "Table"]],
  ["aws:s3:BucketEventSubscription", ["aws", "s3", "BucketEventSubscription"]],
  ["company:Site", ["company", "Site", "Site"]],
])("the parts of %s", (type, parts) => {
  const { packageName, module, kind } = partsOf(type);
  expect([packageName, module, kind]).toEqual(parts);
});

test("the picture lists a type in the box of its own service", () => {
  const types = Object.values(tokens).flatMap(({ list }) => list);
  const listed = types.filter(picture.isListed);
  expect(listed).toEqual(expect.arrayContaining([...tokens.loadBalancer.list, "aws:rds/cluster:Cluster"]));
  expect(listed.filter((type) => picture.serviceOf(type).title === serviceOf(type))).toEqual([]);
});

test("a provider that is called like a service of AWS has a box of its own", () => {
  expect(picture.serviceOf("kms:index:Key")).toEqual({ id: "kms", title: "kms", tier: "other", listed: [] });
});
