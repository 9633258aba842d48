import { unknown } from "../../../../model/graph/unknown";

export default {
  pass: [
    { because: "the retention is the longest there is", given: { retentionInDays: 3653 } },
    { because: "it is exactly the shortest", config: { minimumDays: 90 }, given: { retentionInDays: 90 } },
    { because: "it is exactly the longest", config: { maximumDays: 365 }, given: { retentionInDays: 365 } },
    {
      because: "its class is INFREQUENT_ACCESS",
      given: { logGroupClass: "INFREQUENT_ACCESS", retentionInDays: 30 },
    },
  ],
  fail: [
    { because: "the retention is null", given: { retentionInDays: null }, at: ["retentionInDays"] },
    { because: "the retention is a text", given: { retentionInDays: "30" }, at: ["retentionInDays"] },
    { because: "the retention is negative", given: { retentionInDays: -1 }, at: ["retentionInDays"] },
    { because: "the retention is a list", given: { retentionInDays: [30] }, at: ["retentionInDays"] },
  ],
  undetermined: [
    {
      because: "it may be a delivery log group",
      given: { logGroupClass: unknown.string },
      at: ["logGroupClass"],
    },
  ],
};
