export default {
  pass: [
    {
      because: "a replicated table is billed per request",
      given: { billingMode: "PAY_PER_REQUEST", replicas: [{ regionName: "us-west-2" }] },
    },
    {
      because: "the most it may cost is limited",
      given: { billingMode: "PAY_PER_REQUEST", onDemandThroughput: { maxReadRequestUnits: 10 } },
    },
  ],
  fail: [
    { because: "the mode is null", given: { billingMode: null }, at: ["billingMode"] },
    { because: "the mode is empty", given: { billingMode: "" }, at: ["billingMode"] },
    { because: "the mode is in small letters", given: { billingMode: "pay_per_request" }, at: ["billingMode"] },
    { because: "the mode is a list", given: { billingMode: ["PAY_PER_REQUEST"] }, at: ["billingMode"] },
    { because: "only a capacity is given", given: { readCapacity: 1, writeCapacity: 1 }, at: ["billingMode"] },
  ],
};
