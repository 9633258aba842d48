import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface DocumentedCommand {
  /** Relative to the project. */
  readonly document: string;
  /** As it is written, without the remark behind it. */
  readonly command: string;
}

/** Every line of a shell block of the documents that runs `dr-guardrails`. */
export function findCommands(root: string): readonly DocumentedCommand[] {
  const documents = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];
  return documents
    .filter((name) => name.endsWith(".md"))
    .flatMap((document) =>
      shellLines(readFileSync(join(root, document), "utf8"))
        .map((line) => line.replace(/\s+#.*$/, "").trim())
        .filter((line) => /^(npx )?dr-guardrails /.test(line))
        .map((command) => ({ document, command })),
    );
}

/** The lines of the shell blocks; one that ends with a backslash goes on in the next. */
export function shellLines(markdown: string): readonly string[] {
  return [...markdown.matchAll(/```(?:sh|bash)\n(.*?)```/gs)].flatMap(([, block = ""]) =>
    block.replace(/\\\n\s*/g, "").split("\n"),
  );
}
