import { join } from "node:path";
import { launchCommand } from "../../../preflight/monitor/launch";
import { readProgram } from "../../../preflight/monitor/program";

const options = { programDirectory: join(__dirname, "../programs/declares"), stack: "dev" };

test("the SDK is not led to think that the program brings a loader of its own", () => {
  const program = readProgram(options);
  const { arguments: words } = launchCommand({ ...program, address: "127.0.0.1:1", parallel: 1 });
  const runner = words.findIndex((word) => /cmd[/\\]run/.test(word));
  const own = words.slice(program.project.runtime.nodeArguments.length, runner);
  expect(runner).toBeGreaterThan(0);
  // The SDK looks for these words exactly (cmd/run/run.js), and registers no loader for ES modules when it finds one.
  expect(own.filter((word) => ["--loader", "--import", "--require"].includes(word))).toEqual([]);
});
