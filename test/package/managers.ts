import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { install, run } from "./installed";

/** Each manager with what makes it install as it does by default; exact versions, as they differ. */
export const MANAGERS: readonly (readonly [name: string, command: readonly string[]])[] = [
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

/** A team's project of one queue, with the packed file among its development packages; returns its folder. */
export function installTeam(
  place: string,
  tarball: string,
  name: string,
  [file = "", ...words]: readonly string[],
): string {
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
    join(team, "index.js"),
    'const aws = require("@pulumi/aws");\nnew aws.sqs.Queue("jobs", { tags: {} });\n',
  );
  run(team, file, ...words);
  return team;
}
