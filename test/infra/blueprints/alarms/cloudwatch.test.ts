import type { GraphResource, Json, Recording } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { CloudWatch } from "./cloudwatch";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const provider = { urn: "provider", inputs: { region: "us-east-1" } };
const alarm = (inputs: Readonly<Record<string, Json>>, refersTo: readonly string[] = []) =>
  ({
    urn: "alarm",
    provider: "provider",
    propertyDependencies: { dimensions: refersTo },
    inputs: {
      namespace: "Orders",
      metricName: "Failed",
      dimensions: { TableName: "orders" },
      statistic: "Sum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 2,
      period: 60,
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      treatMissingData: "notBreaching",
      ...inputs,
    },
  }) as unknown as GraphResource;
const graph = new Graph({ resources: [provider] } as unknown as Recording);

/** The values of each of some minutes, oldest first. */
function stateAfter(minutes: readonly (readonly number[])[], watching = alarm({}), where = "us-east-1") {
  const watch = new CloudWatch();
  for (const values of minutes) {
    watch.minute += 1;
    for (const value of values) {
      watch.put(where, "Orders", "Failed", { TableName: "orders" }, value);
    }
  }
  return watch.stateOf(graph, watching);
}

test.each<[string, readonly (readonly number[])[], Readonly<Record<string, Json>>, "OK" | "ALARM"]>([
  ["both periods break it", [[1, 1], [2]], {}, "ALARM"],
  ["the older one does not", [[1], [2]], {}, "OK"],
  ["the trouble is over", [[2], [2], [0]], {}, "OK"],
  ["the newest one is silent", [[2], []], {}, "OK"],
  ["silence is trouble", [[2], []], { treatMissingData: "breaching" }, "ALARM"],
  ["silence of DynamoDB is none", [[], []], { treatMissingData: "breaching", namespace: "AWS/DynamoDB" }, "OK"],
  ["the smallest value counts", [[5, 1], [5]], { statistic: "Minimum" }, "OK"],
  ["the largest value counts", [[5, 1], [5]], { statistic: "Maximum" }, "ALARM"],
  ["one of two periods is enough", [[0], [2]], { datapointsToAlarm: 1 }, "ALARM"],
  ["the value is at a limit that it must exceed", [[2], [2]], { comparisonOperator: "GreaterThanThreshold" }, "OK"],
  [
    "one period is as long as both minutes",
    [[1], [1]],
    { period: 120, evaluationPeriods: 1, datapointsToAlarm: 1 },
    "ALARM",
  ],
  ["it asks about another table", [[2], [2]], { dimensions: { TableName: "others" } }, "OK"],
  ["it asks for a further dimension", [[2], [2]], { dimensions: { TableName: "orders", Operation: "Put" } }, "OK"],
])("an alarm when %s", (_case, minutes, inputs, state) => {
  expect(stateAfter(minutes, alarm(inputs))).toBe(state);
});

test("metrics of another region move nothing", () => {
  expect(stateAfter([[2], [2]], alarm({}), "us-west-2")).toBe("OK");
});

test("an id that is not known yet is that of the resource to which the alarm refers", () => {
  const watch = new CloudWatch();
  const balancer = { urn: "balancer" } as GraphResource;
  watch.put("us-east-1", "Orders", "Failed", { TableName: balancer }, 9);
  const once = { dimensions: { TableName: unknown }, evaluationPeriods: 1, datapointsToAlarm: 1 };
  expect(watch.stateOf(graph, alarm(once, ["balancer"]))).toBe("ALARM");
  expect(watch.stateOf(graph, alarm(once, ["another"]))).toBe("OK");
});

test("a sum of two metrics is silent where one of them is", () => {
  const metric = (id: string, metricName: string) => ({
    id,
    metric: { namespace: "Orders", metricName, dimensions: { TableName: "orders" }, stat: "Maximum", period: 60 },
  });
  const { metricName: _none, statistic: _neither, period: _nor, ...rest } = alarm({}).inputs;
  const sum = {
    ...alarm({}),
    inputs: {
      ...rest,
      metricQueries: [{ id: "both", expression: "a + b" }, metric("a", "Failed"), metric("b", "Late")],
    },
  } as unknown as GraphResource;
  const watch = new CloudWatch();
  for (const _minute of [1, 2]) {
    watch.minute += 1;
    watch.put("us-east-1", "Orders", "Failed", { TableName: "orders" }, 5);
  }
  expect(watch.stateOf(graph, sum)).toBe("OK");
  watch.put("us-east-1", "Orders", "Late", { TableName: "orders" }, 0);
  watch.minute -= 1;
  watch.put("us-east-1", "Orders", "Late", { TableName: "orders" }, 0);
  watch.minute += 1;
  expect(watch.stateOf(graph, sum)).toBe("ALARM");
});
