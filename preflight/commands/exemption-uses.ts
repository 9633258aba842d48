import type { Profile } from "../analyzer/profile";
import { readProgram } from "../monitor/program";
import type { Exempted, Verdict } from "../verdict";
import { selectStacks } from "./check";
import { judgeProgram } from "./judge-program";
import { findProgram } from "./locations";

/** What one stack's findings have to do with the exemptions of a profile. */
export interface StackUses {
  readonly stack: string;
  /** Findings that exemptions cover. */
  readonly exempted: readonly Exempted[];
  /** Findings that stand, `policy urn` each: an exception there would cover them too. */
  readonly standing: ReadonlySet<string>;
}

export interface UseOptions {
  readonly stack: readonly string[];
  readonly all: boolean;
  readonly program?: string;
  readonly config: Readonly<Record<string, string>>;
  readonly policyPack: string;
  readonly timeLimit: number;
}

/** Judges stacks of a program by a profile, to see which findings its exemptions cover. */
export async function usesOfExemptions(
  profile: Profile,
  profileFile: string,
  options: UseOptions,
): Promise<readonly StackUses[]> {
  const programDirectory = findProgram(options.program);
  const stacks = selectStacks({ ...options, program: programDirectory });
  const uses: StackUses[] = [];
  for (const stack of stacks) {
    const program = readProgram({ programDirectory, stack, config: options.config });
    const { judged } = await judgeProgram({
      program,
      packDirectory: options.policyPack,
      profile,
      profileFile,
      timeLimitSeconds: options.timeLimit,
      withFailures: false,
    });
    uses.push(usesOf(judged.verdict));
  }
  return uses;
}

function usesOf({ stack, exempted, violations, excepted }: Verdict): StackUses {
  const standing = [...violations, ...excepted].map(({ policy, urn }) => pairOf(policy, urn));
  return { stack, exempted, standing: new Set(standing) };
}

/** A policy and a resource, which is as closely as an exception can be aimed. */
export function pairOf(policy: string, urn: string): string {
  return `${policy} ${urn}`;
}
