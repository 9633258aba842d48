import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install, packPackage, run } from "./installed";

// What comes from a registry takes its time.
jest.setTimeout(600_000);

let place: string;
let tarball: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "dr-guardrails-layouts-"));
  tarball = packPackage(place);
});

/** Each manager with what makes it install as it does by default; exact versions, as they differ. */
const MANAGERS: readonly (readonly [string, readonly string[]])[] = [
  ["npm", ["npm", ...install, "--include=dev"]],
  ["pnpm", ["npx", "--yes", "pnpm@9.15.9", "install", "--prefer-offline", "--ignore-scripts"]],
  [
    "Yarn",
    [
      "npx",
      "--yes",
      "yarn@1.22.22",
      "install",
      "--ignore-scripts",
      "--no-lockfile",
      "--ignore-engines",
      "--prefer-offline",
    ],
  ],
];

test.each(MANAGERS)(
  "node_modules/dr-guardrails is a command and a pack as %s lays it out",
  (name, [file = "", ...words]) => {
    const team = join(place, name);
    mkdirSync(team);
    writeFileSync(
      join(team, "package.json"),
      JSON.stringify({
        name: "shop",
        private: true,
        dependencies: { "@pulumi/aws": "7.48.0", "@pulumi/pulumi": "3.248.0" },
        devDependencies: { "dr-guardrails": `file:${tarball}` },
      }),
    );
    writeFileSync(join(team, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(team, "Pulumi.prod.yaml"), "config: { aws:region: eu-central-1 }\n");
    writeFileSync(
      join(team, "index.ts"),
      'import * as aws from "@pulumi/aws";\nnew aws.sqs.Queue("jobs", { tags: {} });\n',
    );
    run(team, file, ...words);
    const check = (...more: readonly string[]) =>
      JSON.parse(run(team, "npx", "dr-guardrails", "check", "--severity", "critical", "--format", "json", ...more))
        .stacks[0];
    const own = check("--profile", "org-baseline");
    // As a pack that is named by its folder: what Pulumi is given.
    const named = check("--profile", "org-baseline", "--policy-pack", "node_modules/dr-guardrails");
    expect(own.resources).toBe(2);
    expect({ ...named, seconds: 0 }).toEqual({ ...own, seconds: 0 });
  },
);
