import { parseSettings } from "../analyzer/profile";
import { readProfileDocument } from "../analyzer/profile-files";
import { type ProfileDocument, partsOf } from "../analyzer/profile-version";
import { PreflightError } from "../problem";
import { printable } from "../report/printable";
import { ownPack } from "./locations";
import { writeReport } from "./output";

export interface PrintProfileOptions {
  readonly out?: string;
  /** Exemptions are written as exceptions of Pulumi's own, for the stacks that are named. */
  readonly pulumiExceptions: boolean;
  readonly stack: readonly string[];
  readonly all: boolean;
  readonly program?: string;
  readonly config: Readonly<Record<string, string>>;
  readonly policyPack?: string;
  readonly timeLimit: number;
  /** Names of the options that `dr-guardrails.json` gave. */
  readonly fromFile?: readonly string[];
}

/** Prints a profile with all that it extends put in, as Pulumi takes it. Returns the exit status. */
export async function printProfile(given: string, options: PrintProfileOptions): Promise<number> {
  const document = readProfileDocument(given);
  const profile = parseSettings(given, document);
  if (!options.pulumiExceptions) {
    rejectStacks(options);
    return print(document, options.out);
  }
  const { usesOfExemptions }: typeof import("./exemption-uses") = require("./exemption-uses");
  const { withExceptions }: typeof import("./exemptions-as-exceptions") = require("./exemptions-as-exceptions");
  const uses = await usesOfExemptions(profile, given, { ...options, policyPack: options.policyPack ?? ownPack });
  const { settings, exceptions = {} } = partsOf(given, document);
  const today = new Date().toISOString().slice(0, 10);
  const written = withExceptions({ settings, exceptions, uses, today });
  for (const remark of written.remarks) {
    process.stderr.write(`${printable(remark)}\n`);
  }
  return print(written.document, options.out);
}

async function print(document: ProfileDocument, out: string | undefined): Promise<number> {
  await writeReport([`${JSON.stringify(document, null, 2)}\n`], out);
  return 0;
}

function rejectStacks({ stack, all, program, fromFile = [] }: PrintProfileOptions): void {
  const given = { stack: stack.length > 0, all, program: program !== undefined };
  const [name] = Object.entries(given).flatMap(([option, isGiven]) =>
    isGiven && !fromFile.includes(option) ? [option] : [],
  );
  if (name !== undefined) {
    throw new PreflightError(
      `--${name} means nothing to profile print by itself, expected --pulumi-exceptions with it`,
    );
  }
}
