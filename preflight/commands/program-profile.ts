import { type Profile, readProfile } from "../analyzer/profile";
import type { Program } from "../monitor/program";
import { profileOf } from "./heading";
import { type ChosenProfile, chooseProgramProfile, ownPack } from "./locations";

export interface NamedProfile {
  readonly profile?: string;
  /** The options that a team's file sets. */
  readonly fromFile?: readonly string[];
}

/** The profile of a program, which it is and why. Throws a PreflightError when it cannot be read. */
export function readProgramProfile(
  program: Program,
  { profile, fromFile }: NamedProfile,
  packDirectory = ownPack,
): { readonly chosen: ChosenProfile; readonly profile: Profile } {
  const chosen = profileOf(profile, fromFile, () => chooseProgramProfile(program, packDirectory));
  return { chosen, profile: chosen.name === undefined ? new Map() : readProfile(chosen.name) };
}
