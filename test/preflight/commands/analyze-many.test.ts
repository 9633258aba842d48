import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Found, inMemory, judgeFiles, nameApart } from "../../../preflight/commands/judge-files";
import { Spool } from "../../../preflight/commands/spool";
import { findStackFiles } from "../../../preflight/commands/stack-files";
import type { Verdict } from "../../../preflight/verdict";

// Whole commands, each of which starts processes of its own.
jest.setTimeout(180_000);

const main = join(__dirname, "..", "..", "..", "preflight", "main.js");
const tiny = join(__dirname, "..", "packs", "tiny");
const directory = mkdtempSync(join(tmpdir(), "many-"));

const QUEUE = "aws:sqs/queue:Queue";

/** An export of one queue. */
function write(file: string, project: string, stack: string, seconds: number, preview = false): string {
  const urn = (type: string, name: string) => `urn:pulumi:${stack}::${project}::${type}::${name}`;
  const provider = urn("pulumi:providers:aws", "east");
  const inputs = { name: "orders", messageRetentionSeconds: seconds, delaySeconds: 0 };
  const resources = [
    { urn: provider, type: "pulumi:providers:aws", custom: true, id: "p", inputs: { region: "us-east-1" } },
    { urn: urn(QUEUE, "orders"), type: QUEUE, custom: true, id: "q", inputs, provider: `${provider}::p` },
  ];
  const document = preview
    ? { steps: resources.map((newState) => ({ op: "create", urn: newState.urn, newState })) }
    : { version: 3, deployment: { resources } };
  const path = join(directory, file);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, JSON.stringify(document));
  return path;
}

const options = {
  packDirectory: tiny,
  sift: <Item extends Found>(found: Item) => found,
  profileFor: () => ({ profile: new Map(), profileFile: null }),
  timeLimitSeconds: 60,
  keep: { resources: false, passes: false, failures: false },
  putAside: inMemory,
};
const judge = async (files: readonly string[], more: Partial<typeof options> = {}) => [
  ...nameApart(await judgeFiles(files, { ...options, ...more }, () => undefined)),
];
const withoutSeconds = ({ seconds: _seconds, ...verdict }: Verdict) => verdict;

const good = write("a/shop-dev.json", "shop", "dev", 60);
const bad = write("a/shop-prod.json", "shop", "prod", 1200);
const preview = write("b/shop-next.json", "shop", "next", 700, true);

test("judges many by one pack as it judges each alone, and keeps nothing that no report asks for", async () => {
  const spool = new Spool<Found>();
  const together = await judge([good, bad, preview], { putAside: spool.put });
  spool.close();
  const [alone] = await judge([preview], { keep: { resources: true, passes: true, failures: false } });
  expect(together.map(({ verdict }) => withoutSeconds(verdict))).toContainEqual(alone && withoutSeconds(alone.verdict));
  expect(together.map(({ verdict }) => verdict.violations.filter(({ level }) => level === "mandatory").length)).toEqual(
    [0, 1, 1],
  );
  expect(together.map(({ resources, passes }) => [resources, passes])).toEqual(together.map(() => [[], []]));
  expect([alone?.resources.length, (alone?.passes.length ?? 0) > 0]).toEqual([2, true]);
});

test("tells stacks of one name apart, and goes on where a file cannot be judged", async () => {
  const other = write("c/other-dev.json", "other", "dev", 60);
  const copy = join(directory, "c", "copy.json");
  cpSync(good, copy);
  const broken = join(directory, "broken.json");
  writeFileSync(broken, "{");
  const outcomes = await judgeFiles([good, broken, other, bad, copy], options, () => undefined);
  expect(outcomes.map((outcome) => "error" in outcome)).toEqual([false, true, false, false, false]);
  const namesOf = (files: readonly string[]) =>
    [...nameApart(outcomes.filter(({ file }) => files.includes(file)))].map(({ verdict }) => verdict.stack);
  expect(namesOf([good, other, bad])).toEqual(["shop/dev", "other/dev", "prod"]);
  expect(namesOf([good, copy])).toEqual([`shop/dev (${good})`, `shop/dev (${copy})`]);
});

test("finds files by name, by pattern and in a directory, each once and in order", () => {
  expect(findStackFiles([good])).toEqual({ files: [good], areMany: false });
  expect(findStackFiles([join(directory, "a")])).toEqual({ files: [good, bad], areMany: true });
  expect(findStackFiles([join(directory, "*", "shop-*.json"), good])).toEqual({
    files: [good, bad, preview],
    areMany: true,
  });
  expect(findStackFiles(["gone.json"])).toEqual({ files: ["gone.json"], areMany: false });
});

test("analyze shows all in one report, and exits with the worst", () => {
  const page = join(directory, "page.html");
  const args = [
    "analyze",
    join(directory, "a"),
    preview,
    "--policy-pack",
    tiny,
    "--write",
    `html=${page}`,
    "--format",
    "json",
  ];
  const { status, stdout } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  expect(status).toBe(1);
  expect(JSON.parse(stdout).stacks.map(({ stack }: Verdict) => stack)).toEqual(["dev", "prod", "next"]);
  expect(readFileSync(page, "utf8").match(/<section class="stack"/g)).toHaveLength(3);
});
