export default {
  pass: [
    { because: "a container image has 512 MB", given: { packageType: "Image", memorySize: 512 } },
    {
      because: "the config wants the least there is",
      config: { memoryMegabytes: 128 },
      given: { memorySize: 128 },
    },
  ],
  fail: [
    { because: "it has one more", given: { memorySize: 513 }, at: ["memorySize"] },
    { because: "it has one less", given: { memorySize: 511 }, at: ["memorySize"] },
    { because: "the number is a text", given: { memorySize: "512" }, at: ["memorySize"] },
    { because: "the number is null", given: { memorySize: null }, at: ["memorySize"] },
    {
      because: "the config wants the least there is, and nothing is said",
      config: { memoryMegabytes: 128 },
      given: {},
      at: ["memorySize"],
    },
  ],
};
