import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

const root = join(__dirname, "../../../..");
const textOf = (path: string) => readFileSync(join(root, path), "utf8");

const runbook = textOf("docs/runbooks/fleet.md");
const migration = textOf("docs/MIGRATION.md");

let graph: Graph;
let outputs: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  const recording = await recorded("fleet");
  graph = new Graph(recording);
  outputs = recording.outputs;
});

/** Every physical name of the stack; a health check has it in a tag. */
function physicalNames(): ReadonlySet<string> {
  const names = graph.managed.flatMap(({ inputs }) => [
    inputs.name,
    inputs.bucket,
    inputs.identifier,
    inputs.clusterIdentifier,
    inputs.globalClusterIdentifier,
    typeof inputs.tags === "object" && inputs.tags !== null && "Name" in inputs.tags ? inputs.tags.Name : undefined,
  ]);
  return new Set(names.map(String));
}

describe.each([
  ["docs/runbooks/fleet.md", runbook],
  ["docs/MIGRATION.md", migration],
])("%s", (_path, text) => {
  test("names nothing that the stack does not have", () => {
    const named = new Set(text.replaceAll("<account>", "123456789012").match(/\b[a-z][a-z0-9-]*-dev\b/g));
    expect(named.size).toBeGreaterThanOrEqual(5);
    const known = physicalNames();
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });
});

test("the runbook asks for no output that the stack does not have", () => {
  const asked = [...runbook.matchAll(/\$\(out (\w+)\)/g)].map(([, name = ""]) => name);
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((name) => !(name in outputs))).toEqual([]);
});

test("the runbook says of everything that people are notified what it means", () => {
  const sources = ["decide", "signals", "answer-request"].map((file) =>
    textOf(`infra/lib/lambda/orchestration/${file}.ts`),
  );
  const verdict =
    /["`]((?:hold|refused):[a-z-]+|would-[a-z-]+|fail-over|failed-back|promot(?:ed|ion-late)|moved-by-others|failover-[a-z-]+|switch-over|switchover-not-taken)["`]/g;
  const said = new Set(sources.flatMap((text) => [...text.matchAll(verdict)].map(([, word = ""]) => word)));
  expect(said.size).toBeGreaterThanOrEqual(25);
  expect([...said].filter((word) => !runbook.includes(`\`${word}\``))).toEqual([]);
});

test("the numbers of the runbook are those of the stack", () => {
  const [orchestrator] = graph
    .all("aws:lambda/function:Function")
    .filter(({ inputs }) => inputs.name === "failover-orchestrator-dev");
  const policy = JSON.stringify(orchestrator?.inputs.environment);
  for (const [setting, words] of [
    ['\\"failureWindowMs\\":90000', "for 90 seconds, six in a row at least"],
    ['\\"failuresInRow\\":6', "six in a row at least"],
    ['\\"lagLimitMs\\":10000', "is older than 10 seconds in the DR cluster"],
    ['\\"lateReadings\\":2', "in two\n   looks in a row at least"],
    ['\\"mostLossMs\\":60000', "within `mostLossSeconds`, a minute"],
    ['\\"switchoverAfterMs\\":300000', "after five minutes by a **switchover"],
    ['\\"longestAskGapMs\\":180000', "after 45 seconds, then after 90, then every 180"],
    ['\\"cooldownMs\\":3600000', "within the last hour"],
    ['\\"promotionLimitMs\\":600000', "ten minutes and no writer"],
    ['\\"asksUntilTold\\":3', "people are notified after three times"],
  ] as const) {
    expect(policy).toContain(setting);
    expect(runbook).toContain(words);
  }
  expect(runbook).toContain("most likely value, low confidence; AWS states no number");
});

test.each([
  ["Blue-Green Deployments", "v1 (blue)"],
  ["Zero-Downtime Migrations", "logical replication"],
  ["State Management", "## 1. State"],
  ["Production Testing", "## 3. Test"],
])('fleet: "%s": the migration says how', (_purpose, words) => {
  expect(migration.toLowerCase()).toContain(words.toLowerCase());
});
