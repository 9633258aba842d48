import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Ended, expectAnswer, folderWith } from "./command";

const URN = "urn:pulumi:s::p::aws:sqs/queue:Queue::q";
const state = folderWith({
  "state.json": JSON.stringify({
    version: 3,
    deployment: { resources: [{ urn: URN, type: "aws:sqs/queue:Queue", custom: true, inputs: { name: "q" } }] },
  }),
});
const main = join(__dirname, "../../..", "preflight", "main.js");

/** Node has some open from its start: it ends by itself, without a word, where it cannot watch a call. */
test("a command that may open few files says so, and judges nothing", async () => {
  const script = 'ulimit -n 27 && exec "$0" "$@"';
  const words = ["-c", script, process.execPath, main, "analyze", join(state, "state.json")];
  const child = spawn("/bin/sh", words, { stdio: ["ignore", "pipe", "pipe"], env: process.env });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
    });
  }
  const ended = await new Promise<Ended>((resolve) => child.once("close", (status) => resolve({ status, ...printed })));
  expectAnswer(ended, 2, /too many open files \(EMFILE\); raise the limit of open files \(ulimit -n\)/);
});
