import { given, inEast, inWest, unknownObject, unknownText } from "../../given";

const template = "aws:ec2/launchTemplate:LaunchTemplate";
const configuration = "aws:ec2/launchConfiguration:LaunchConfiguration";
const instance = "aws:ec2/instance:Instance";
const spot = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
const defaults = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";
const required = { metadataOptions: { httpTokens: "required" } };

export default {
  pass: [
    { because: "a launch configuration requires a session", given: [given(configuration, "old", required)] },
    { because: "a spot instance requires a session", given: [given(spot, "cheap", required)] },
    {
      because: "the block is a list of one",
      given: [given(instance, "one", { metadataOptions: [{ httpTokens: "required" }] })],
    },
    {
      because: "an instance names the template of the stack by its name",
      given: [
        given(template, "web", { name: "web-v1", ...required }),
        given(instance, "one", { launchTemplate: { name: "web-v1" } }),
      ],
    },
    {
      because: "the account's default in the region is the strict one",
      given: [given(defaults, "all", { httpTokens: "required" }, inEast), given(instance, "one", {}, inEast)],
    },
    {
      because: "what AWS fills in of the block is unknown and the template is good",
      given: [
        given(template, "web", required),
        given(
          instance,
          "one",
          { launchTemplate: { id: unknownText }, metadataOptions: unknownObject },
          { sources: { launchTemplate: ["web"] } },
        ),
      ],
    },
    {
      because: "of two templates the one is meant whose id comes in",
      given: [
        given(template, "web", required),
        given(
          instance,
          "one",
          { launchTemplate: { id: unknownText } },
          { sources: { launchTemplate: ["web"] }, dependsOn: ["web"] },
        ),
      ],
    },
  ],
  fail: [
    {
      because: "the block is empty",
      given: [given(template, "web", { metadataOptions: {} })],
      at: ["web metadataOptions.httpTokens"],
    },
    {
      because: "the block is null",
      given: [given(template, "web", { metadataOptions: null })],
      at: ["web metadataOptions.httpTokens"],
    },
    {
      because: "the text is empty",
      given: [given(configuration, "old", { metadataOptions: { httpTokens: "" } })],
      at: ["old metadataOptions.httpTokens"],
    },
    {
      because: "the word is written with a capital",
      given: [given(template, "web", { metadataOptions: { httpTokens: "Required" } })],
      at: ["web metadataOptions.httpTokens"],
    },
    {
      because: "a truth stands in place of the word",
      given: [given(spot, "cheap", { metadataOptions: { httpTokens: true } })],
      at: ["cheap metadataOptions.httpTokens"],
    },
    {
      because: "a text stands in place of the block",
      given: [given(instance, "one", { metadataOptions: "required" })],
      at: ["one metadataOptions"],
    },
    {
      because: "the template is one of another stack, which nobody sees",
      given: [given(instance, "one", { launchTemplate: { id: "lt-0123456789abcdef0" } })],
      at: ["one metadataOptions.httpTokens"],
    },
    {
      because: "the strict default is that of another region",
      given: [given(defaults, "all", { httpTokens: "required" }, inWest), given(instance, "one", {}, inEast)],
      at: ["one metadataOptions.httpTokens"],
    },
    {
      because: "an instance takes back what the account's default says",
      given: [
        given(defaults, "all", { httpTokens: "required" }, inEast),
        given(instance, "one", { metadataOptions: { httpTokens: "optional" } }, inEast),
      ],
      at: ["one metadataOptions.httpTokens"],
    },
    {
      because: "nobody sets a token on one of two templates",
      given: [given(template, "a", required), given(template, "b", {})],
      at: ["b metadataOptions.httpTokens"],
    },
    {
      because: "the account's default in the region is stated, and is the loose one",
      given: [given(defaults, "all", { httpTokens: "optional" }, inEast), given(instance, "one", {}, inEast)],
      at: ["one metadataOptions.httpTokens"],
    },
  ],
  undetermined: [
    {
      because: "a template of the stack may be meant, or another",
      given: [
        given(template, "web", required),
        given("aws:ssm/parameter:Parameter", "choice", {}),
        given(instance, "one", { launchTemplate: { id: unknownText } }, { sources: { launchTemplate: ["choice"] } }),
      ],
      at: ["one launchTemplate.id"],
    },
  ],
  skip: [{ because: "the stack is empty", given: [] }],
};
