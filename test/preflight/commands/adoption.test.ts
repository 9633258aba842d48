import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHere } from "../here";

// Whole commands, each of which starts processes of its own.
jest.setTimeout(120_000);

const shop = join(__dirname, "..", "programs", "shop");
const tiny = ["--policy-pack", join(__dirname, "..", "packs", "tiny")];
const home = mkdtempSync(join(tmpdir(), "adoption-"));
const here = process.cwd();
let folder: string;
const file = (name: string) => join(folder, name);
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

beforeEach(() => {
  folder = mkdtempSync(join(home, "team-"));
  symlinkSync(join(__dirname, "..", "..", "..", "node_modules"), file("node_modules"));
  process.chdir(folder);
});
afterAll(() => process.chdir(here));

describe("known findings", () => {
  let program: string;

  beforeEach(() => {
    program = file("infra");
    cpSync(shop, program, { recursive: true });
  });
  const check = (...words: readonly string[]) => runHere("check", "--program", "infra", ...tiny, ...words);

  test("are recorded, then only what is new fails, then what is fixed is told", async () => {
    const recorded = await check("--write-known", "known.json");
    expect([recorded.status, recorded.stderr]).toEqual([0, "Recorded 7 findings in known.json\n"]);
    const old = await check("--known", "known.json", "--stack", "prod", "--quiet");
    expect(old).toEqual({ status: 0, stdout: "", stderr: "" });
    const source = readFileSync(join(program, "main.js"), "utf8");
    writeFileSync(
      join(program, "main.js"),
      `${source}\nnew sqs.Queue("more", { name: "more", messageRetentionSeconds: 5000 });\n`,
    );
    const broken = await check("--known", "known.json", "--stack", "dev", "--format", "compact");
    expect([broken.status, broken.stdout]).toEqual([1, expect.stringContaining("[queue-limit-retention]")]);
    writeFileSync(join(program, "main.js"), source.replace('config.requireNumber("retention")', "60"));
    const mended = await check("--known", "known.json");
    expect([mended.status, mended.stdout]).toEqual([
      0,
      expect.stringMatching(/6 old findings, 1 recorded one no longer occurs\n {2}- queue-limit-retention {2}orders/),
    ]);
    const dev = await check("--known", "known.json", "--stack", "dev");
    expect([dev.status, dev.stdout]).toEqual([0, expect.stringMatching(/: 3 old findings\n/)]);
  });
});

describe("known findings of exported stacks", () => {
  /** By stack, the export of the shop. */
  const exports = { dev: join(home, "dev.json"), prod: join(home, "prod.json") };
  const both = Object.values(exports);

  beforeAll(async () => {
    for (const [stack, path] of Object.entries(exports)) {
      await runHere("check", "--program", shop, ...tiny, "--stack", stack, "--export", path);
    }
  });
  const analyze = (...words: readonly string[]) => runHere("analyze", ...words, ...tiny);

  test("of stacks that are not judged stay recorded; without a whole verdict nothing is", async () => {
    await analyze(...both, "--write-known", "known.json");
    const whole = readFileSync("known.json", "utf8");
    expect((await analyze(exports.dev, "--write-known", "known.json")).stderr).toBe(
      "Recorded 7 findings in known.json\n",
    );
    expect(readFileSync("known.json", "utf8")).toBe(whole);
    writeFileSync("gone.json", "{}");
    expect((await analyze(exports.dev, "gone.json", "--write-known", "known.json")).status).toBe(2);
    expect(readFileSync("known.json", "utf8")).toBe(whole);
    writeFileSync("mine.json", "{}");
    expect((await analyze(...both, "--write-known", "mine.json")).status).toBe(2);
    expect(readFileSync("mine.json", "utf8")).toBe("{}");
  });

  test("decide together with --fail-on, and a filter narrows both", async () => {
    const undetermined = await analyze(exports.dev, "--fail-on", "undetermined", "--quiet");
    expect([undetermined.status, undetermined.stdout]).toEqual([
      1,
      expect.stringContaining("Fails: 1 undetermined finding"),
    ]);
    expect((await analyze(...both, "--policy", "stack-*")).status).toBe(0);
    expect((await analyze(...both, "--policy", "queue-*")).status).toBe(1);
    const lost = await analyze(exports.dev, "--policy", "quue-*");
    expect([lost.status, lost.stderr]).toEqual([2, expect.stringContaining("matches no policy of the pack")]);
    await analyze(...both, "--format", "json", "--out", "main.json");
    expect((await analyze(...both, "--against", "main.json")).status).toBe(1);
    expect((await analyze(...both, "--against", "main.json", "--fail-on", "new,undetermined")).status).toBe(0);
  });
});

