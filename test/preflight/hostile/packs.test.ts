import { share } from "../../helpers/histories";
import { command, expectAnswer, folderWith } from "./command";

/** What a pack does, the status of the command, and what it says. */
type Case = readonly [what: string, code: string, status: number, says: RegExp, limit?: number];

const LATE = /did not answer within \d+ s while it .*; look for what it waits for, or raise --time-limit/;
const CLOSED = /failed while it introduced itself; its own error follows/;
const PORT = /first, expected its port; print nothing before the pack has started/;
const policy = (members: string) => `
  const { PolicyPack } = require("@pulumi/policy");
  new PolicyPack("hostile", { policies: [{ name: "one", description: "d", enforcementLevel: "mandatory", ${members} }] });`;
/** A policy that runs this for each resource. */
const judging = (body: string) => policy(`validateResource: (args, report) => { ${body} }`);
const listening = (server: string) =>
  `const server = ${server}.listen(0, "127.0.0.1", () => console.log(server.address().port));`;

/** The first are tried by `npm test`, all by `npm run test:histories`. */
const CASES: readonly Case[] = [
  ["never answers", judging("for (;;);"), 2, LATE, 5],
  [
    "prints and says commands of pipelines",
    judging(
      'console.log("::error::x"); console.error("##vso[x]"); report("\\u001b[2J\\n::error::y is b, expected c");',
    ),
    1,
    /\\u003a:error::y/,
  ],
  [
    "finds a million things",
    judging('for (let i = 0; i < 1_000_000; i++) report("a is " + i + ", expected b");'),
    1,
    /answered 980000 more findings than are kept \(20000 mandatory and 20000 other ones\)/,
    600,
  ],
  ["says a thing of 60 MB", judging('report("x".repeat(60_000_000));'), 1, /more characters/, 600],
  ["waits for ever", policy("validateResource: () => new Promise(() => {})"), 2, LATE, 5],
  ["waits for ever, whatever it is told", `process.on("SIGTERM", () => {}); ${judging("for (;;);")}`, 2, LATE, 5],
  ["ends while it judges", judging("process.exit(3);"), 2, /failed while it judged urn:/],
  ["kills itself while it judges", judging('process.kill(process.pid, "SIGKILL");'), 2, /failed while it judged urn:/],
  ["throws", judging('throw new Error("\\n::error::boom \\u001b[2J");'), 2, /\\u003a:error::boom/],
  ["throws nothing", judging("throw undefined;"), 2, /failed while it judged urn:/],
  ["says nothing", judging('report("");'), 1, /mandatory\s+one/],
  ["says no text", judging("report({ a: 1 });"), 1, /mandatory\s+one/],
  ["says null", judging("report(null);"), 2, /failed while it judged urn:/],
  ["says half characters", judging('report("\\ud800 is \\udfff, expected x");'), 1, /mandatory\s+one/],
  [
    "finds things at what is no resource",
    policy('validateStack: (args, report) => { report("m", "urn:evil\\n::error::x"); report("n", ""); }'),
    1,
    /mandatory\s+one\s+\(unspecified, 2 findings\)/,
  ],
  [
    "has a name that is none",
    'const { PolicyPack } = require("@pulumi/policy"); new PolicyPack("a\\n::error::x", { policies: [] });',
    2,
    /Invalid policy pack name/,
  ],
  [
    "has no policies",
    'const { PolicyPack } = require("@pulumi/policy"); new PolicyPack("none", { policies: [] });',
    2,
    /has no policies, expected at least one/,
  ],
  ["is two packs", `${judging("")} new PolicyPack("two", { policies: [] });`, 2, /Only one policy pack may be defined/],
  ["is none", "", 2, /expected its main file to make a PolicyPack/],
  ["is no JavaScript", "const = 1;", 2, /before it was ready; its own error follows/],
  [
    "changes a resource to what is none",
    policy('enforcementLevel: "remediate", remediateResource: () => "no object"'),
    0,
    /\d resources, judged by/,
  ],
  [
    "changes a resource to what is deep",
    policy(
      'enforcementLevel: "remediate", remediateResource: () => { let d = {}; for (let i = 0; i < 5000; i++) d = { d }; return d; }',
    ),
    0,
    /\d resources, judged by/,
  ],
  [
    "leaves a process that holds its pipes",
    judging('require("child_process").spawn("sleep", ["600"], { stdio: "inherit", detached: true }).unref();'),
    0,
    /\d resources, judged by/,
  ],
  ["prints before its port", `console.log("hello ::error::");${judging("")}`, 2, PORT],
  ["prints a port that is none", 'console.log("50000x"); setInterval(() => {}, 1000);', 2, PORT],
  ["prints a port that is too large", 'console.log("99999"); setInterval(() => {}, 1000);', 2, /printed "99999" first/],
  [
    "prints without a line's end",
    'setInterval(() => process.stdout.write("y".repeat(1_000_000)), 1);',
    2,
    /printed "y+… \(\d+ more characters\)" first/,
  ],
  ["prints a port where nobody listens", 'console.log("1"); setInterval(() => {}, 1000);', 2, CLOSED],
  ["listens and says nothing", listening('require("net").createServer(() => {})'), 2, LATE, 5],
  ["speaks another protocol", listening('require("http").createServer((_, answer) => answer.end("hi"))'), 2, CLOSED],
  [
    "prints much while it judges",
    judging('for (let i = 0; i < 20_000; i++) console.log("x".repeat(1000));'),
    0,
    /\d resources, judged by/,
  ],
];

const tried = CASES.slice(0, share(CASES.length, 0.02)).map(([what, ...rest]) => [what, rest] as const);

const URN = "urn:pulumi:s::p::aws:sqs/queue:Queue::q";
const state = folderWith({
  "state.json": JSON.stringify({
    version: 3,
    deployment: { resources: [{ urn: URN, type: "aws:sqs/queue:Queue", custom: true, inputs: { name: "q" } }] },
  }),
});

test.each(tried)(
  "a pack that %s",
  async (_what, [code, status, says, limit = 100]) => {
    const pack = folderWith({
      "PulumiPolicy.yaml": "runtime: nodejs\n",
      "package.json": JSON.stringify({ name: "hostile", version: "1.0.0", main: "index.js" }),
      "index.js": code,
    });
    const words = ["analyze", `${state}/state.json`, "--policy-pack", pack, "--time-limit", String(limit)];
    expectAnswer(await command(...words), status, says);
  },
  900_000,
);
