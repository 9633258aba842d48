import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isUpToDate, recordBuild } from "../../../infra/lib/lambda/build-record";

let parent: string;
let folder: string;
let input: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "build-record-"));
  folder = join(parent, "greeter");
  input = join(parent, "input with a space.ts");
  mkdirSync(folder);
  writeFileSync(join(folder, "index.js"), "built");
  writeFileSync(input, "source");
});

afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

/** A build that began long after its inputs had their last change. */
function record(): void {
  recordBuild({ folder, recipe: "options", inputs: [input], startedAt: Date.now() + 60_000 });
}

const upToDate = () => isUpToDate({ folder, recipe: "options" });

describe("a build", () => {
  test("is up to date once it is recorded", () => {
    expect(upToDate()).toBe(false);
    record();
    expect(upToDate()).toBe(true);
  });

  test("is out of date with another recipe", () => {
    record();
    expect(isUpToDate({ folder, recipe: "other options" })).toBe(false);
  });

  test("is out of date when an input has other bytes of the same length and the same time", () => {
    utimesSync(input, 1_000, 1_000);
    record();
    writeFileSync(input, "SOURCE");
    utimesSync(input, 1_000, 1_000);
    expect(upToDate()).toBe(false);
  });

  test("is out of date when an input is gone", () => {
    record();
    rmSync(input);
    expect(upToDate()).toBe(false);
  });

  test.each([
    ["the result has changed", () => writeFileSync(join(folder, "index.js"), "other")],
    ["the result is gone", () => rmSync(join(folder, "index.js"))],
    ["the folder is gone", () => rmSync(folder, { recursive: true })],
    ["there is a file beside the result", () => writeFileSync(join(folder, "index.js.map"), "{}")],
    ["there is a folder beside the result", () => mkdirSync(join(folder, "node_modules"))],
  ])("is out of date when %s", (_what, change) => {
    record();
    change();
    expect(upToDate()).toBe(false);
  });

  test("is not recorded, and an older record is gone, when an input changed as the build began", () => {
    record();
    recordBuild({ folder, recipe: "options", inputs: [input], startedAt: Date.now() });
    expect(upToDate()).toBe(false);
  });
});
