const assert = require("node:assert/strict");
const { after, before, test } = require("node:test");
const { resource, startPack, unknown } = require("dr-guardrails/testing");

const queue = (name, inputs, region = "us-east-1") =>
  resource("aws:sqs/queue:Queue", name, inputs, { provider: { region } });

let pack;

before(async () => {
  pack = await startPack({ directory: __dirname });
});
after(() => pack.stop());

test("a queue that forgets too early is rejected", async () => {
  const { violations } = await pack.judge([queue("orders", { messageRetentionSeconds: 60 })]);
  assert.deepEqual(
    violations.map(({ policy, name, level }) => [policy, name, level]),
    [["queue-require-retention", "orders", "mandatory"]],
  );
});

test("a queue that keeps its messages passes", async () => {
  const { violations, passes } = await pack.judge([queue("orders", { messageRetentionSeconds: 86_400 })]);
  assert.deepEqual(violations, []);
  assert.ok(passes.some(({ policy, name }) => policy === "queue-require-retention" && name === "orders"));
});

test("a time that is not known yet is neither right nor wrong", async () => {
  const { violations, undetermined } = await pack.judge([queue("orders", { messageRetentionSeconds: unknown.number })]);
  assert.deepEqual(violations, []);
  assert.deepEqual(
    undetermined.map(({ policy, path }) => [policy, path]),
    [["queue-require-retention", "messageRetentionSeconds"]],
  );
});

test("queues of two regions are noticed", async () => {
  const { violations } = await pack.judge([
    queue("orders", { messageRetentionSeconds: 86_400 }),
    queue("returns", { messageRetentionSeconds: 86_400 }, "us-west-2"),
  ]);
  assert.deepEqual(
    violations.map(({ policy, name, level }) => [policy, name, level]),
    [["queue-limit-regions", "returns", "advisory"]],
  );
});

test("the time can be configured", async () => {
  const strict = await startPack({
    directory: __dirname,
    profile: { "queue-require-retention": { minimumSeconds: 1_209_600 } },
  });
  const { violations } = await strict.judge([queue("orders", { messageRetentionSeconds: 86_400 })]);
  strict.stop();
  assert.equal(violations.length, 1);
});
