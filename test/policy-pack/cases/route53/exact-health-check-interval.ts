import { unknown } from "../../../../model/graph/unknown";

export default {
  pass: [
    {
      because: "a TCP check has the interval",
      given: { type: "TCP", ipAddress: "192.0.2.1", port: 443, requestInterval: 30 },
    },
    {
      because: "a string match has the interval",
      given: { type: "HTTPS_STR_MATCH", searchString: "well", requestInterval: 30 },
    },
    { because: "the type is in lower case", given: { type: "http", requestInterval: 30 } },
  ],
  fail: [
    {
      because: "the interval is one second less",
      given: { type: "HTTP", requestInterval: 29 },
      at: ["requestInterval"],
    },
    {
      because: "the interval is one second more",
      given: { type: "HTTP", requestInterval: 31 },
      at: ["requestInterval"],
    },
    { because: "the interval is null", given: { type: "HTTP", requestInterval: null }, at: ["requestInterval"] },
    { because: "the interval is a text", given: { type: "HTTP", requestInterval: "30" }, at: ["requestInterval"] },
    { because: "the interval is a list", given: { type: "HTTP", requestInterval: [30] }, at: ["requestInterval"] },
    { because: "the kind of check is not set", given: {}, at: ["requestInterval"] },
    {
      because: "the kind of check is one that AWS has yet to invent",
      given: { type: "QUIC" },
      at: ["requestInterval"],
    },
    {
      because: "the config asks for 10 and it is 30",
      config: { intervalSeconds: 10 },
      given: { type: "HTTP", requestInterval: 30 },
      at: ["requestInterval"],
    },
  ],
  undetermined: [
    {
      because: "kind and interval are unknown",
      given: { type: unknown.string, requestInterval: unknown.number },
      at: ["type"],
    },
  ],
  skip: [
    {
      because: "a person turns the check off",
      given: {
        type: "RECOVERY_CONTROL",
        routingControlArn: "arn:aws:route53-recovery-control::123456789012:controlpanel/a/routingcontrol/b",
      },
    },
    { because: "a calculated check is spelt in lower case", given: { type: "calculated", requestInterval: 10 } },
  ],
};
