import { resolve } from "node:path";
import { connectPack, type PackInfo } from "../analyzer/pack";
import { spawnPack } from "../analyzer/pack-process";
import { readProfile } from "../analyzer/profile";
import { profileNames } from "../analyzer/profile-files";
import { type Guide, readGuide } from "../guide/read";
import { PreflightError } from "../problem";
import { explainPolicy, listPolicies, type Profiles } from "../report/policy";
import { ownPack } from "./locations";
import { nearestNames } from "./nearest";
import { print } from "./write";

export interface ExplainOptions {
  readonly policyPack?: string;
  readonly timeLimit: number;
}

/** How long an exemption lasts that explain shows: a quarter. */
const EXEMPTION_DAYS = 90;

/** No stack: the pack is only asked about itself. */
const NOBODY = {
  project: "none",
  stack: "none",
  organization: "organization",
  dryRun: true,
  config: {},
  configSecretKeys: [],
};

/** Says what a policy demands, why, and what to do; without a name, which policies there are. */
export async function explain(name: string | undefined, options: ExplainOptions): Promise<number> {
  const directory = options.policyPack ?? ownPack;
  const [pack, guide]: readonly [PackInfo, Guide] = await Promise.all([
    askPack(directory, options.timeLimit),
    name === undefined ? {} : readGuide(directory, options.timeLimit),
  ]);
  if (name === undefined) {
    await print([listPolicies(pack)]);
    return 0;
  }
  const policy = pack.policies.find((candidate) => candidate.name === name);
  if (policy === undefined) {
    throw new PreflightError(
      `policy ${JSON.stringify(name)} is unknown to ${pack.name}; the nearest names are ${nearestNames(
        name,
        pack.policies.map((candidate) => candidate.name),
      ).join(", ")}`,
    );
  }
  const until = new Date(Date.now() + EXEMPTION_DAYS * 86_400_000).toISOString().slice(0, "2027-03-31".length);
  const isOwn = resolve(directory) === resolve(ownPack);
  const profiles: Profiles = isOwn ? profileNames().map((each) => [each, readProfile(each)]) : [];
  await print([explainPolicy({ policy, guide: guide[name], profiles, until })]);
  return 0;
}

/** What a pack says of itself. */
export async function askPack(directory: string, timeLimitSeconds: number): Promise<PackInfo> {
  const process = spawnPack({ directory, identity: NOBODY, timeLimitSeconds });
  try {
    const pack = await connectPack(process, NOBODY, timeLimitSeconds);
    pack.close();
    return pack.info;
  } finally {
    process.kill();
  }
}