describe("dr-guardrails.json", () => {
  const hold = (options: unknown) => writeFileSync("dr-guardrails.json", JSON.stringify(options));
  const dev = ["--program", shop, ...tiny, "--stack", "dev"];

  test("gives options of this folder, and the command's own words win", async () => {
    hold({ program: shop, policyPack: tiny[1], stack: "dev", failOn: ["undetermined"], timeLimit: 60 });
    const { status, stdout } = await runHere("check");
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(/\nOptions of dr-guardrails\.json: program, policyPack, stack, failOn, timeLimit\n/),
    ]);
    const prod = await runHere("check", "--stack", "prod", "--format", "json");
    expect(JSON.parse(prod.stdout).stack).toBe("prod");
  });

  test("is not read from the program's folder", async () => {
    cpSync(shop, "infra", { recursive: true });
    writeFileSync(join("infra", "dr-guardrails.json"), "{");
    expect((await runHere("check", "--program", "infra", ...dev.slice(2))).status).toBe(0);
  });

  test.each([
    ["[]", /is not an object/],
    ["{", /is not valid JSON/],
    ['{"dynamodb-require-pitr":"disabled"}', /is no option that it may hold, .* belongs in a profile/],
    ['{"out":"x"}', /"out" is no option that it may hold/],
    ['{"profile":{}}', /profile is \{\}, expected a text/],
    ['{"quiet":"yes"}', /quiet is "yes", expected true or false/],
    ['{"failOn":[1]}', /failOn is \[1\], expected a text or a list of texts/],
    ['{"failOn":"never"}', /--fail-on is "never"/],
    ['{"timeLimit":0}', /timeLimit is 0, expected a whole number/],
  ])("is refused when it is %s", async (text, message) => {
    writeFileSync("dr-guardrails.json", text);
    const { status, stdout, stderr } = await runHere("check", ...dev);
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  });

  test("gives no format to a command that does not know it", async () => {
    hold({ program: shop, format: "compact" });
    const { status, stdout } = await runHere("budget", "--stack", "dev");
    expect([status, stdout]).toEqual([0, expect.stringContaining("RTO")]);
  });
});

describe("exempt", () => {
  const by = ["--reason", "moves in May", "--owner", "data platform", "--expires", tomorrow];
  const urn = "urn:pulumi:dev::shop::aws:sqs/queue:Queue::orders";
  const policy = "resource-forbid-retention";
  const exempt = (...words: readonly string[]) => runHere("exempt", ...words, ...tiny, ...by);

  test("writes into a profile, which keeps what it has", async () => {
    writeFileSync("profile.json", `{\n\t"${policy}": "advisory"\n}\n`);
    const done = await exempt(policy, urn, "--profile", "profile.json", "--path", "options.protect");
    expect([done.status, done.stderr]).toEqual([0, ""]);
    const entry = { urn, path: "options.protect", reason: "moves in May", owner: "data platform", expires: tomorrow };
    const text = readFileSync("profile.json", "utf8");
    expect(JSON.parse(text)).toEqual({ [policy]: { enforcementLevel: "advisory", exemptions: [entry] } });
    expect(text).toMatch(/^\{\n\t"/);
    const twice = await exempt(policy, urn, "--profile", "profile.json", "--path", "options.protect");
    expect([twice.status, twice.stderr]).toEqual([2, expect.stringContaining(`already, until ${tomorrow}`)]);
    expect((await exempt(policy, "*", "--profile", "profile.json")).status).toBe(0);
    expect(JSON.parse(readFileSync("profile.json", "utf8"))[policy].exemptions).toHaveLength(2);
  });

  test.each([
    [["resource-forbid-retenton", urn, "--profile", "profile.json"], /nearest names are resource-forbid-retention/],
    [["queue-limit-retention", urn, "--profile", "profile.json"], /takes no exemptions/],
    [[policy, "orders", "--profile", "profile.json"], /"orders" is no URN/],
    [[policy, urn, "--profile", "org-baseline"], /comes with the package .* "extends": "org-baseline"/],
    [[policy, urn, "--profile", "none.json"], /none\.json does not exist/],
    [[policy, urn, "--profile", "broken.json"], /broken\.json is not valid JSON/],
    [[policy, urn, "--profile", "profile.json", "--expires", "2020-01-31"], /which is past/],
    [[policy, urn, "--profile", "profile.json", "--expires", "2027-02-30"], /expected a day such as/],
    [[policy, urn, "--profile", "profile.json", "--reason", " "], /--reason is empty/],
  ])("refuses %p and changes nothing", async (words, message) => {
    writeFileSync("profile.json", '{ "extends": "org-baseline" }');
    writeFileSync("broken.json", "{");
    const given = words.filter((word, index) => index > 1 && word.startsWith("--"));
    const rest = by.filter((word, index) => !given.includes(word) && !given.includes(by[index - 1] ?? ""));
    const { status, stdout, stderr } = await runHere("exempt", ...words, ...tiny, ...rest);
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
    expect(readFileSync("profile.json", "utf8")).toBe('{ "extends": "org-baseline" }');
  });
});
