import { unknown } from "../../../../model/graph/unknown";

const of = (type: string, name: string, props: object, context: object = {}) => ({ type, name, props, context });
const random = of("random:index/randomPet:RandomPet", "random", {});
const table = (name: string, props: object) => of("aws:dynamodb/table:Table", name, props);
const anywhere = { suffix: "dev", pattern: "" };

export default {
  pass: [
    {
      because: "the execution log of an API tells it by the stage",
      config: { pattern: "{purpose}-{environment}" },
      given: [
        of("aws:cloudwatch/logGroup:LogGroup", "a", { name: "API-Gateway-Execution-Logs_a1b2c3d4e5/live-dev" }),
        of("aws:apigateway/stage:Stage", "b", { stageName: "live-dev" }),
      ],
    },
    {
      because: "the suffix has two words",
      config: { suffix: "pr-12" },
      given: [table("a", { name: "dynamodb-us-east-1-pr-12-trades" })],
    },
    {
      because: "a name has another form, which is another policy's",
      config: { suffix: "dev" },
      given: [table("a", { name: "trades" }), table("b", { name: "dynamodb-us-east-1-dev-trades" })],
    },
    {
      because: "a bucket, a log group and a queue tell it in their own ways",
      given: [
        of("aws:s3/bucketV2:BucketV2", "a", { bucket: "s3-us-east-1-dev-x-123456789012" }),
        of("aws:cloudwatch/logGroup:LogGroup", "b", { name: "/aws/lambda/lambda-us-east-1-dev-x" }),
        of("aws:sqs/queue:Queue", "c", { name: "sqs-us-east-1-dev-x.fifo" }),
      ],
    },
    {
      because: "every name is judged and a network has none",
      config: anywhere,
      given: [of("aws:ec2/vpc:Vpc", "v", { tags: {} }), table("a", { name: "dev.trades" })],
    },
    {
      because: "every name is judged and AWS completes one",
      config: anywhere,
      given: [table("a", { namePrefix: "trades-dev-" })],
    },
    {
      because: "the only name there is agrees with itself",
      given: [table("a", { name: "dynamodb-us-east-1-qa-trades" })],
    },
    {
      because: "an empty name has no form, and another name has",
      given: [table("a", { name: "" }), table("b", { name: "dynamodb-us-east-1-dev-trades" })],
    },
    {
      because: "the words of a name stand further apart",
      config: { suffix: "pr-12", pattern: "" },
      given: [table("a", { name: "trades__pr._12" })],
    },
  ],
  fail: [
    {
      because: "the execution log is that of another environment's stage",
      config: { suffix: "dev", pattern: "{purpose}-{environment}" },
      given: [of("aws:cloudwatch/logGroup:LogGroup", "a", { name: "API-Gateway-Execution-Logs_a1b2c3d4e5/live-qa" })],
      at: ["a name"],
    },
    {
      because: "the suffix is only the beginning of a word",
      config: anywhere,
      given: [table("a", { name: "developer-trades" })],
      at: ["a name"],
    },
    {
      because: "the suffix is part of a name without separators",
      config: anywhere,
      given: [table("a", { name: "tradesdev" })],
      at: ["a name"],
    },
    {
      because: "every name is judged and one is left to be made up",
      config: anywhere,
      given: [of("aws:s3/bucket:Bucket", "a", {})],
      at: ["a bucket"],
    },
    {
      because: "every name is judged and one is no text",
      config: anywhere,
      given: [table("a", { name: 7 })],
      at: ["a name"],
    },
    {
      because: "every name is judged and a tag names a network otherwise",
      config: anywhere,
      given: [of("aws:ec2/vpc:Vpc", "v", { tags: { Name: "main" } })],
      at: ["v tags.Name"],
    },
    {
      because: "two environments are told as often: the first is taken",
      given: [
        table("a", { name: "dynamodb-us-east-1-dev-trades" }),
        table("b", { name: "dynamodb-us-east-1-prod-trades" }),
      ],
      at: ["b name"],
    },
    {
      because: "the purpose has the suffix and the environment's place has not",
      config: { suffix: "dev" },
      given: [table("a", { name: "dynamodb-us-east-1-prod-dev" })],
      at: ["a name"],
    },
    {
      because: "the suffix would be a pattern if it were not a text",
      config: { suffix: "d", pattern: "{environment}" },
      given: [table("a", { name: "x" })],
      at: ["a name"],
    },
    {
      because: "the tags of a network are broken, which is its own finding",
      config: anywhere,
      given: [of("aws:ec2/vpc:Vpc", "v", { tags: { Name: ["dev"] } })],
      at: ["v tags.Name"],
    },
    {
      because: "most names tell another environment than the first",
      given: [
        table("a", { name: "dynamodb-us-east-1-prod-trades" }),
        table("b", { name: "dynamodb-us-east-1-dev-trades" }),
        table("c", { name: "dynamodb-us-west-2-dev-trades" }),
      ],
      at: ["a name"],
    },
    {
      because: "a third environment is told as often as the first",
      given: [
        table("a", { name: "dynamodb-us-east-1-prod-trades" }),
        table("b", { name: "dynamodb-us-east-1-dev-trades" }),
        table("c", { name: "dynamodb-us-east-1-dev-quotes" }),
        table("d", { name: "dynamodb-us-east-1-dev-orders" }),
        table("e", { name: "dynamodb-us-east-1-test-trades" }),
      ],
      at: ["a name", "e name"],
    },
    {
      because: "the name is a number and every name is judged",
      config: { suffix: "stryker", pattern: "" },
      given: [table("a", { name: 7 })],
      at: ["a name"],
    },
  ],
  undetermined: [
    {
      because: "the tags are unknown",
      config: anywhere,
      given: [random, of("aws:ec2/vpc:Vpc", "v", { tags: unknown.object }, { sources: { tags: ["random"] } })],
      at: ["v tags"],
    },
    {
      because: "the only name is unknown",
      given: [random, of("aws:dynamodb/table:Table", "a", { name: unknown.string }, { sources: { name: ["random"] } })],
      at: ["a name"],
    },
  ],
  skip: [
    { because: "AWS is about to make up the only name", given: [table("a", { name: unknown.string })] },
    { because: "there is nothing at all", given: [] },
    {
      because: "neither suffix nor form is known",
      config: { suffix: "", pattern: "" },
      given: [table("a", { name: "trades" })],
    },
    { because: "only a record has a name", given: [of("aws:route53/record:Record", "r", { name: "api.example.com" })] },
    { because: "there is a suffix and no resource", config: { suffix: "dev" }, given: [] },
  ],
};
