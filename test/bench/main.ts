/**
 * `npm run bench [-- rounds] [--only part]`: times and memory, as ratios within one run. What they mean: docs/speed.md.
 */
import { parseArgs } from "node:util";
import { measureCommands } from "./commands";
import { measureFiles } from "./files";
import { measureGrowth } from "./growth";
import { measurePack } from "./pack";
import { figuresTable, type Part } from "./report";
import { measureScale } from "./scale";
import { measureSecrets } from "./secrets";

/** The parts that `--only` names, each with how it is measured. */
const parts: Readonly<Record<string, (rounds: number) => Promise<Part>>> = {
  command: measureCommands,
  pack: measurePack,
  graph: measureGrowth,
  files: measureFiles,
  secrets: measureSecrets,
  scale: measureScale,
};

interface Asked {
  readonly rounds: number;
  readonly names: readonly string[];
}

function readArguments(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: "string", multiple: true } },
  });
  const [rounds = "5"] = positionals;
  if (!/^[1-9]\d?$/.test(rounds) || positionals.length > 1) {
    throw new Error(`rounds is ${JSON.stringify(positionals.join(" "))}, expected a number from 1 to 99`);
  }
  const names = values.only ?? Object.keys(parts);
  const stranger = names.find((name) => !Object.hasOwn(parts, name));
  if (stranger !== undefined) {
    throw new Error(`--only is ${JSON.stringify(stranger)}, expected one of ${Object.keys(parts).join(", ")}`);
  }
  return { rounds: Number(rounds), names };
}

async function main(): Promise<void> {
  const { rounds, names } = readArguments();
  const told: Part[] = [];
  for (const name of names) {
    process.stderr.write(`${name} ...\n`);
    const part = await parts[name]?.(rounds);
    told.push(...(part === undefined ? [] : [part]));
  }
  const figures = told.flatMap((part) => part.figures);
  const details = told.flatMap((part) => part.details);
  process.stdout.write(`${[...details, figuresTable(figures)].join("\n\n")}\n`);
  process.exitCode = figures.every(({ value, most }) => value <= most) ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
