import fs, { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { watch } from "../../../preflight/commands/watch";

const directory = mkdtempSync(join(tmpdir(), "watch-"));
const file = join(directory, "main.js");
const report = join(directory, "report.txt");

beforeEach(() => writeFileSync(file, "0"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Watches, and writes a report on each run. What is said and seen at each run is kept. The fourth run ends it. */
function start() {
  const said: string[] = [];
  const seen: string[] = [];
  const run = async () => {
    if (seen.length === 3) throw new Error("enough");
    seen.push(readFileSync(file, "utf8"));
    writeFileSync(report, `run ${seen.length}`);
  };
  const say = (text: string) => {
    said.push(text);
  };
  const ended = watch({ paths: [directory], written: [report], run, say }).catch((error: Error) => error.message);
  const runs = async (count: number) => {
    while (said.filter((text) => text.startsWith("Watching for changes")).length < count) await pause(10);
  };
  return { said, seen, runs, ended };
}

/** Changes the file three times, each time once the run before is over. */
async function changeThrice({ runs, ended }: ReturnType<typeof start>): Promise<void> {
  for (const count of [1, 2, 3]) {
    await runs(count);
    writeFileSync(file, String(count));
  }
  expect(await ended).toBe("enough");
}

test("runs again after each change, not after its own report", async () => {
  const watching = start();
  await watching.runs(1);
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  writeFileSync(join(directory, "node_modules", "index.js"), "installed");
  writeFileSync(join(directory, ".hidden"), "hidden");
  await pause(400);
  expect(watching.seen).toEqual(["0"]);
  await changeThrice(watching);
  expect(watching.seen).toEqual(["0", "1", "2"]);
});

test.each(["ENOSPC", "EMFILE"])("looks at the files itself when the system has no watch left (%s)", async (code) => {
  const none = jest.spyOn(fs, "watch").mockImplementation(() => {
    throw Object.assign(new Error(`${code}: none left`), { code });
  });
  try {
    const watching = start();
    await changeThrice(watching);
    expect(watching.seen).toEqual(["0", "1", "2"]);
    expect(watching.said[0]).toBe(`No watch is left (${code}: none left): looking at the files every 0.5 s instead.`);
  } finally {
    none.mockRestore();
  }
});

test("says what else cannot be watched, and goes on", async () => {
  const watchOne = fs.watch;
  const some = jest.spyOn(fs, "watch").mockImplementation((...args: Parameters<typeof fs.watch>) => {
    if (String(args[0]).endsWith("odd.js")) throw Object.assign(new Error("EIO: broken"), { code: "EIO" });
    return watchOne(...args);
  });
  try {
    writeFileSync(join(directory, "odd.js"), "");
    const watching = start();
    await changeThrice(watching);
    expect(watching.said[0]).toBe("Not everything is watched: EIO: broken.");
  } finally {
    some.mockRestore();
  }
});
