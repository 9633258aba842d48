import { unknownText } from "../../given";

const tls = (sslPolicy: unknown) => ({ protocol: "TLS", sslPolicy });

export default {
  pass: [
    { because: "a network load balancer has TLS 1.3 alone", given: tls("ELBSecurityPolicy-TLS13-1-3-2021-06") },
    { because: "its policy is one for FIPS", given: tls("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04") },
    {
      because: "an old token of load balancing is used",
      type: "aws:elasticloadbalancingv2/listener:Listener",
      given: tls("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06"),
    },
  ],
  fail: [
    { because: "the policy is null", given: tls(null), at: ["sslPolicy"] },
    { because: "the policy is empty", given: tls(""), at: ["sslPolicy"] },
    { because: "the policy is a number", given: tls(13), at: ["sslPolicy"] },
    { because: "TLS 1.3 comes with 1.1", given: tls("ELBSecurityPolicy-TLS13-1-1-2021-06"), at: ["sslPolicy"] },
    { because: "TLS 1.3 comes with 1.0", given: tls("ELBSecurityPolicy-TLS13-1-0-2021-06"), at: ["sslPolicy"] },
    { because: "the name only begins alike", given: tls("ELBSecurityPolicy-TLS13-1-20"), at: ["sslPolicy"] },
    {
      because: "the config allows another alone",
      config: { policies: ["ELBSecurityPolicy-TLS13-1-3-*"] },
      given: tls("ELBSecurityPolicy-TLS13-1-2-2021-06"),
      at: ["sslPolicy"],
    },
    { because: "the policy stands in a list", given: tls(["ELBSecurityPolicy-TLS13-1-2-2021-06"]), at: ["sslPolicy"] },
  ],
  undetermined: [{ because: "the protocol is unknown", given: { protocol: unknownText }, at: ["protocol"] }],
  skip: [
    { because: "no protocol is named", given: {} },
    { because: "it passes TCP on", given: { protocol: "TCP", sslPolicy: "ELBSecurityPolicy-2016-08" } },
  ],
};
