export default {
  pass: [
    {
      because: "the config forbids reserving, and it says so itself",
      config: { reservedConcurrency: -1 },
      given: { reservedConcurrentExecutions: -1 },
    },
    {
      because: "the config wants the function switched off",
      config: { reservedConcurrency: 0 },
      given: { reservedConcurrentExecutions: 0 },
    },
  ],
  fail: [
    {
      because: "it reserves one more",
      given: { reservedConcurrentExecutions: 101 },
      at: ["reservedConcurrentExecutions"],
    },
    { because: "it is switched off", given: { reservedConcurrentExecutions: 0 }, at: ["reservedConcurrentExecutions"] },
    {
      because: "it says unreserved",
      given: { reservedConcurrentExecutions: -1 },
      at: ["reservedConcurrentExecutions"],
    },
    {
      because: "the number is null",
      given: { reservedConcurrentExecutions: null },
      at: ["reservedConcurrentExecutions"],
    },
    {
      because: "the number is a text",
      given: { reservedConcurrentExecutions: "100" },
      at: ["reservedConcurrentExecutions"],
    },
    {
      because: "the number is a list",
      given: { reservedConcurrentExecutions: [100] },
      at: ["reservedConcurrentExecutions"],
    },
    {
      because: "the config wants it switched off and it says nothing",
      config: { reservedConcurrency: 0 },
      given: {},
      at: ["reservedConcurrentExecutions"],
    },
  ],
};
