import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { shellBlocks } from "../package/documented-commands";

// The fleet's runbook changes the instances' settings by a program of its own.

const root = resolve(__dirname, "../..");
const [block] = shellBlocks(root).filter(({ text }) => text.includes("remove-from-global-cluster"));
const command = /^python3 .*?^PYTHON$/ms.exec(block?.text ?? "")?.[0];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dr-guardrails-test-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("detaching writes the writer's address and the epoch it is given, and leaves the other settings", () => {
  const settings = {
    databaseHost: "db.cluster-ro-abc.us-west-2.rds.amazonaws.com",
    writerHost: "",
    region: "us-west-2",
  };
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
  const script = `set -e\nEPOCH=7\n${command}\ncat detached.json`;
  const { stdout, stderr, status } = spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" });
  expect([stderr, status]).toEqual(["", 0]);
  expect(JSON.parse(stdout)).toEqual({
    ...settings,
    writerHost: "db.cluster-abc.us-west-2.rds.amazonaws.com",
    lease: { epoch: 7, writer: "standby" },
  });
});
