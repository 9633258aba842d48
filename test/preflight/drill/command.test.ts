import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scenarioNames } from "../../../model/recovery/failures/scenario-names";
import { drillStack } from "../../../preflight/drill/drill";
import { recordProgram } from "../../../preflight/monitor/record";
import { runHere } from "../here";

const shop = join(__dirname, "..", "programs", "shop");
const failover = join(__dirname, "..", "programs", "failover");

describe("dr-guardrails drill", () => {
  const directory = mkdtempSync(join(tmpdir(), "drill-"));

  afterAll(() => rmSync(directory, { recursive: true }));

  test("writes what the same seed gives on the same stack, and nothing else", async () => {
    const file = join(directory, "drill.json");
    const args = ["--fail", "endpoint", "--runs", "20", "--seed", "7", "--writes", "10", "--json", "--out", file];
    expect(await runHere("drill", "--program", failover, "--stack", "dev", ...args)).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    const { resources } = await recordProgram({ programDirectory: failover, stack: "dev" });
    const options = { scenario: "endpoint", runs: 20, seed: 7, writesPerSecond: 10 } as const;
    const expected = drillStack("dev", resources, options);
    expect(readFileSync(file, "utf8")).toBe(`${JSON.stringify(expected, null, 2)}\n`);
  }, 120_000);

  test.each([
    [
      ["--fail", "volcano"],
      '--fail is "volcano", expected one of region, isolated, grey, control-plane, standby-too, endpoint, database, az, writer-lost, read-only, replication-stopped, standby-lost, watch-lost, control-plane-alone, bad-release',
    ],
    [["--format", "yaml"], '--format is "yaml", expected one of text, json'],
    [["--runs", "0"], "option '--runs <number>' argument '0' is invalid. expected a whole number from 1 to 100000."],
    [["--seed", "x"], "option '--seed <number>' argument 'x' is invalid. expected a whole number from 1 to 100000."],
    [["--stack", "a", "--all"], "--all and --stack a exclude each other; leave one out"],
    [
      ["--stack", "dev", "--program", shop],
      "stack dev has no name with answers in two regions, expected records with failover or weighted routing; declare them, or drill another stack",
    ],
  ])("cannot drill %j: one line, status 2", async (args, message) => {
    expect(await runHere("drill", ...args)).toEqual({ status: 2, stdout: "", stderr: `dr-guardrails: ${message}\n` });
  });

  test("says in its help what can fail", async () => {
    const { status, stdout } = await runHere("drill", "--help");
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      `--fail <what> ${scenarioNames.slice(0, -1).join(", ")} or ${scenarioNames.at(-1)} (default: region, and a table of all of them)`,
    );
  });
});
