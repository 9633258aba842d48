import { tokens } from "../../../model/aws/tokens";
import { matchesWildcard } from "../../../model/aws/wildcard";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const modern = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const secure = { protocol: "HTTPS", port: 443, loadBalancerArn: "arn:aws:elasticloadbalancing:::loadbalancer/app/a/1" };

export default resourceRule({
  meta: {
    name: "alb-require-tls-policy",
    severity: "high",
    law: "A TLS listener accepts TLS 1.2 or newer only.",
    rationale: "A listener that names no policy gets one from 2016, which still takes TLS 1.0 and 1.1.",
    remediation: "Set sslPolicy to one of AWS's policies that begin with TLS 1.2.",
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    framework: { wellArchitected: "SEC9-BP02", nist: ["SC-8", "SC-13"] },
  },
  config: {
    policies: {
      type: "array",
      items: { type: "string", minLength: 1 },
      minItems: 1,
      default: [modern, "ELBSecurityPolicy-TLS13-1-2-*", "ELBSecurityPolicy-TLS13-1-3-*"],
      description: "Policies that a listener may have; * stands for anything. The first without * remedies.",
    },
  },
  on: tokens.listener,
  remedies: true,
  *check(props, { policies }): Check<Finding> {
    if (props.protocol !== "HTTPS" && props.protocol !== "TLS") {
      return skip("the listener does not use TLS");
    }
    const { sslPolicy } = props;
    if (typeof sslPolicy !== "string" || !policies.some((pattern) => matchesWildcard(pattern, sslPolicy))) {
      const put = policies.find((policy) => !policy.includes("*"));
      yield { at: "sslPolicy", got: sslPolicy, want: policies.join(" or "), put };
    }
  },
  examples: {
    pass: [
      { because: "it begins with TLS 1.2", given: { ...secure, sslPolicy: modern } },
      {
        because: "it has a policy that the config allows",
        config: { policies: ["ELBSecurityPolicy-FS-1-2-*"] },
        given: { ...secure, sslPolicy: "ELBSecurityPolicy-FS-1-2-Res-2020-10" },
      },
    ],
    fail: [
      { because: "it names no policy", given: secure, at: ["sslPolicy"] },
      {
        because: "it still takes TLS 1.0",
        given: { ...secure, sslPolicy: "ELBSecurityPolicy-2016-08" },
        at: ["sslPolicy"],
      },
    ],
    undetermined: [
      { because: "its policy is unknown", given: { ...secure, sslPolicy: unknown.string }, at: ["sslPolicy"] },
    ],
    skip: [{ because: "it uses plain HTTP", given: { ...secure, protocol: "HTTP", port: 80 } }],
  },
});
