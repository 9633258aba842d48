import { connectPack, type PackInfo } from "../analyzer/pack";
import { spawnPack } from "../analyzer/pack-process";
import { type Guide, readGuide } from "../guide/read";
import { PreflightError } from "../problem";
import { explainPolicy, listPolicies } from "../report/policy";
import { ownPack } from "./locations";
import { nearestNames } from "./nearest";
import { print } from "./write";

export interface ExplainOptions {
  readonly policyPack?: string;
  readonly timeLimit: number;
}

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
  await print([explainPolicy(policy, guide[name])]);
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
