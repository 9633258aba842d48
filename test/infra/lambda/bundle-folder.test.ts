import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeBundleFolder } from "../../../infra/lib/lambda/bundle-folder";

const run = promisify(execFile);
const root = join(__dirname, "..", "..", "..");
const bytes = Buffer.from("exports.handler=1");

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "bundle-folder-"));
  folder = join(parent, ".build", "trade-processor");
});

afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

describe("writeBundleFolder", () => {
  test("makes the folder and its one file, and leaves nothing beside it", () => {
    writeBundleFolder(folder, bytes);
    expect(readFileSync(join(folder, "index.js"))).toEqual(bytes);
    expect(readdirSync(join(parent, ".build"), { recursive: true }).sort()).toEqual([
      "trade-processor",
      "trade-processor/index.js",
    ]);
  });

  test("replaces other bytes", () => {
    writeBundleFolder(folder, Buffer.from("old"));
    writeBundleFolder(folder, bytes);
    expect(readFileSync(join(folder, "index.js"))).toEqual(bytes);
  });

  test("does not touch a file that already has the bytes", () => {
    writeBundleFolder(folder, bytes);
    utimesSync(join(folder, "index.js"), 1, 1);
    writeBundleFolder(folder, bytes);
    expect(statSync(join(folder, "index.js")).mtimeMs).toBe(1_000);
  });

  test("removes what would be deployed by accident", () => {
    mkdirSync(join(folder, "node_modules", "x"), { recursive: true });
    writeFileSync(join(folder, "index.js.map"), "{}");
    writeBundleFolder(folder, bytes);
    expect(readdirSync(folder)).toEqual(["index.js"]);
  });

  test("leaves a whole file when several programs write at once", async () => {
    const script = `
      require("tsx/cjs");
      const { writeBundleFolder } = require("./infra/lib/lambda/bundle-folder.ts");
      const bytes = Buffer.alloc(2_000_000, process.argv[1]);
      for (let round = 0; round < 20; round++) writeBundleFolder(process.argv[2], bytes);`;
    const letters = ["a", "b", "c"];
    await Promise.all(letters.map((letter) => run("node", ["-e", script, letter, folder], { cwd: root })));
    const text = readFileSync(join(folder, "index.js"), "latin1");
    expect(text).toHaveLength(2_000_000);
    expect(letters.map((letter) => letter.repeat(2_000_000))).toContain(text);
    expect(readdirSync(join(parent, ".build"))).toEqual(["trade-processor"]);
  });
});
