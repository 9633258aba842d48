export default {
  pass: [{ because: "the other of two sizes fits", config: { megabytes: [512, 3008] }, given: { memorySize: 512 } }],
  fail: [
    { because: "the size is a text", given: { memorySize: "512" }, at: ["memorySize"] },
    { because: "the size is null", given: { memorySize: null }, at: ["memorySize"] },
    { because: "the size is an object", given: { memorySize: { megabytes: 512 } }, at: ["memorySize"] },
    { because: "the size is negative", given: { memorySize: -512 }, at: ["memorySize"] },
    {
      because: "the config names two other sizes",
      config: { megabytes: [256, 1024] },
      given: { memorySize: 512 },
      at: ["memorySize"],
    },
  ],
};
