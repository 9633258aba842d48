// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import { unknownText } from "../../given";

const allow = (statement: object) => ({ policy: { Statement: { Effect: "Allow", Action: "s3:*", ...statement } } });
const anyone = { Principal: "*", Resource: "*" };
const at = ["policy.Statement"];

export default {
  pass: [
    {
      because: "it is AWS's own for gateway endpoints, narrowed to the organization's callers",
      given: allow({ ...anyone, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
    },
    {
      because: "the resources of one account alone may be reached",
      given: allow({ ...anyone, Condition: { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } } }),
    },
    {
      because: "names are open behind their beginning",
      given: allow({ ...anyone, Resource: ["arn:aws:s3:::prod-*", "arn:aws:dynamodb:*:123456789012:table/*"] }),
    },
    {
      because: "the role is named",
      given: allow({ ...anyone, Principal: { AWS: "arn:aws:iam::123456789012:role/app" } }),
    },
  ],
  fail: [
    { because: "the policy is JSON text", given: { policy: JSON.stringify(allow(anyone).policy) }, at },
    { because: "nobody and nothing is said", given: allow({}), at },
    {
      because: "a list of principals has a star",
      given: allow({ ...anyone, Principal: { AWS: ["123456789012", "*"] } }),
      at,
    },
    {
      because: "the name of the resource begins with a wildcard",
      given: allow({ ...anyone, Resource: "arn:aws:s3:::*" }),
      at,
    },
    {
      because: "everything but a list may be done",
      given: { policy: { Statement: { Effect: "Allow", ...anyone, NotAction: "s3:DeleteBucket" } } },
      at,
    },
    {
      because: "the condition holds where its key is absent",
      given: allow({ ...anyone, Condition: { StringEqualsIfExists: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } } }),
      at,
    },
    {
      because: "a bridge to another service is open",
      type: "aws:transfer/webApp:WebApp",
      given: { webAppEndpointPolicy: { Statement: { Effect: "Allow", ...anyone, Action: "transfer:*" } } },
      at: ["webAppEndpointPolicy.Statement"],
    },
    { because: "the document is no JSON", given: { policy: "{" }, at: ["policy"] },
  ],
  undetermined: [
    { because: "the whole document is unknown", given: { policy: unknownText }, at: ["policy"] },
    {
      because: "the organization is unknown",
      given: allow({ ...anyone, Condition: { StringEquals: { "aws:ResourceOrgID": unknownText } } }),
      at: ['policy.Statement.Condition.StringEquals["aws:ResourceOrgID"]'],
    },
  ],
};
