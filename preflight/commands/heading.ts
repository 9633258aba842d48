import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative } from "node:path";
import { groupBy } from "../../model/aws/twins";
import { isProfileName, profileFile } from "../analyzer/profile-files";
import type { Project } from "../monitor/project";
import { type ChosenProfile, isInstalled } from "./locations";
import { OPTIONS_FILE } from "./options-file";

/** The profile that was named, or else the one that is chosen. */
export function profileOf(
  named: string | undefined,
  fromFile: readonly string[] | undefined,
  choose: () => ChosenProfile,
): ChosenProfile {
  const who = fromFile?.includes("profile") ? OPTIONS_FILE : "--profile";
  return named === undefined ? choose() : { name: named, reason: `as ${who} says` };
}

/** What was judged, by which policy, and how the engine is told to judge by the same: one line each. */
export function headingOf(project: Project, profiles: readonly ChosenProfile[]): string {
  const file = relative(process.cwd(), project.file);
  return [`Project ${project.name} (${file})${byProfiles(profiles)}`, ...engineOption(profiles)].join("\n");
}

/** By which profiles stacks were judged, and why. */
export function byProfiles(profiles: readonly ChosenProfile[]): string {
  const texts = [...groupBy(profiles, ({ reason }) => reason)].map(([reason, group]) => {
    const names = [...new Set(group.flatMap(({ name }) => name ?? []))];
    return names.length === 0 ? reason : `${names.join(", ")} (${reason})`;
  });
  return texts.length === 0 ? "" : `, judged by ${texts.join("; ")}`;
}

/** The one option for `pulumi` beside `--policy-pack`, where all stacks have one profile that is a file as Pulumi takes it. */
function engineOption(profiles: readonly ChosenProfile[]): readonly string[] {
  const names = [...new Set(profiles.map(({ name }) => name))];
  const [name] = names;
  if (names.length !== 1 || name === undefined) {
    return [];
  }
  const file = isProfileName(name) ? shortest(profileFile(name)) : undefined;
  return [
    file === undefined
      ? `The engine judges by the same with the file that dr-guardrails profile print ${name} writes: --policy-pack-config FILE`
      : `The engine judges by the same with --policy-pack-config ${file}`,
  ];
}

/** As a project finds it: where a package manager keeps it is no path to write down. */
function shortest(file: string): string {
  const path = join("dr-guardrails", "policy-pack", "profiles", basename(file));
  const folders = createRequire(join(process.cwd(), "index.js")).resolve.paths("dr-guardrails") ?? [];
  const found = isInstalled
    ? folders.map((folder) => join(folder, path)).find((place) => existsSync(place))
    : undefined;
  return relative(process.cwd(), found ?? file);
}
