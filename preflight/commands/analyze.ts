import { setFlagsFromString } from "node:v8";
import { type Profile, readProfile } from "../analyzer/profile";
import { byProfiles, profileOf } from "./heading";
import { type Found, failuresOf, inMemory, judgeFiles, nameApart, type StackProfile } from "./judge-files";
import { type ChosenProfile, chooseFileProfile, ownPack } from "./locations";
import { prepareReport, type ReportOptions, reportFormats, showsFailures } from "./output";
import { Progress } from "./progress";
import { Spool } from "./spool";
import { findStackFiles } from "./stack-files";

export interface AnalyzeOptions extends ReportOptions {
  readonly file: readonly string[];
  readonly policyPack?: string;
  readonly profile?: string;
  readonly timeLimit: number;
}

/** Judges stacks that files show. Returns the exit status. */
export async function analyze(paths: readonly string[], options: AnalyzeOptions): Promise<number> {
  const { sift, write } = prepareReport(options);
  const packDirectory = options.policyPack ?? ownPack;
  const profiles = new Profiles(options.profile, options.fromFile, packDirectory);
  const { files, areMany } = findStackFiles([...options.file, ...paths]);
  const formats = reportFormats(options);
  if (areMany) {
    holdMemoryDown();
  }
  const progress = new Progress(process.stderr);
  const show = (file: string, index: number) => progress.show(`judging ${file} (${index + 1} of ${files.length})`);
  const judging = judgeFiles(
    files,
    {
      packDirectory,
      profileFor: profiles.choose,
      sift,
      timeLimitSeconds: options.timeLimit,
      keep: {
        resources: formats.includes("html"),
        passes: formats.includes("junit"),
        failures: showsFailures(options),
      },
      putAside: areMany && options.against === undefined ? new Spool<Found>().put : inMemory,
    },
    areMany ? show : () => undefined,
  );
  const outcomes = await judging.finally(() => progress.clear());
  const [first] = outcomes;
  if (!areMany && first !== undefined && "error" in first) {
    throw first.error;
  }
  const heading = `Read from ${areMany ? `${files.length} files` : files[0]}${byProfiles(profiles.chosen())}`;
  return write({ heading, stacks: nameApart(outcomes), failures: failuresOf(outcomes), isSummary: areMany });
}

/** What is judged is garbage soon: V8 is to collect it when the heap has grown by a fifth, not when it has doubled. */
function holdMemoryDown(): void {
  setFlagsFromString("--heap-growing-percent=20");
}

/** The profile of each stack; each is read once. */
class Profiles {
  private readonly read = new Map<string, { readonly chosen: ChosenProfile; readonly profile: Profile }>();

  /** What is wrong with a named profile stops the command before it judges. */
  constructor(
    private readonly named: string | undefined,
    private readonly fromFile: readonly string[] | undefined,
    private readonly packDirectory: string,
  ) {
    if (named !== undefined) {
      this.load(profileOf(named, fromFile, () => ({ reason: "" })));
    }
  }

  readonly choose = (project: string, stack: string): StackProfile => {
    const chosen = profileOf(this.named, this.fromFile, () => chooseFileProfile(project, stack, this.packDirectory));
    return { profile: this.load(chosen), profileFile: chosen.name ?? null };
  };

  chosen(): readonly ChosenProfile[] {
    return [...this.read.values()].map(({ chosen }) => chosen);
  }

  private load(chosen: ChosenProfile): Profile {
    const key = chosen.name ?? "";
    const known = this.read.get(key);
    if (known !== undefined) {
      return known.profile;
    }
    const profile: Profile = chosen.name === undefined ? new Map() : readProfile(chosen.name);
    this.read.set(key, { chosen, profile });
    return profile;
  }
}
