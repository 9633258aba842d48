import os from "node:os";
import { heapArguments } from "../../../preflight/monitor/heap";

const GIB = 1024 ** 3;

function withMemory(machine: number, allowed = 0): void {
  jest.spyOn(os, "totalmem").mockReturnValue(machine * GIB);
  jest.spyOn(process, "constrainedMemory").mockReturnValue(allowed * GIB);
}
afterEach(() => jest.restoreAllMocks());

test.each([
  ["three quarters of the machine", 16, 0, ["--max-old-space-size=12288"]],
  ["three quarters of what a container may use", 64, 8, ["--max-old-space-size=6144"]],
  ["the machine's, where a container may use more than there is", 16, 2 ** 33, ["--max-old-space-size=12288"]],
  ["nothing where that is no more than Node's own", 16, 5, []],
  ["nothing on a small machine", 4, 0, []],
])("a program may use %s", (_what, machine, allowed, words) => {
  withMemory(machine, allowed);
  expect(heapArguments([], {})).toEqual(words);
});

test.each([
  [["--max-old-space-size=2048"], {}],
  [["--max_old_space_size", "2048"], {}],
  [[], { NODE_OPTIONS: "--no-warnings --max-old-space-size=2048" }],
])("what somebody has set stays: %j %j", (words, environment) => {
  withMemory(16);
  expect(heapArguments(words, environment)).toEqual([]);
});
