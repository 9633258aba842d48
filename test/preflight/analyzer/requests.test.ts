import { AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { RequestWriter } from "../../../preflight/analyzer/requests";
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
  const bytes = new RequestWriter(graph, false).analyzeStack(resources).serializeBinary();
  return AnalyzeStackRequest.deserializeBinary(bytes).getResourcesList();
}

test("a stack is sent whole, in its order", () => {
  expect(sent(graph).map((resource) => resource.getUrn())).toEqual(graph.map(({ urn }) => urn));
});

test("each resource has its own properties, parent, dependencies and provider", () => {
  const [, , , second, first] = sent(graph);
  expect(first?.getProperties()?.toJavaScript()).toEqual({ name: "orders", redrivePolicy: "{}" });
  expect([first?.getParent(), first?.getDependenciesList()]).toEqual([root.urn, [failed.urn]]);
  expect([...(second?.getPropertydependenciesMap().keys() ?? [])]).toEqual(["name"]);
  for (const resource of [first, second]) {
    expect(resource?.getProvider()?.getUrn()).toBe(west.urn);
    expect(resource?.getProvider()?.getProperties()?.toJavaScript()).toEqual({ region: "us-west-2" });
  }
});

test("a stack without resources is an empty request", () => {
  expect(sent([])).toEqual([]);
});

test("properties that were changed since are sent as they are now", () => {
  const writer = new RequestWriter(graph, false);
  const names = [queue.inputs, { name: "remediated" }].map(
    (inputs) => writer.analyze(queue, inputs).getProperties()?.toJavaScript().name,
  );
  expect(names).toEqual(["orders", "remediated"]);
});
