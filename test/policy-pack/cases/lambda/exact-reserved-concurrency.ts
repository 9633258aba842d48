export default {
  pass: [
    {
      because: "no function reserves and the provider says so with -1",
      config: { reserved: false },
      given: { reservedConcurrentExecutions: -1 },
    },
    {
      because: "no function reserves and the value is null",
      config: { reserved: false },
      given: { reservedConcurrentExecutions: null },
    },
  ],
  fail: [
    {
      because: "the number is a text",
      given: { reservedConcurrentExecutions: "100" },
      at: ["reservedConcurrentExecutions"],
    },
    {
      because: "the number is null",
      given: { reservedConcurrentExecutions: null },
      at: ["reservedConcurrentExecutions"],
    },
    {
      because: "the function is switched off",
      given: { reservedConcurrentExecutions: 0 },
      at: ["reservedConcurrentExecutions"],
    },
    {
      because: "the number is a list",
      given: { reservedConcurrentExecutions: [100] },
      at: ["reservedConcurrentExecutions"],
    },
    {
      because: "switching off counts as a reservation where none is allowed",
      config: { reserved: false },
      given: { reservedConcurrentExecutions: 0 },
      at: ["reservedConcurrentExecutions"],
    },
  ],
};
