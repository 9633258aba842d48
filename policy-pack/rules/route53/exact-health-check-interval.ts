import { asksEndpoint } from "../../../model/aws/routing";
import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { defaultCheckInterval } from "../../../model/recovery/estimates";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const check = { type: "HTTPS", fqdn: "primary.example.net", port: 443, resourcePath: "/health", failureThreshold: 1 };

export default resourceRule({
  meta: {
    name: "route53-exact-health-check-interval",
    severity: "high",
    law: "A health check uses exactly the request interval that the RTO assumes.",
    rationale:
      "Detection takes interval times threshold; AWS's own default may change, and the interval cannot be changed later.",
    remediation: "Set requestInterval to the expected number of seconds; the health check is replaced.",
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
    framework: { wellArchitected: "REL11-BP01", nist: ["CP-10", "SI-4"] },
  },
  config: {
    intervalSeconds: {
      type: "integer",
      minimum: 10,
      maximum: defaultCheckInterval.seconds,
      default: defaultCheckInterval.seconds,
      description: "Time between two requests of one checker, in seconds; AWS takes 10 or 30.",
    },
  },
  on: tokens.healthCheck,
  remedies: true,
  *check(props, { intervalSeconds }): Check<Finding> {
    if (!asksEndpoint(props.type)) {
      return skip("the health check asks no endpoint");
    }
    if (props.requestInterval !== intervalSeconds) {
      yield { at: "requestInterval", got: props.requestInterval, want: String(intervalSeconds), put: intervalSeconds };
    }
  },
  examples: {
    pass: [
      { because: "the interval is stated", given: { ...check, requestInterval: 30 } },
      {
        because: "the config asks for the fast interval",
        config: { intervalSeconds: 10 },
        given: { ...check, requestInterval: 10 },
      },
    ],
    fail: [
      { because: "the interval is another", given: { ...check, requestInterval: 10 }, at: ["requestInterval"] },
      { because: "the interval is left to AWS", given: check, at: ["requestInterval"] },
    ],
    undetermined: [
      {
        because: "the interval is unknown",
        given: { ...check, requestInterval: unknown.number },
        at: ["requestInterval"],
      },
      { because: "the kind of check is unknown", given: { ...check, type: unknown.string }, at: ["type"] },
    ],
    skip: [
      {
        because: "the check counts other checks",
        given: { type: "CALCULATED", childHealthchecks: ["a"], childHealthThreshold: 1 },
      },
      { because: "the check follows an alarm", given: { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "down" } },
    ],
  },
});
