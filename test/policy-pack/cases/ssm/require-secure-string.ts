import { unknownText } from "../../given";

export default {
  pass: [
    { because: "only the value is unknown", given: { type: "SecureString", value: unknownText } },
    {
      because: "an encrypted parameter has an unknown name",
      config: { plainNames: ["/public/*"] },
      given: { name: unknownText, type: "SecureString" },
    },
    { because: "any name may be plain", config: { plainNames: ["*"] }, given: { name: "a", type: "String" } },
  ],
  fail: [
    { because: "nothing is said", given: {}, at: ["type"] },
    { because: "it is a list of plain texts", given: { name: "/a", type: "StringList", value: "a,b" }, at: ["type"] },
    { because: "the type is in small letters", given: { name: "/a", type: "securestring" }, at: ["type"] },
    { because: "the type is null", given: { name: "/a", type: null }, at: ["type"] },
    {
      because: "the value looks encrypted and the type is not",
      given: { name: "/a", type: "String", value: "AQICAHh" },
      at: ["type"],
    },
    {
      because: "any name may be plain, and there is none",
      config: { plainNames: ["*"] },
      given: { type: "String" },
      at: ["type"],
    },
    {
      because: "a pattern is no regular expression",
      config: { plainNames: ["/.*"] },
      given: { name: "/secret", type: "String" },
      at: ["type"],
    },
  ],
};
