import { existsSync, realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { isProfileName, profileFile } from "../analyzer/profile-files";
import { findProject } from "../monitor/find-project";
import type { Program } from "../monitor/program";
import { isInstalledFile } from "../paths";

/** Where this package is installed. */
export const packageDirectory = resolve(__dirname, "..", "..");

/** The program and the pack of this package. */
export const ownProgram = join(packageDirectory, "infra");
export const ownPack = packageDirectory;

/** What others depend on is installed in a folder of packages; a checkout is not. */
export const isInstalled = isInstalledFile(packageDirectory);

/** The directory of the program that a command means: the one that is named, or the nearest project. */
export function findProgram(named: string | undefined): string {
  if (named !== undefined) {
    return named;
  }
  const checkout = { directory: packageDirectory, program: ownProgram };
  const found = findProject(process.cwd(), isInstalled ? undefined : checkout);
  return relative(process.cwd(), found) || ".";
}

/** A profile for those who named none: its name, and why it is this one. */
export interface ChosenProfile {
  /** Undefined for the pack's own defaults. */
  readonly name?: string;
  readonly reason: string;
}

/** What a profile may be chosen by. */
export interface Judged {
  readonly isOwn: boolean;
  readonly stack: string;
  readonly blueprint?: string | undefined;
}

const BASELINE = "org-baseline";

/**
 * The profile of a stack when none is named. A stack of this package's own project has that of its system, named like its
 * blueprint or else like the stack. A foreign program never chooses the policy that it is judged by: the baseline for any
 * team. Another pack is asked by its own defaults.
 */
export function chooseProfile({ isOwn, stack, blueprint }: Judged, packDirectory: string): ChosenProfile {
  if (!isSame(packDirectory, ownPack)) {
    return { reason: "the defaults of the policy pack; --profile FILE sets others" };
  }
  if (!isOwn) {
    return { name: BASELINE, reason: "the baseline for any team; --profile NAME chooses another" };
  }
  const names = [blueprint, stack].filter((name) => name !== undefined && isProfileName(name));
  const name = names.find((candidate) => candidate !== undefined && existsSync(profileFile(candidate)));
  return name === undefined
    ? { reason: "the defaults of the policy pack; --profile NAME chooses others" }
    : { name, reason: "the profile of its system; --profile NAME chooses another" };
}

/** The profile of a stack of a program that can be run. */
export function chooseProgramProfile({ project, stack, config }: Program, packDirectory: string): ChosenProfile {
  const isOwn = isSame(project.directory, ownProgram);
  return chooseProfile({ isOwn, stack, blueprint: config.values[`${project.name}:blueprint`] }, packDirectory);
}

/** The profile of a stack that a file shows: it says what its project is called, and nothing of its config. */
export function chooseFileProfile(project: string, stack: string, packDirectory: string): ChosenProfile {
  return chooseProfile({ isOwn: project === OWN_PROJECT, stack }, packDirectory);
}

/** The name in `infra/Pulumi.yaml`. */
const OWN_PROJECT = "dr-guardrails";

function isSame(left: string, right: string): boolean {
  return existsSync(left) && existsSync(right) && realpathSync(left) === realpathSync(right);
}
