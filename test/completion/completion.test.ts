import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SHELLS, Terminal } from "./shell";

jest.setTimeout(120_000);

const root = join(__dirname, "..", "..");
const place = mkdtempSync(join(tmpdir(), "completion-"));
const team = join(place, "team");

/** A project that has the package installed, and files of its own. */
beforeAll(() => {
  mkdirSync(join(team, "node_modules", ".bin"), { recursive: true });
  symlinkSync(join(root, "preflight", "main.js"), join(team, "node_modules", ".bin", "dr-guardrails"));
  mkdirSync(join(team, "programs", "shop"), { recursive: true });
  writeFileSync(join(team, "programs", "shop", "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  writeFileSync(join(team, "programs", "shop", "Pulumi.prod.yaml"), "");
  for (const name of ["dr-known.json", "dr-profile.json"]) writeFileSync(join(team, name), "{}");
});
afterAll(() => rmSync(place, { recursive: true }));

/** What is typed, and the words behind it once Tab is pressed. A folder goes on with `/`, which a shell may add later. */
const LINES: readonly (readonly [string, string])[] = [
  ["npx dr-guardrails ch", "npx dr-guardrails check"],
  ["npx --no dr-guardrails check --forma", "npx --no dr-guardrails check --format"],
  ["dr-guardrails check --format ht", "dr-guardrails check --format html"],
  ["node_modules/.bin/dr-guardrails check --format=ht", "node_modules/.bin/dr-guardrails check --format=html"],
  ["npx dr-guardrails drill --fail g", "npx dr-guardrails drill --fail grey"],
  ["npx dr-guardrails check --policy dynamodb-require-p", "npx dr-guardrails check --policy dynamodb-require-pitr"],
  ["npx dr-guardrails check --fail-on new,n", "npx dr-guardrails check --fail-on new,not-judged"],
  [
    "npx dr-guardrails check --program programs/shop --stack p",
    "npx dr-guardrails check --program programs/shop --stack prod",
  ],
  ["npx dr-guardrails check --profile org", "npx dr-guardrails check --profile org-baseline"],
  ["npx dr-guardrails check --profile dr-p", "npx dr-guardrails check --profile dr-profile.json"],
  ["npx dr-guardrails check --known dr-k", "npx dr-guardrails check --known dr-known.json"],
  ["npx dr-guardrails check --known=dr-k", "npx dr-guardrails check --known=dr-known.json"],
  ["npx dr-guardrails analyze dr-k", "npx dr-guardrails analyze dr-known.json"],
  ["npx dr-guardrails check --program progr", "npx dr-guardrails check --program programs"],
  // No name belongs there, and none is put there.
  ["npx dr-guardrails drill --seed dr-k", "npx dr-guardrails drill --seed dr-k"],
  ["npx ls dr-k", "npx ls dr-known.json"],
];

describe.each(SHELLS)("$name", (shell) => {
  let terminal: Terminal;

  beforeAll(() => {
    const home = mkdtempSync(join(place, "home-"));
    const [name, text] = shell.start;
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
    terminal = new Terminal(shell, team, home);
  });
  afterAll(() => terminal.leave());

  test.each(LINES)("goes on from %s", async (typed, expected) => {
    const words = await terminal.complete(typed);
    expect(words.join(" ").replace(/programs\/$/, "programs")).toBe(expected);
  });
});

describe("bash", () => {
  /** All that bash would show for a line. */
  const offered = (line: string, before = "") => {
    const script = `${before}
source <(npx dr-guardrails complete bash)
COMP_LINE=$1 COMP_POINT=\${#1} COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
read -ra COMP_WORDS <<< "$1"
[[ $1 == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
__dr_guardrails_complete; __dr_guardrails_complete 2>/dev/null
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync("bash", ["--norc", "-c", script, "bash", line], { cwd: team, encoding: "utf8" });
    return stdout.trim().split("\n");
  };

  test("shows each word once, whatever it was asked before", () => {
    expect(offered("dr-guardrails check --severity ")).toEqual(["critical", "high", "medium", "low"]);
    expect(offered("dr-guardrails profile print org")).toEqual(["org-baseline"]);
  });

  test("leaves what is behind npx to whoever completed it before", () => {
    const before = "mine() { COMPREPLY=(mine); }; complete -F mine npx";
    expect(offered("npx cowsay ", before)).toEqual(["mine"]);
    expect(offered("npx dr-guardrails bud", before)).toEqual(["budget"]);
  });

  test("acts on nothing that is typed", () => {
    expect(offered("dr-guardrails check --stack $(touch\towned)")).toEqual([""]);
    expect(spawnSync("ls", [team], { encoding: "utf8" }).stdout).not.toContain("owned");
  });
});
