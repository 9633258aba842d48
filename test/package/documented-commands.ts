import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of shell in a document. */
export interface ShellBlock {
  /** Relative to the project. */
  readonly document: string;
  /** Of its first line, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface DocumentedCommand {
  /** Relative to the project. */
  readonly document: string;
  /** As it is written, without the remark behind it. */
  readonly command: string;
}

/** Every document that a person reads. */
export function documentsOf(root: string): readonly string[] {
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).sort();
  const names = ["README.md", "CONTRIBUTING.md", "preflight/template/README.md", ...docs.map((name) => `docs/${name}`)];
  return names.filter((name) => name.endsWith(".md"));
}

/** A fence may be indented, in a list; its language may be left out where the text shows no program. */
const FENCED = /^( *)```(\w*)\n(.*?)^ *```/gms;

/** Every fenced block of the documents, with its language. */
function fencedBlocks(root: string): readonly (ShellBlock & { readonly language: string })[] {
  return documentsOf(root).flatMap((document) => {
    const markdown = readFileSync(join(root, document), "utf8");
    return [...markdown.matchAll(FENCED)].map(({ index, 1: indent = "", 2: language = "", 3: text = "" }) => ({
      document,
      language,
      line: markdown.slice(0, index).split("\n").length + 1,
      text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }));
  });
}

export function shellBlocks(root: string): readonly ShellBlock[] {
  return fencedBlocks(root).filter(({ language }) => language === "sh" || language === "bash");
}

/** Blocks whose language nobody named: shell among them would be run by no test. */
export function namelessBlocks(root: string): readonly ShellBlock[] {
  return fencedBlocks(root).filter(({ language }) => language === "");
}

/** Commands of these programs that stand in the middle of a text, between backquotes. */
export function inlineCommands(root: string, programs: readonly string[]): readonly DocumentedCommand[] {
  const command = new RegExp(`\`((?:${programs.join("|")}) [^\`]+)\``, "g");
  return documentsOf(root).flatMap((document) => {
    const prose = readFileSync(join(root, document), "utf8").replace(FENCED, "");
    return [...prose.matchAll(command)].map(([, text = ""]) => ({ document, command: text.replace(/\s+/g, " ") }));
  });
}

/** Every line of a shell block of the documents that runs `dr-guardrails`. */
export function findCommands(root: string): readonly DocumentedCommand[] {
  return shellBlocks(root).flatMap(({ document, text }) =>
    shellLines(text)
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => /^(npx )?dr-guardrails /.test(line))
      .map((command) => ({ document, command })),
  );
}

/** The lines of a block; one that ends with a backslash goes on in the next. */
function shellLines(text: string): readonly string[] {
  return text.replace(/\\\n\s*/g, "").split("\n");
}

/** All that a document tells its reader to run in a shell, one after the other: its blocks, then the commands in its text. */
export function scriptOf(root: string, document: string, programs: readonly string[]): string {
  const blocks = shellBlocks(root).filter((block) => block.document === document);
  const inline = inlineCommands(root, programs).filter((command) => command.document === document);
  return [...blocks.map(({ text }) => text), ...inline.map(({ command }) => command)].join("\n");
}
