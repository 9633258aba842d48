import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFileAtomically } from "../../../preflight/commands/output";

describe("a file that a command writes", () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "dr-guardrails-output-"));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  test("takes the place of what was there, and leaves nothing beside it", () => {
    const file = join(place, "report.json");
    writeFileSync(file, "old");
    writeFileAtomically(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(place)).toEqual(["report.json"]);
  });

  test("is what a link leads to, and the link stays", () => {
    const file = join(place, "report.json");
    const link = join(place, "latest.json");
    writeFileSync(file, "old");
    symlinkSync(file, link);
    writeFileAtomically(link, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  test("may be a pipe, which is written and stays one", async () => {
    const pipe = join(place, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe]);
    let read = "";
    reader.stdout.setEncoding("utf8").on("data", (text: string) => {
      read += text;
    });
    writeFileAtomically(pipe, "report");
    await once(reader, "close");
    expect(read).toBe("report");
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test.each([
    ["a folder", (folder: string) => folder],
    ["in a folder that is not there", (folder: string) => join(folder, "none", "report.json")],
  ])("cannot be %s", (_, fileIn) => {
    expect(() => writeFileAtomically(fileIn(place), "text")).toThrow(/cannot be written: .*E(ISDIR|NOENT)/);
    expect(readdirSync(place)).toEqual([]);
  });
});
