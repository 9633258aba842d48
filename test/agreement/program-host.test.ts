import { resolve } from "node:path";
import type { GraphResource, Recording } from "../../preflight/graph";
import { recordProgram } from "../../preflight/monitor/record";
import { recorded } from "../helpers/recorded";

const byUrn = ({ resources, ...rest }: Recording) => ({
  ...rest,
  resources: [...resources].sort((one: GraphResource, other) => (one.urn < other.urn ? -1 : 1)),
});

test("a stack that is recorded beside others, after one that failed, is the same as in a process of its own", async () => {
  await expect(recorded("trading", { runtime: "nodejs16.x" })).rejects.toThrow("runtime is");
  const beside = await recorded("trading");
  const alone = await recordProgram({ programDirectory: resolve(__dirname, "../../infra"), stack: "trading" });
  expect(beside.resources.length).toBeGreaterThan(100);
  expect(byUrn(beside)).toEqual(byUrn(JSON.parse(JSON.stringify(alone))));
});
