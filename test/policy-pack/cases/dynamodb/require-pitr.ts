const replica = "aws:dynamodb/tableReplica:TableReplica";

export default {
  pass: [
    {
      because: "the window is the shortest allowed",
      given: { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 } },
    },
    {
      because: "the window is left to AWS",
      given: { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: null } },
    },
    { because: "the list of replicas is empty", given: { pointInTimeRecovery: { enabled: true }, replicas: [] } },
    { because: "there is no list of replicas", given: { pointInTimeRecovery: { enabled: true }, replicas: null } },
  ],
  fail: [
    { because: "nothing is said at all", given: {}, at: ["pointInTimeRecovery.enabled"] },
    { because: "the block is null", given: { pointInTimeRecovery: null }, at: ["pointInTimeRecovery.enabled"] },
    { because: "the block is empty", given: { pointInTimeRecovery: {} }, at: ["pointInTimeRecovery.enabled"] },
    {
      because: "the switch is a text",
      given: { pointInTimeRecovery: { enabled: "true" } },
      at: ["pointInTimeRecovery.enabled"],
    },
    {
      because: "the block is a bare truth, as a replica has it",
      given: { pointInTimeRecovery: true },
      at: ["pointInTimeRecovery.enabled"],
    },
    {
      because: "the window is one day short",
      given: { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 34 } },
      at: ["pointInTimeRecovery.recoveryPeriodInDays"],
    },
    {
      because: "the window is no number",
      given: { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: "many" } },
      at: ["pointInTimeRecovery.recoveryPeriodInDays"],
    },
    {
      because: "two of three replicas are off, one by silence",
      given: {
        pointInTimeRecovery: { enabled: true },
        replicas: [
          { regionName: "us-west-2", pointInTimeRecovery: true },
          { regionName: "us-east-2", pointInTimeRecovery: false },
          { regionName: "eu-west-1" },
        ],
      },
      at: ["replicas[1].pointInTimeRecovery", "replicas[2].pointInTimeRecovery"],
    },
    {
      because: "a replica is null",
      given: { pointInTimeRecovery: { enabled: true }, replicas: [null] },
      at: ["replicas[0]"],
    },
    {
      because: "the replicas are a text",
      given: { pointInTimeRecovery: { enabled: true }, replicas: "us-west-2" },
      at: ["replicas"],
    },
    {
      because: "a replica of its own has the form of a table's block",
      type: replica,
      given: { pointInTimeRecovery: { enabled: true } },
      at: ["pointInTimeRecovery"],
    },
  ],
  undetermined: [
    {
      because: "the switch of a replica of its own is unknown",
      type: replica,
      given: { pointInTimeRecovery: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" },
      at: ["pointInTimeRecovery"],
    },
    {
      because: "one replica is unknown, while the other is still judged",
      given: {
        pointInTimeRecovery: { enabled: true },
        replicas: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", { regionName: "us-west-2" }],
      },
      at: ["replicas[0]"],
      fail: ["replicas[1].pointInTimeRecovery"],
    },
  ],
};
