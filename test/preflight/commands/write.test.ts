import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFileAtomically } from "../../../preflight/commands/write";

const directory = mkdtempSync(join(tmpdir(), "write-"));

test.each([0o600, 0o640, 0o644, 0o666])("a file that is replaced keeps its mode %#", async (mode) => {
  const file = join(directory, `report-${mode}`);
  writeFileSync(file, "before");
  chmodSync(file, mode);
  await writeFileAtomically(file, ["af", "ter"]);
  expect([readFileSync(file, "utf8"), statSync(file).mode & 0o777]).toEqual(["after", mode]);
});
