import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";
import { programOf, readSnippet, type Snippet } from "../../policy-pack/guide/snippet";
import { rules } from "../../policy-pack/rules";
import type { Profile } from "../../preflight/analyzer/profile";
import { share } from "../helpers/histories";
import { RunningPack } from "../helpers/pack";
import { recordedProgram } from "../helpers/recorded";

/* The programs that `explain` shows: compiled, run by the monitor and judged by the pack. */

const top = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "snippets-"));
symlinkSync(join(top, "node_modules"), join(folder, "node_modules"));

const snippets = rules.map(({ meta }) => [meta.name, readSnippet(meta.name)] as const);
const step = Math.ceil(snippets.length / share(snippets.length, 0.1));
const sampled = snippets.filter((_, index) => index % step === 0);

let pack: RunningPack;
beforeAll(async () => {
  pack = await RunningPack.start("dev");
});
afterAll(() => pack.stop());

test.each(sampled)(
  "%s fails its program for what it names, and passes the fixed one",
  async (name, snippet) => {
    const failing = await judged(name, snippet, "fails");
    const fixed = await judged(name, snippet, "passes");
    expect({ failing: failing[0], fixed }).toEqual({ failing: snippet.at, fixed: [] });
  },
  120_000,
);

test.each(sampled)(
  "%s is exempted by what explain says",
  async (name, snippet) => {
    const [resource = "", path = ""] = snippet.at.split(" ");
    const exemptions = [{ urn: `*::${resource}`, path, reason: "r", owner: "o", expires: "2099-12-31" }];
    expect(await judged(name, snippet, "fails", { exemptions })).not.toContain(snippet.at);
  },
  120_000,
);

// The declarations of the SDK take most of the time, whether one program is compiled or all.
const testAll = share(1, 0) === 1 ? test : test.skip;

testAll(
  "every program is TypeScript without errors",
  () => {
    const files = snippets.flatMap(([name, snippet]) =>
      (["fails", "passes"] as const).map((which) => {
        const file = join(folder, `${name}-${which}.ts`);
        writeFileSync(file, `${programOf(snippet, which)}export {};\n`);
        return file;
      }),
    );
    const program = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      preserveSymlinks: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      types: ["node"],
      typeRoots: [join(top, "node_modules/@types")],
    });
    const errors = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      return `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    expect(errors).toEqual([]);
  },
  600_000,
);

/** What a policy finds, or cannot determine, in a program. */
async function judged(name: string, snippet: Snippet, which: "fails" | "passes", more: object = {}) {
  const recording = await recordedProgram(projectOf(name, snippet, which));
  const profile: Profile = new Map([[name, { level: "mandatory", properties: { ...snippet.settings, ...more } }]]);
  const { violations, undetermined } = await pack.judge(recording, profile);
  return [...violations, ...undetermined]
    .filter(({ policy }) => policy === name)
    .map(({ urn, path }) => `${urn.split("::").at(-1)} ${path}`);
}

/** A project whose entry exports the program as a function. */
function projectOf(name: string, snippet: Snippet, which: "fails" | "passes"): string {
  const directory = mkdtempSync(join(folder, `${name}-`));
  const { outputText } = ts.transpileModule(programOf(snippet, which), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  writeFileSync(join(directory, "index.js"), `module.exports = async () => {\n${outputText}\n};\n`);
  writeFileSync(join(directory, "package.json"), '{ "main": "index.js" }\n');
  writeFileSync(join(directory, "Pulumi.yaml"), `name: snippet\nruntime: nodejs\n`);
  return directory;
}
