import { unknown } from "../../../../model/graph/unknown";

export default {
  pass: [
    {
      because: "the value is unknown, which the policy does not read",
      given: { type: "SecureString", value: unknown.string },
    },
  ],
  fail: [
    { because: "the type is null", given: { type: null, value: "x" }, at: ["type"] },
    { because: "the type is in lower case", given: { type: "securestring", value: "x" }, at: ["type"] },
    { because: "the type is a list", given: { type: ["SecureString"], value: "x" }, at: ["type"] },
    {
      because: "the config excuses names and this one has none",
      config: { plainNames: ["**"] },
      given: { type: "String", value: "x" },
      at: ["type"],
    },
    {
      because: "the name is a number",
      config: { plainNames: ["*"] },
      given: { type: "String", name: 7 },
      at: ["type"],
    },
    {
      because: "no name is excused, and this one is unknown",
      given: { type: "String", name: unknown.string },
      at: ["type"],
    },
  ],
  undetermined: [
    {
      because: "the config excuses names and this one is unknown",
      config: { plainNames: ["/public/*"] },
      given: { type: "String", name: unknown.string },
      at: ["name"],
    },
  ],
  skip: [
    {
      because: "one of two patterns excuses its name",
      config: { plainNames: ["/private/*", "/public/*"] },
      given: { type: "String", name: "/public/endpoint", value: "x" },
    },
  ],
};
