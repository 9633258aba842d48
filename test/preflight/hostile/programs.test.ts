import { share } from "../../helpers/histories";
import { command, expectAnswer, folderWith } from "./command";

/** What a program does, the status of the command, and what it says. */
type Case = readonly [what: string, code: string, status: number, says: RegExp, more?: More];

interface More {
  /** In seconds; 100 when left out. */
  readonly limit?: number;
  readonly nodeArguments?: string;
}

const FAILED = /failed; its own error follows/;
const VERDICT = /\d+ resources, judged by org-baseline/;
const LATE = /did not finish within \d+ s \(\d+ resources so far(, and more were coming)?\); .*raise --time-limit/;
const loop = (count: number, body: string) => `let p; for (let i = 0; i < ${count}; i++) { ${body} }`;
const nested = (depth: number) => `let d = {}; for (let i = 0; i < ${depth}; i++) d = { d };`;

/** Each declares a queue `a` before what it does. The first are tried by `npm test`, all by `npm run test:histories`. */
const CASES: readonly Case[] = [
  [
    "prints and logs commands of pipelines, and throws one",
    'console.log("::error::x\\n##vso[task.complete]"); pulumi.log.warn("\\u001b[2J ##teamcity[x]"); throw new Error("\\n::error::y");',
    2,
    /\\u003a:error::y/,
  ],
  [
    "leaves a process that holds its pipes",
    'require("child_process").spawn("sleep", ["600"], { stdio: "inherit", detached: true }).unref();',
    1,
    VERDICT,
  ],
  ["loops", "for (;;);", 2, LATE, { limit: 5 }],
  ["ends well before it is ready", "process.exit(0);", 2, /exited with status [01] before it had declared its outputs/],
  ["ends badly before it is ready", "process.exit(7);", 2, /exited with status 7 before it had declared its outputs/],
  [
    "ends badly after all",
    'process.on("exit", () => { process.exitCode = 5; });',
    2,
    /exited with status 5, expected 0/,
  ],
  ["throws nothing", "throw undefined;", 2, FAILED],
  ["throws a text", 'throw "::error::x";', 2, /\\u003a:error::x/],
  ["throws a symbol", 'throw Symbol("x");', 2, FAILED],
  [
    "throws what cannot be read",
    'const e = new Error("x"); const get = () => { throw new Error("no"); }; for (const name of ["stack", "message"]) Object.defineProperty(e, name, { get }); throw e;',
    2,
    FAILED,
  ],
  ["rejects", 'Promise.reject(new Error("late"));', 2, /Error: late/],
  ["rejects with nothing", "Promise.reject(undefined);", 2, FAILED],
  [
    "has outputs that cannot be read",
    'module.exports = { x: new Proxy({}, { get() { throw new Error("proxy"); } }) };',
    2,
    FAILED,
  ],
  ["is no JavaScript", "const = ;", 2, FAILED],
  ["deletes itself", 'require("fs").rmSync(__filename);', 2, FAILED],
  [
    "prints commands of pipelines",
    'console.log("::error::x\\n##vso[task.complete]"); console.error("\\u001b[2J");',
    1,
    VERDICT,
  ],
  ["prints 200 MB", loop(200_000, 'console.log("x".repeat(1000));'), 1, VERDICT],
  ["logs much", loop(1000, 'pulumi.log.warn("note " + i);'), 1, /\d+ more notes are left out/],
  ["closes its output", 'for (const fd of [1, 2]) require("fs").closeSync(fd);', 1, VERDICT],
  [
    "waits for ever, whatever it is told",
    'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);',
    2,
    LATE,
    { limit: 5 },
  ],
  ["kills itself", 'process.kill(process.pid, "SIGKILL");', 2, /was ended by SIGKILL/],
  [
    "fills its memory",
    "const all = []; for (;;) all.push(new Array(1e5).fill(1));",
    2,
    /ran out of memory \(\d+ resources so far\), expected it to fit into Node's heap; raise --max-old-space-size/,
    { nodeArguments: "--max-old-space-size=100" },
  ],
  ["has a value that is deep", `${nested(500)} q("deep", { tags: d });`, 1, VERDICT],
  [
    "has a value that is too deep for its SDK",
    `${nested(5000)} q("deep", { tags: d });`,
    2,
    /Maximum call stack size exceeded/,
  ],
  [
    "has a value that holds itself",
    'const d = {}; d.d = d; q("circle", { tags: d });',
    2,
    /Maximum call stack size exceeded/,
  ],
  [
    "has names of JavaScript",
    'q("__proto__", { tags: JSON.parse(\'{"__proto__": {"x": 1}, "constructor": "y"}\') }); q("constructor"); q("toString");',
    1,
    VERDICT,
  ],
  ["has half characters", 'q("b\\ud800", { name: "\\udfff" });', 1, VERDICT],
  ["has zero bytes", 'q("b\\u0000c", { name: "\\u0000" });', 1, VERDICT],
  ["has an empty name", 'q("");', 2, /Missing resource name argument/],
  ["has a name of a million characters", 'q("n".repeat(1_000_000));', 1, /more characters/],
  [
    "has numbers that are none, functions and dates",
    'q("b", { delaySeconds: NaN, maxMessageSize: Infinity }); q("c", { delaySeconds: 10n }); q("d", { tags: { x: () => 1, y: new Date(0) } });',
    1,
    VERDICT,
  ],
  ["declares nothing more", "", 1, VERDICT],
  [
    "has 6,000 resources that each depend on the one before, at which its SDK takes long",
    loop(6000, 'p = q("q" + i, {}, p ? { dependsOn: [p] } : {});'),
    2,
    LATE,
    { limit: 20 },
  ],
];

const tried = CASES.slice(0, share(CASES.length, 0.02)).map(([what, ...rest]) => [what, rest] as const);

/** How large a program is: as the names say by `npm run test:histories`, a hundredth of that by `npm test`. */
const of = (size: number) => share(size, 0.01);
const LARGE = [
  ["20,000 resources", loop(of(20_000), 'q("q" + i, { name: "q" + i, tags: { n: String(i) } });'), of(20_000)],
  [
    "6,000 resources that each need the one before",
    loop(of(6000), 'p = q("q" + i, p ? { tags: { x: p.arn } } : {});'),
    of(6000),
  ],
  ["a value of 60 MB", `q("b", { tags: { x: "y".repeat(${of(60_000_000)}) } });`, 1],
] as const;

test.each(LARGE)(
  "a program of %s gets its verdict",
  async (_what, code, declared) => {
    // Beside the stack itself and the queue that is always there.
    const says = new RegExp(`${declared + 2} resources, judged by org-baseline`);
    await expectOf(code, 1, says, { limit: 600 });
  },
  900_000,
);

test.each(tried)(
  "a program that %s",
  (_what, [code, status, says, more]) => expectOf(code, status, says, more),
  900_000,
);

async function expectOf(code: string, status: number, says: RegExp, more: More = {}): Promise<void> {
  const { limit = 100, nodeArguments = "" } = more;
  const program = folderWith({
    "Pulumi.yaml": `name: shop\nruntime:\n  name: nodejs\n  options:\n    nodeargs: "${nodeArguments}"\nmain: main.js\n`,
    "Pulumi.dev.yaml": "config: {}\n",
    "main.js": `
        const pulumi = require("@pulumi/pulumi");
        const { Queue } = require("@pulumi/aws/sqs");
        const q = (name, given, options) => new Queue(name, given, options);
        q("a");
        ${code}`,
  });
  const words = ["check", "--program", program, "--stack", "dev", "--time-limit", String(limit)];
  expectAnswer(await command(...words), status, says);
}
