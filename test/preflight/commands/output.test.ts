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
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { print, writeFileAtomically } from "../../../preflight/commands/write";

describe("a file that a command writes", () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "dr-guardrails-output-"));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  test("takes the place of what was there, and leaves nothing beside it", async () => {
    const file = join(place, "report.json");
    writeFileSync(file, "old");
    await writeFileAtomically(file, ["new"]);
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(place)).toEqual(["report.json"]);
  });

  test("is what a link leads to, and the link stays", async () => {
    const file = join(place, "report.json");
    const link = join(place, "latest.json");
    writeFileSync(file, "old");
    symlinkSync(file, link);
    await writeFileAtomically(link, ["new"]);
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
    await writeFileAtomically(pipe, ["report"]);
    await once(reader, "close");
    expect(read).toBe("report");
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test.each([
    ["a folder", (folder: string) => folder],
    ["in a folder that is not there", (folder: string) => join(folder, "none", "report.json")],
  ])("cannot be %s", async (_, fileIn) => {
    await expect(writeFileAtomically(fileIn(place), ["text"])).rejects.toThrow(/cannot be written: .*E(ISDIR|NOENT)/);
    expect(readdirSync(place)).toEqual([]);
  });

  test("is what it was when a piece of the new one cannot be made", async () => {
    const file = join(place, "report.json");
    writeFileSync(file, "old");
    function* pieces() {
      yield "half of the";
      throw new Error("the disk is full");
    }
    await expect(writeFileAtomically(file, pieces())).rejects.toThrow(`${file} cannot be written: the disk is full`);
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(place)).toEqual(["report.json"]);
  });

  test.each(["SIGTERM", "SIGKILL"] as const)(
    "is not begun beside its place by a process that %s ends",
    async (signal) => {
      const file = join(place, "report.json");
      const code = `
      require(${JSON.stringify(resolve(__dirname, "../../../run-typescript"))});
      const { writeFileAtomically } = require(${JSON.stringify(resolve(__dirname, "../../../preflight/commands/write.ts"))});
      function* pieces() { yield "half of the"; for (;;); }
      writeFileAtomically(${JSON.stringify(file)}, pieces());`;
      const writer = spawn(process.execPath, ["-e", code], { stdio: "ignore" });
      const exit = once(writer, "exit");
      while (readdirSync(place).length === 0) await setTimeout(20);
      writer.kill(signal);
      expect(await exit).toEqual([null, signal]);
      while (readdirSync(place).length > 0) await setTimeout(20);
      expect(readdirSync(place)).toEqual([]);
    },
  );
});

describe("standard output", () => {
  /** What was written, by a stream that takes so many pieces and then says that nobody reads. */
  async function writtenWith(pieces: readonly string[], takes: number): Promise<readonly string[]> {
    const written: string[] = [];
    const write = (piece: unknown, done: unknown) => {
      written.push(String(piece));
      setImmediate(done as (error?: Error) => void, written.length > takes ? new Error("EPIPE") : undefined);
      return true;
    };
    const stream = jest.spyOn(process.stdout, "write").mockImplementation(write);
    await print(pieces).finally(() => stream.mockRestore());
    return written;
  }

  test("is given a piece when the one before is through", async () => {
    expect(await writtenWith(["a", "b", "c"], 3)).toEqual(["a", "b", "c"]);
  });

  test("is given no more when nobody reads", async () => {
    expect(await writtenWith(["a", "b", "c", "d"], 1)).toEqual(["a", "b"]);
  });
});
