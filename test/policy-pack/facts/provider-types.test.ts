import { dirname } from "node:path";
import { readProviderTypes, readResourceTypes } from "../../../policy-pack/extract/provider-types";
import written from "../../../policy-pack/facts/declared-types.json";
import { findNameProperty } from "../../../policy-pack/facts/names";
import { findTagForm, isGlobal, isOutputOnly } from "../../../policy-pack/facts/provider-types";
import { tokens } from "../../../policy-pack/facts/tokens";

const packageFolder = dirname(require.resolve("@pulumi/aws/package.json"));

describe("the extract of the provider's types", () => {
  const installed = readProviderTypes(packageFolder);

  test("is as fresh as the installed provider (otherwise: npm run extract)", () => {
    expect(written).toEqual(installed);
  });

  test("was read from something", () => {
    expect(installed.tagMaps.length).toBeGreaterThan(500);
    expect(installed.global.length).toBeGreaterThan(50);
    expect(Object.values(installed.outputsOnly).filter((names) => names !== "").length).toBeGreaterThan(1000);
  });
});

describe("findTagForm", () => {
  test.each([
    ["aws:dynamodb/table:Table", "map"],
    ["aws:s3/bucketV2:BucketV2", "map"],
    ["aws:autoscaling/group:Group", "list"],
    ["aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "map"],
    ["aws:route53/record:Record", undefined],
    ["aws:iam/rolePolicy:RolePolicy", undefined],
    ["aws:devopsguru/resourceCollection:ResourceCollection", undefined],
    ["constructor", undefined],
  ])("of %s is %s", (type, form) => expect(findTagForm(type)).toBe(form));
});

describe("isGlobal", () => {
  test.each([
    ["aws:iam/role:Role", true],
    ["aws:route53/healthCheck:HealthCheck", true],
    ["aws:cloudfront/distribution:Distribution", true],
    ["aws:route53/resolverEndpoint:ResolverEndpoint", false],
    ["aws:dynamodb/table:Table", false],
    ["aws:alb/loadBalancer:LoadBalancer", false],
  ])("of %s is %s", (type, global) => expect(isGlobal(type)).toBe(global));
});

describe("isOutputOnly", () => {
  test.each([
    ["aws:ec2/vpc:Vpc", "defaultRouteTableId", true],
    ["aws:ec2/vpc:Vpc", "cidrBlock", false],
    ["aws:applicationloadbalancing/loadBalancer:LoadBalancer", "dnsName", true],
    ["aws:lb/loadBalancer:LoadBalancer", "internal", false],
    ["aws:s3/bucket:Bucket", "constructor", false],
    ["aws:cloudwatch/eventTarget:EventTarget", "arn", false],
    ["aws:apigateway/restApi:RestApi", "id", true],
    ["aws:future/thing:Thing", "id", true],
    ["aws:future/thing:Thing", "arn", true],
    ["aws:future/thing:Thing", "size", false],
    ["__proto__", "arn", true],
  ])("of %s, %s is %s", (type, property, only) => expect(isOutputOnly(type, property)).toBe(only));
});

describe("findNameProperty", () => {
  test.each([
    ["aws:s3/bucket:Bucket", ["bucket"]],
    ["aws:lambda/function:Function", ["name"]],
    ["aws:ec2/vpc:Vpc", ["tags", "Name"]],
    ["aws:route53/record:Record", undefined],
    ["__proto__", undefined],
  ])("of %s is %j", (type, property) => expect(findNameProperty(type)).toEqual(property));
});

describe("the token tables", () => {
  test("hold every type once", () => {
    const all = Object.values(tokens).flatMap(({ list }) => list);
    expect(all).toEqual([...new Set(all)]);
  });

  test("begin with a type that the installed provider has", () => {
    const known = new Set(readResourceTypes(packageFolder).map(({ token }) => token));
    const first = Object.values(tokens).map(({ list }) => list[0] ?? "");
    expect(first.filter((token) => !known.has(token))).toEqual([]);
  });
});
