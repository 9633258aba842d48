import type { GraphResource } from "../../../preflight/graph";
import { Graph } from "../../helpers/graph";
import { recorded } from "../../helpers/recorded";

const invocation = "aws:lambda/invocation:Invocation";

describe.each([
  ["transactions", ["transaction-processor", "transaction-health"]],
  ["healthcare", ["records-api", "records-events"]],
] as const)("the schema of %s", (stack, purposes) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded(stack));
  });

  const functionOf = (region: string, purpose: string): GraphResource => {
    const found = graph
      .within(region, "aws:lambda/function:Function")
      .find(({ inputs }) => String(inputs.name).endsWith(purpose));
    if (found === undefined) throw new Error(`${region} has no function ${purpose}.`);
    return found;
  };

  test("is made by a call of the primary's function, then of the standby's", () => {
    const [here, there] = [graph.only("us-east-1", invocation), graph.only("us-west-2", invocation)];
    expect(graph.comesAfter(there, here)).toBe(true);
    for (const [region, call] of [
      ["us-east-1", here],
      ["us-west-2", there],
    ] as const) {
      expect(graph.comesAfter(call, functionOf(region, "-migration"))).toBe(true);
      for (const instance of graph.within(region, "aws:rds/clusterInstance:ClusterInstance")) {
        expect(graph.comesAfter(call, instance)).toBe(true);
      }
      for (const way of [
        ...graph.within(region, "aws:ec2/vpcEndpoint:VpcEndpoint").filter(({ inputs }) => inputs.privateDnsEnabled),
        ...graph.within(region, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").slice(0, 2),
      ]) {
        expect(graph.comesAfter(call, way)).toBe(true);
      }
    }
  });

  test("is there in both regions before a function of either is made or changed", () => {
    const last = graph.only("us-west-2", invocation);
    for (const region of ["us-east-1", "us-west-2"]) {
      for (const purpose of purposes) {
        expect(graph.comesAfter(functionOf(region, purpose), last)).toBe(true);
      }
    }
  });

  test("is called for again when a step changes, and only then", () => {
    for (const { inputs } of graph.all(invocation)) {
      expect(Object.keys(inputs).sort()).toEqual(["functionName", "input"]);
      expect(inputs.input).toMatch(/^\{"schema":"[0-9a-f]{64}"\}$/);
    }
  });
});
