import { asksEndpoint } from "../../../model/aws/routing";
import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const check = { type: "HTTP", fqdn: "primary.example.net", port: 80, resourcePath: "/health", requestInterval: 30 };

export default resourceRule({
  meta: {
    name: "route53-limit-failure-threshold",
    severity: "medium",
    law: "The failure threshold of a health check does not exceed what the RTO assumes.",
    rationale: "Each further failure adds one request interval to detection; left out, AWS waits for three.",
    remediation: "Lower failureThreshold to the expected number, and state it.",
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
    framework: { wellArchitected: "REL11-BP01", nist: ["CP-10", "SI-4"] },
  },
  config: {
    maximum: {
      type: "integer",
      minimum: 1,
      maximum: 10,
      default: 1,
      description: "Most failures in a row before the endpoint counts as down.",
    },
  },
  on: tokens.healthCheck,
  *check(props, { maximum }): Check<Finding> {
    if (!asksEndpoint(props.type)) {
      return skip("the health check asks no endpoint");
    }
    const threshold = props.failureThreshold;
    if (!(typeof threshold === "number" && threshold >= 1 && threshold <= maximum)) {
      yield { at: "failureThreshold", got: threshold, want: maximum === 1 ? "1" : `1 to ${maximum}` };
    }
  },
  examples: {
    pass: [
      { because: "one failure is enough", given: { ...check, failureThreshold: 1 } },
      { because: "the config allows three", config: { maximum: 3 }, given: { ...check, failureThreshold: 3 } },
    ],
    fail: [
      { because: "it takes two", given: { ...check, failureThreshold: 2 }, at: ["failureThreshold"] },
      { because: "it is left to AWS, which takes three", given: check, at: ["failureThreshold"] },
    ],
    undetermined: [
      {
        because: "the threshold is unknown",
        given: { ...check, failureThreshold: unknown.number },
        at: ["failureThreshold"],
      },
    ],
    skip: [
      {
        because: "the check counts other checks",
        given: { type: "CALCULATED", childHealthchecks: ["a"], childHealthThreshold: 1 },
      },
    ],
  },
});
