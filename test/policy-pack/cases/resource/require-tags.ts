import { unknown } from "../../../../model/graph/unknown";

const queue = "aws:sqs/queue:Queue";
const primary = { Environment: "production", "DR-Role": "primary" };
const secondary = { Environment: "production", "DR-Role": "secondary" };
const east = { region: "us-east-1" };
const west = { region: "us-west-2" };
const listed = (tags: object) => Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));

export default {
  pass: [
    {
      because: "the resource is in the other region and says so",
      type: queue,
      given: { tags: secondary },
      provider: west,
    },
    {
      because: "its own region counts more than the provider's",
      type: queue,
      given: { region: "us-west-2", tags: secondary },
      provider: east,
    },
    {
      because: "a global resource may play either part",
      type: "aws:route53/healthCheck:HealthCheck",
      given: { tags: secondary },
      provider: east,
    },
    { because: "nobody says where it is", type: queue, given: { tags: secondary } },
    {
      because: "it is in a third region, which is another policy's",
      type: queue,
      given: { tags: secondary },
      provider: { region: "eu-west-1" },
    },
    {
      because: "its own tag stands over the default",
      type: queue,
      given: { tags: { "DR-Role": "secondary" } },
      provider: { ...west, defaultTags: JSON.stringify({ tags: primary }) },
    },
    {
      because: "the default tags are an object",
      type: queue,
      given: {},
      provider: { ...east, defaultTags: { tags: primary } },
    },
    {
      because: "an Auto Scaling group lists its tags",
      type: "aws:autoscaling/group:Group",
      given: { tags: listed(primary) },
      provider: east,
    },
    {
      because: "a load balancer of the oldest module is tagged",
      type: "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
      given: { tags: primary },
      provider: east,
    },
    {
      because: "more tags than those are there",
      type: queue,
      given: { tags: { ...primary, Team: "desk" } },
      provider: east,
    },
    { because: "the config asks for nothing", config: { required: {}, roleTag: "" }, type: queue, given: {} },
    {
      because: "{region} stands for any region where nobody says which",
      config: { required: { Region: ["{region}"] }, roleTag: "" },
      type: queue,
      given: { tags: { Region: "us-east-1" } },
    },
    {
      because: "no tag tells a role, and one without a name is not asked for",
      config: { required: {}, roleTag: "" },
      type: queue,
      given: { tags: { "": "tertiary" } },
      provider: east,
    },
    {
      because: "a list that is no table's has replicas without tags",
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      given: { tags: primary, replicas: [{ propagateTags: false }] },
      provider: east,
    },
  ],
  fail: [
    {
      because: "the tags are null",
      type: queue,
      given: { tags: null },
      provider: east,
      at: ["tags.Environment", 'tags["DR-Role"]'],
    },
    {
      because: "a tag is in lower case",
      type: queue,
      given: { tags: { environment: "production", "DR-Role": "primary" } },
      provider: east,
      at: ["tags.Environment"],
    },
    {
      because: "a value is in another case",
      type: queue,
      given: { tags: { ...primary, Environment: "Production" } },
      provider: east,
      at: ["tags.Environment"],
    },
    {
      because: "a value is empty",
      type: queue,
      given: { tags: { ...primary, Environment: "" } },
      provider: east,
      at: ["tags.Environment"],
    },
    {
      because: "a value is no text",
      type: queue,
      given: { tags: { ...primary, Environment: true } },
      provider: east,
      at: ["tags.Environment"],
    },
    {
      because: "the role is none of the two, which is said once",
      type: queue,
      given: { tags: { ...primary, "DR-Role": "tertiary" } },
      provider: west,
      at: ['tags["DR-Role"]'],
    },
    {
      because: "the tags are a list where a map belongs",
      type: queue,
      given: { tags: listed(primary) },
      provider: east,
      at: ["tags"],
    },
    {
      because: "the provider's default tags do not reach an Auto Scaling group",
      type: "aws:autoscaling/group:Group",
      given: { maxSize: 1 },
      provider: { ...east, defaultTags: { tags: primary } },
      at: ["tags", "tags"],
    },
    {
      because: "an Auto Scaling group lists a wrong value",
      type: "aws:autoscaling/group:Group",
      given: { tags: listed({ Environment: "production", "DR-Role": "secondary" }) },
      provider: east,
      at: ["tags[1].value"],
    },
    {
      because: "an Auto Scaling group does not list one",
      type: "aws:autoscaling/group:Group",
      given: { tags: listed({ Environment: "production" }) },
      provider: east,
      at: ["tags"],
    },
    {
      because: "the provider's default is wrong for the region",
      type: queue,
      given: {},
      provider: { ...west, defaultTags: JSON.stringify({ tags: primary }) },
      at: ['tags["DR-Role"]'],
    },
    {
      because: "the default tags are broken JSON",
      type: queue,
      given: { tags: { "DR-Role": "primary" } },
      provider: { ...east, defaultTags: "{" },
      at: ["defaultTags"],
    },
    {
      because: "{region} is another than the resource's",
      config: { required: { Region: ["{region}"] }, roleTag: "" },
      type: queue,
      given: { tags: { Region: "us-west-2" } },
      provider: east,
      at: ["tags.Region"],
    },
    {
      because: "any value will do and there is none",
      config: { required: { Owner: [] }, roleTag: "" },
      type: queue,
      given: { tags: {} },
      provider: east,
      at: ["tags.Owner"],
    },
    {
      because: "a tag is called like something of the prototype",
      config: { required: { constructor: [] }, roleTag: "" },
      type: queue,
      given: { tags: {} },
      provider: east,
      at: ["tags.constructor"],
    },
    {
      because: "the wrong tag is the first of a list",
      type: "aws:autoscaling/group:Group",
      given: { tags: [{ key: "DR-Role", value: "tertiary" }, ...listed({ Environment: "production" })] },
      at: ["tags[0].value"],
    },
    {
      because: "a group has no list of tags",
      type: "aws:autoscaling/group:Group",
      given: {},
      at: ["tags", "tags"],
    },
    {
      because: "a tag is to tell the region, or everywhere",
      config: { required: { Place: ["{region}", "everywhere"] }, roleTag: "" },
      type: queue,
      given: { tags: { Place: "us-west-2" } },
      provider: east,
      at: ["tags.Place"],
    },
    {
      because: "a tag of which any value will do is empty",
      config: { required: { Owner: [] }, roleTag: "" },
      type: queue,
      given: { tags: { Owner: "" } },
      at: ["tags.Owner"],
    },
    {
      because: "one replica of a table takes its tags over and another does not",
      type: "aws:dynamodb/table:Table",
      given: {
        tags: primary,
        replicas: [
          { regionName: "us-west-2", propagateTags: true },
          { regionName: "eu-west-1", propagateTags: false },
        ],
      },
      provider: east,
      at: ["replicas[1].propagateTags"],
    },
  ],
  undetermined: [
    { because: "all tags are unknown", type: queue, given: { tags: unknown.object }, provider: east, at: ["tags"] },
    {
      because: "the default tags are unknown and the resource has none",
      type: queue,
      given: { tags: { Environment: "production" } },
      provider: { ...east, defaultTags: unknown.string },
      at: ["defaultTags"],
    },
    {
      because: "the provider's region is unknown",
      type: queue,
      given: { tags: primary },
      provider: { region: unknown.string },
      at: ["region"],
    },
  ],
  skip: [
    { because: "the type is none that the provider has", type: "aws:future/thing:Thing", given: {} },
    { because: "a role policy carries no tags", type: "aws:iam/rolePolicy:RolePolicy", given: {} },
  ],
};
