import { spawn } from "node:child_process";
import { join } from "node:path";
import { share } from "../../helpers/histories";
import { type Ended, expectAnswer, folderWith } from "./command";

/** A step that never ends: in which function, of which command, and how the phase is called. */
type Case = readonly [step: string, words: readonly string[], phase: string, limit?: number];

const root = join(__dirname, "../../..");
const QUEUE = "aws:sqs/queue:Queue";
const urn = `urn:pulumi:s::p::${QUEUE}::q`;
const folder = folderWith({
  "state.json": JSON.stringify({
    version: 3,
    deployment: { resources: [{ urn, type: QUEUE, custom: true, inputs: { name: "q" }, outputs: { name: "q" } }] },
  }),
  "earlier.json": JSON.stringify({ schemaVersion: 1, stacks: [] }),
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: main.js\n",
  "Pulumi.dev.yaml": "config: {}\n",
  "main.js": 'new (require("@pulumi/aws/sqs").Queue)("q");',
});
const state = join(folder, "state.json");
const page = `--html=${join(folder, "page.html")}`;
const program = ["--program", folder, "--stack", "dev"];

/** With seconds that are enough for what comes before. The first is tried by `npm test`, all by `npm run test:histories`. */
const CASES: readonly Case[] = [
  ["state/read#readStateFile", ["analyze", state], "the reading of", 1],
  ["drill/drill#drillStack", ["drill", "--export", state], "the drill of stack s"],
  ["runbook/write#runbookOf", ["runbook", "--export", state], "the runbook of stack s"],
  ["recovery/budget#budgetOf", ["check", ...program], "the verdict on stack dev"],
  ["recovery/budget#budgetOf", ["budget", ...program], "the budget of stack dev"],
  ["recovery/budget#budgetOf", ["analyze", state], "the verdict on"],
  ["recovery/failures#failureTable", ["analyze", state, page], "the verdict on"],
  ["commands/verdict#makeVerdict", ["analyze", state], "the verdict on"],
  ["comparison/compare#compare", ["analyze", state, "--against", join(folder, "earlier.json")], "the comparison"],
  ["picture/layout#layoutOf", ["analyze", state, page], "the html report"],
  ["report/text#formatText", ["analyze", state], "the text report"],
  ["report/json#formatJson", ["analyze", state, "--format", "json"], "the json report"],
  ["report/markdown#formatMarkdown", ["analyze", state, "--format", "markdown"], "the markdown report"],
  ["report/sarif#formatSarif", ["analyze", state, "--format", "sarif"], "the sarif report"],
  ["report/junit#formatJunit", ["analyze", state, "--format", "junit"], "the junit report"],
];
const tried = CASES.slice(0, share(CASES.length, 0.05)).map(([step, words, phase, limit = 20]) => {
  return { step, words, phase, limit };
});

/** The command, in which a step never ends; `onStep` is called when it has begun. */
async function endless(step: string, words: readonly string[], onStep: (child: { kill(): boolean }) => void) {
  const child = spawn(
    process.execPath,
    ["--require", join(__dirname, "endless.js"), join(root, "preflight", "main.js"), ...words],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ENDLESS: step } },
  );
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
      if (text.includes("computing\n")) {
        onStep(child);
      }
    });
  }
  return new Promise<Ended & { readonly signal: string | null }>((resolve) =>
    child.once("close", (status, signal) => resolve({ status, signal, ...printed })),
  );
}

test.each(tried)("--time-limit ends $step without end in $words", async ({ step, words, phase, limit }) => {
  const begun = jest.fn();
  const ended = await endless(step, [...words, "--time-limit", String(limit)], begun);
  expect(begun).toHaveBeenCalledTimes(1);
  expectAnswer(ended, 2, new RegExp(`${phase}.* did not finish within ${limit} s; .* raise --time-limit\n`));
});

test.each(tried)("SIGTERM ends $step without end in $words", async ({ step, words }) => {
  const { status, signal, stderr } = await endless(step, [...words, "--time-limit", "600"], (child) => child.kill());
  expect([status, signal, stderr]).toEqual([null, "SIGTERM", "computing\n"]);
});
