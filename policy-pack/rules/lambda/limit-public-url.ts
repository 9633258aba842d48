import { findArn } from "../../../model/aws/arn";
import { tokens } from "../../../model/aws/tokens";
import { matchesWildcard } from "../../../model/aws/wildcard";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

/** The name of a function that may be given by its ARN, with a version or an alias behind it. */
function nameOf(reference: unknown): string {
  const text = String(reference);
  const resource = findArn(text)?.resource.replace(/^function:/, "") ?? text;
  return resource.split(":")[0] ?? resource;
}

const url = { functionName: "orders-health", authorizationType: "NONE" };

export default resourceRule({
  meta: {
    name: "lambda-limit-public-url",
    severity: "critical",
    law: "Only health functions have a public function URL.",
    rationale:
      "A URL without authorization leads past the load balancer, its logs and its limits, straight to what the function may do.",
    remediation: "Set authorizationType to AWS_IAM, or move what must be public into a function of its own.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    framework: { wellArchitected: "SEC5-BP02", nist: ["AC-3", "SC-7"] },
  },
  config: {
    publicFunctions: {
      type: "array",
      items: { type: "string", minLength: 1 },
      uniqueItems: true,
      default: ["*-health"],
      description: "Names of functions that anyone may call, with * for any text.",
    },
  },
  on: tokens.functionUrl,
  *check(props, { publicFunctions }): Check<Finding> {
    const { authorizationType } = props;
    if (authorizationType === "AWS_IAM") {
      return skip("the URL asks who calls");
    }
    const name = nameOf(props.functionName);
    if (!publicFunctions.some((pattern) => matchesWildcard(pattern, name))) {
      const want = `"AWS_IAM", for the function is none of ${publicFunctions.join(", ") || "those that may be public"}`;
      yield { at: "authorizationType", got: authorizationType, want };
    }
    return undefined;
  },
  examples: {
    pass: [
      { because: "the function answers health", given: url },
      {
        because: "the function is given by the ARN of an alias",
        given: { ...url, functionName: "arn:aws:lambda:us-east-1:123456789012:function:orders-health:live" },
      },
      {
        because: "the config names the function",
        config: { publicFunctions: ["status-page"] },
        given: { ...url, functionName: "status-page" },
      },
    ],
    fail: [
      {
        because: "the function processes orders",
        given: { ...url, functionName: "orders-processor" },
        at: ["authorizationType"],
      },
      {
        because: "health is in the middle of the name of something else",
        given: { ...url, functionName: "orders-health-admin" },
        at: ["authorizationType"],
      },
      {
        because: "nobody says who may call",
        given: { functionName: "orders-processor" },
        at: ["authorizationType"],
      },
    ],
    undetermined: [
      {
        because: "the function is unknown",
        given: { ...url, functionName: unknown.string },
        at: ["functionName"],
      },
      {
        because: "it is unknown whether the URL is public",
        given: { ...url, authorizationType: unknown.string },
        at: ["authorizationType"],
      },
    ],
    skip: [{ because: "callers must sign", given: { functionName: "orders-processor", authorizationType: "AWS_IAM" } }],
  },
});
