import { join } from "node:path";
import { share } from "../../helpers/histories";
import { command, expectAnswer, folderWith } from "./command";

const URN = "urn:pulumi:s::p::aws:sqs/queue:Queue::q";
const isCommand = 'process.argv[1].endsWith("preflight/main.js")';
const folder = folderWith({
  "state.json": JSON.stringify({
    version: 3,
    deployment: { resources: [{ urn: URN, type: "aws:sqs/queue:Queue", custom: true, inputs: { name: "q" } }] },
  }),
  "throws.js": `if (!${isCommand}) throw new Error("no ::error::x");`,
  "ends-well.js": `if (!${isCommand}) process.exit(0);`,
  "ends-badly.js": `if (!${isCommand}) process.exit(1);`,
});

/** Under each Node runs the command, and not what the command needs. */
const CASES = [
  `--require ${join(folder, "throws.js")}`,
  `--require ${join(folder, "ends-well.js")}`,
  `--require ${join(folder, "ends-badly.js")}`,
  "--disallow-code-generation-from-strings",
].map((options) => [options.replace(folder, "FOLDER"), options] as const);

test.each(CASES.slice(0, share(CASES.length, 0.2)))(
  "NODE_OPTIONS that break what is started are named, and nothing is judged: %s",
  async (_name, options) => {
    const { NODE_OPTIONS: before } = process.env;
    process.env.NODE_OPTIONS = options;
    try {
      const says = /^dr-guardrails: .*NODE_OPTIONS is "--.*" and holds for it too/m;
      expectAnswer(await command("analyze", join(folder, "state.json")), 2, says);
    } finally {
      if (before === undefined) {
        delete process.env.NODE_OPTIONS;
      } else {
        process.env.NODE_OPTIONS = before;
      }
    }
  },
);
