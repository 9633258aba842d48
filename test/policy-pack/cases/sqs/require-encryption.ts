export default {
  pass: [
    { because: "both are set", given: { sqsManagedSseEnabled: true, kmsMasterKeyId: "alias/orders" } },
    {
      because: "SQS's own is off and a key encrypts",
      given: { sqsManagedSseEnabled: false, kmsMasterKeyId: "1234abcd" },
    },
  ],
  fail: [
    { because: "the switch is a text", given: { sqsManagedSseEnabled: "true" }, at: ["sqsManagedSseEnabled"] },
    { because: "the switch is null", given: { sqsManagedSseEnabled: null }, at: ["sqsManagedSseEnabled"] },
    {
      because: "both are empty",
      given: { sqsManagedSseEnabled: "", kmsMasterKeyId: "" },
      at: ["sqsManagedSseEnabled"],
    },
    { because: "the key is null", given: { kmsMasterKeyId: null }, at: ["sqsManagedSseEnabled"] },
  ],
};
