import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packPackage, run } from "./installed";
import { installTeam, MANAGERS } from "./managers";

// What comes from a registry takes its time.
jest.setTimeout(600_000);

let place: string;
let tarball: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "dr-guardrails-layouts-"));
  tarball = packPackage(place);
});
afterAll(() => rmSync(place, { recursive: true }));

test.each(MANAGERS)("node_modules/dr-guardrails is a command and a pack as %s lays it out", (name, manager) => {
  const team = installTeam(place, tarball, name, manager);
  const check = (...more: readonly string[]) =>
    JSON.parse(run(team, "npx", "dr-guardrails", "check", "--severity", "critical", "--format", "json", ...more))
      .stacks[0];
  const own = check("--profile", "org-baseline");
  // As a pack that is named by its folder: what Pulumi is given.
  const named = check("--profile", "org-baseline", "--policy-pack", "node_modules/dr-guardrails");
  expect(own.resources).toBe(2);
  expect({ ...named, seconds: 0 }).toEqual({ ...own, seconds: 0 });
});
