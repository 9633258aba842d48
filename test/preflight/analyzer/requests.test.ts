import { RequestWriter } from "../../../preflight/analyzer/requests";
import { codec } from "../../../preflight/protocol/services";
import { declare, east, urnOf, west } from "../recovery/declare";

const QUEUE = "aws:sqs/queue:Queue";
const root = declare("pulumi:pulumi:Stack", "shop-dev", {}, { custom: false });
const queue = declare(
  QUEUE,
  "orders",
  { name: "orders", redrivePolicy: "{}" },
  { provider: west.urn, parent: root.urn, dependencies: [urnOf(QUEUE, "failed")] },
);
const failed = declare(
  QUEUE,
  "failed",
  { name: "failed" },
  { provider: west.urn, propertyDependencies: { name: [root.urn], tags: [] } },
);
const graph = [root, east, west, failed, queue];

/** A stack as a pack reads it. */
function sent(resources: typeof graph) {
  const bytes = new RequestWriter(graph, false).analyzeStack(resources);
  return codec("AnalyzeStackRequest").decode(bytes).resources;
}

test("a stack is sent whole, in its order", () => {
  expect(sent(graph).map((resource) => resource.urn)).toEqual(graph.map(({ urn }) => urn));
});

test("each resource has its own properties, parent, dependencies and provider", () => {
  const [, , , second, first] = sent(graph);
  expect(first?.properties).toEqual({ name: "orders", redrivePolicy: "{}" });
  expect([first?.parent, first?.dependencies]).toEqual([root.urn, [failed.urn]]);
  expect(Object.keys(second?.propertyDependencies ?? {})).toEqual(["name"]);
  for (const resource of [first, second]) {
    expect(resource?.provider?.urn).toBe(west.urn);
    expect(resource?.provider?.properties).toEqual({ region: "us-west-2" });
  }
});

test("a stack without resources is an empty request", () => {
  expect(sent([])).toEqual([]);
});

test("properties that were changed since are sent as they are now", () => {
  const writer = new RequestWriter(graph, false);
  const names = [queue.inputs, { name: "remediated" }].map((inputs) => writer.analyze(queue, inputs).properties?.name);
  expect(names).toEqual(["orders", "remediated"]);
});
