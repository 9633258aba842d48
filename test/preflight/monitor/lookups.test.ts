import { findLookup } from "../../../preflight/monitor/lookups";
import { defaultProviderName, parseProviderReference } from "../../../preflight/monitor/provider-reference";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test.each([
  ["us-east-1", ["use1-az1", "use1-az2", "use1-az4"]],
  ["ap-northeast-1", ["apne1-az1", "apne1-az2", "apne1-az3"]],
  ["eu-central-2", ["euc2-az1", "euc2-az2", "euc2-az3"]],
  ["us-gov-west-1", ["usgw1-az1", "usgw1-az2", "usgw1-az3"]],
])("names the zones of %s", (region, zoneIds) => {
  const lookup = findLookup("aws:index/getAvailabilityZones:getAvailabilityZones");
  expect(lookup?.({}, { region })).toMatchObject({ zoneIds, id: region });
});

test("leaves out the zones that the program excludes", () => {
  const lookup = findLookup("aws:index/getAvailabilityZones:getAvailabilityZones");
  expect(
    lookup?.({ excludeNames: ["us-east-1b"], excludeZoneIds: ["use1-az4"] }, { region: "us-east-1" }),
  ).toMatchObject({
    names: ["us-east-1a"],
    zoneIds: ["use1-az1"],
  });
});

test("knows no zone of a region that is not known", () => {
  expect(
    findLookup("aws:index/getAvailabilityZones:getAvailabilityZones")?.({}, { region: undefined }),
  ).toBeUndefined();
});

test.each([
  [undefined, "aws", "amazonaws.com"],
  ["eu-west-1", "aws", "amazonaws.com"],
  ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-east-1", "aws-us-gov", "amazonaws.com"],
])("finds the partition of %s", (region, partition, dnsSuffix) => {
  expect(findLookup("aws:index/getPartition:getPartition")?.({}, { region })).toMatchObject({ partition, dnsSuffix });
});

test("knows the range of a default network, and an id to ask further with", () => {
  const lookup = findLookup("aws:ec2/getVpc:getVpc");
  expect(lookup?.({ default: true }, { region: "us-east-1" })).toMatchObject({
    id: "vpc-1234567890abcdef0",
    cidrBlock: "172.31.0.0/16",
    mainRouteTableId: UNKNOWN,
  });
  expect(lookup?.({ tags: { Name: "shop" } }, { region: "us-east-1" })).toBeUndefined();
  expect(lookup?.({ default: false }, { region: "us-east-1" })).toBeUndefined();
});

test.each([
  "/aws/service/ecs/optimized-ami/amazon-linux-2/recommended",
  "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended",
])("knows the form of %s", (name) => {
  const { value } = findLookup("aws:ssm/getParameter:getParameter")?.({ name }, { region: "us-east-1" }) ?? {};
  expect(JSON.parse(String(value))).toEqual({ schema_version: 1, image_id: "ami-0abcdef1234567890" });
});

test.each([
  "/shop/prices",
  "/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id",
  "shop/aws/service/ecs/optimized-ami/amazon-linux-2/recommended",
])("does not know the parameter %s", (name) => {
  expect(findLookup("aws:ssm/getParameter:getParameter")?.({ name }, { region: "us-east-1" })).toBeUndefined();
});

test("has no answer to what only AWS knows", () => {
  expect(findLookup("aws:ec2/getAmi:getAmi")).toBeUndefined();
});

test.each([
  [{ name: "aws", version: "7.48.0", downloadUrl: "" }, "default_7_48_0"],
  [{ name: "aws", version: "7.0.0-alpha.1+x", downloadUrl: "" }, "default_7_0_0_alpha_1_x"],
  [{ name: "pulumi", version: "", downloadUrl: "" }, "default"],
])("names the default provider of %j", (request, name) => {
  expect(defaultProviderName(request)).toBe(name);
});

test.each([
  [
    "urn:pulumi:dev::shop::pulumi:providers:aws::east::id-1",
    "urn:pulumi:dev::shop::pulumi:providers:aws::east",
    "id-1",
  ],
  ["urn:pulumi:dev::shop::pulumi:providers:aws::a::b::id", "urn:pulumi:dev::shop::pulumi:providers:aws::a::b", "id"],
])("takes the reference %s apart", (text, urn, id) => {
  expect(parseProviderReference(text)).toEqual({ urn, id });
});

test.each(["", "::", "x::y", "urn:pulumi:dev::shop::aws"])("takes %j for no reference", (text) => {
  expect(parseProviderReference(text)).toBeUndefined();
});
