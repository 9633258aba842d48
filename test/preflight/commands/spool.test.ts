import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Spool } from "../../../preflight/commands/spool";

describe("values put aside", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dr-guardrails-spool-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("come back as they were, in any order and as often as they are asked for", () => {
    const spool = new Spool<{ readonly text: string }>(folder);
    const [first, second, third] = ["é\n\ud800", "", "x".repeat(100_000)].map((text) => spool.put({ text }));
    expect([third?.(), first?.(), second?.(), first?.()]).toEqual([
      { text: "x".repeat(100_000) },
      { text: "é\n\ud800" },
      { text: "" },
      { text: "é\n\ud800" },
    ]);
    spool.close();
  });

  test("leave no file to remove", () => {
    const spool = new Spool<string>(folder);
    const value = spool.put("kept");
    expect([readdirSync(folder), value()]).toEqual([[], "kept"]);
    spool.close();
  });

  test("need a folder that can be written", () => {
    expect(() => new Spool(join(folder, "none"))).toThrow(
      /none cannot take a temporary file \(.*ENOENT.*\), expected room for the findings of all stacks; set TMPDIR/,
    );
  });
});
