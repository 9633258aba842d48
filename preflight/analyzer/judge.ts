import { matchesWildcard } from "../../model/aws/wildcard";
import type { GraphResource, JsonObject, NotJudged, Urn } from "../graph";
import { makeUrn, ROOT_STACK } from "../monitor/urn";
import { unknownTo } from "../not-judged";
import { PreflightError } from "../problem";
import type { AnalyzeResponse } from "../protocol/messages";
import { Redactor } from "../redact";
import type { Findings, UnusedExemption } from "../verdict";
import { readResponse } from "./findings";
import type { PolicyPack } from "./pack";
import { type StackIdentity, secretsOf } from "./pack-process";
import { Bench } from "./passes";
import type { Profile } from "./profile";
import { Quota } from "./quota";
import { type EffectiveConfig, type PolicyInfo, reconcile } from "./reconcile";
import { RequestWriter } from "./requests";
import { exemptionsOf, judgeRetention } from "./retention";
import { notesOn, type Weighed, weighExceptions } from "./weigh-exceptions";

export interface JudgeOptions {
  readonly pack: PolicyPack;
  readonly identity: StackIdentity;
  readonly resources: readonly GraphResource[];
  readonly profile: Profile;
  /** How to call the profile in an error. */
  readonly profileName: string;
  /** Resources exist and carry the aliases under which they were found. */
  readonly deployed: boolean;
  /** Whether to tell what passed, too: of every resource and policy; told when left out. */
  readonly passes?: boolean;
}

export interface Judgement extends Findings, Weighed {
  readonly unusedExemptions: readonly UnusedExemption[];
  /** What no policy of the pack looks at. */
  readonly notJudged: readonly NotJudged[];
  /** Those that were not disabled. */
  readonly policies: readonly PolicyInfo[];
  /** What a reader should know about the findings, one sentence each. */
  readonly notes: readonly string[];
}

/** Resources that the pack is asked about at a time: enough to keep it busy. */
const LANES = 64;

/**
 * Has a pack judge a stack: each resource by its inputs, then all of them by their outputs, as the engine does. What a
 * stack only reads is not its to change, and the engine does not show it to a pack.
 */
export async function judge(options: JudgeOptions): Promise<Judgement> {
  const { pack, resources, profile, profileName } = options;
  if (pack.info.policies.length === 0) {
    throw new PreflightError(
      `the policy pack ${JSON.stringify(pack.info.name)} has no policies, expected at least one; add it to the policies of its PolicyPack`,
    );
  }
  const config = reconcile(pack.info.policies, pack.info.initialConfig, profile, profileName);
  const judged = resources.filter(({ external }) => !external);
  const judgement = new StackJudgement(options, new RequestWriter(resources, options.deployed), config);
  const today = new Date().toISOString().slice(0, 10);
  try {
    await attempt(pack, "it was configured", () => pack.configure(config));
    const findings = joinFindings([
      ...(await inLanes(judged, (resource) => judgement.analyze(resource))),
      await judgement.analyzeStack(judged),
      { ...judgeRetention(judged, pack.info.policies, config, today), passes: [] },
    ]);
    const policies = pack.info.policies.filter(({ name }) => config.get(name)?.level !== "disabled");
    const notJudged = unknownTo(pack.info.name, judged);
    const unusedExemptions = findUnused(config, findings);
    const { exceptions = [] } = profile;
    const weighed = weighExceptions(exceptions, findings.violations, options.identity);
    const names = new Set(pack.info.policies.map(({ name }) => name));
    const notes = [...judgement.notes(), ...(profile.notes ?? []), ...notesOn(exceptions, names)];
    return { ...findings, ...weighed, unusedExemptions, notJudged, policies, notes };
  } catch (error) {
    throw error instanceof PreflightError
      ? new Redactor(resources, {}, secretsOf(options.identity)).error(error)
      : error;
  }
}

class StackJudgement {
  /** What is deployed is judged as it is: the engine tells what it would change there, and changes nothing. */
  private readonly remediates: boolean;
  private readonly bench: Bench;
  private readonly urns: ReadonlySet<Urn>;
  /** Inputs that a remediation has changed: what the engine would go on with. */
  private readonly remediated = new Map<Urn, JsonObject>();
  private readonly quota = new Quota();
  /** When the last answer about this stack must be there. */
  private readonly deadline: number;

  constructor(
    private readonly options: JudgeOptions,
    private readonly writer: RequestWriter,
    config: EffectiveConfig,
  ) {
    this.remediates = !options.deployed && [...config.values()].some(({ level }) => level === "remediate");
    this.bench = new Bench(options.pack.info.policies, config);
    this.deadline = options.pack.client.deadline();
    this.urns = new Set(options.resources.map(({ urn }) => urn));
  }

  async analyze(resource: GraphResource): Promise<Findings> {
    const { pack } = this.options;
    const inputs = this.remediates ? await this.remediate(resource) : resource.inputs;
    const response = await attempt(pack, `it judged ${resource.urn}`, () =>
      pack.client.analyze(this.writer.analyze(resource, inputs), this.deadline),
    );
    const context = { locate: () => resource.urn, severityOf: (policy: string) => this.severityOf(policy) };
    return { ...readResponse(response, context, this.quota), passes: this.passes("resource", response, resource.urn) };
  }

  async analyzeStack(resources: readonly GraphResource[]): Promise<Findings> {
    const { pack } = this.options;
    const response = await attempt(pack, "it judged the stack", () =>
      pack.client.analyzeStack(
        this.writer.analyzeStack(resources.map((each) => this.asRemediated(each))),
        this.deadline,
      ),
    );
    const { stack, project } = this.options.identity;
    const root = makeUrn({ stack, project, type: ROOT_STACK, name: `${project}-${stack}` });
    if (response === undefined) {
      return { violations: [], undetermined: [], exempted: [], passes: [] };
    }
    const context = {
      locate: (named: Urn) => (this.urns.has(named) ? named : root),
      severityOf: (policy: string) => this.severityOf(policy),
    };
    return { ...readResponse(response, context, this.quota), passes: this.passes("stack", response, root) };
  }

  notes(): readonly string[] {
    return this.quota.notes();
  }

  private passes(judges: "resource" | "stack", response: AnalyzeResponse, urn: Urn): Findings["passes"] {
    return this.options.passes === false ? [] : this.bench.passes(judges, response, urn);
  }

  /** The inputs as the pack's remediations would change them. */
  private async remediate(resource: GraphResource): Promise<JsonObject> {
    const { pack } = this.options;
    const response = await attempt(pack, `it remediated ${resource.urn}`, () =>
      pack.client.remediate(this.writer.analyze(resource, resource.inputs), this.deadline),
    );
    const changed = response?.remediations.filter(({ diagnostic }) => diagnostic === "") ?? [];
    if (changed.length === 0) {
      return resource.inputs;
    }
    const inputs = changed.at(-1)?.properties ?? {};
    this.remediated.set(resource.urn, inputs);
    return inputs;
  }

  /** A program's resources come out as they were remediated. */
  private asRemediated(resource: GraphResource): GraphResource {
    const inputs = this.remediated.get(resource.urn);
    return inputs === undefined ? resource : { ...resource, inputs, outputs: { ...resource.outputs, ...inputs } };
  }

  private severityOf(policy: string) {
    return this.options.pack.info.policies.find(({ name }) => name === policy)?.severity ?? "unspecified";
  }
}

/** The results in the order of the items, a few of them under way at a time. The first failure ends it. */
async function inLanes<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const work = async () => {
    for (const [index, item] of waiting) {
      results[index] = await run(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, items.length) }, work));
  return results;
}

async function attempt<Result>(pack: PolicyPack, doing: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof PreflightError ? error : pack.explain(error, doing);
  }
}

function joinFindings(list: readonly Findings[]): Findings {
  return {
    violations: list.flatMap(({ violations }) => violations),
    undetermined: list.flatMap(({ undetermined }) => undetermined),
    exempted: list.flatMap(({ exempted }) => exempted),
    passes: list.flatMap(({ passes }) => passes),
  };
}

/** Exemptions of the config under which nothing was exempted, now or before they expired. */
function findUnused(config: EffectiveConfig, { exempted, violations }: Findings): readonly UnusedExemption[] {
  return [...config].flatMap(([policy, effective]) =>
    (effective.level === "disabled" ? [] : exemptionsOf(effective))
      .filter((exemption) => !exempted.some((use) => use.policy === policy && isUseOf(use, exemption)))
      .filter(
        (exemption) => !violations.some((violation) => violation.policy === policy && isExpired(violation, exemption)),
      )
      .map(({ urn, path, reason, owner, expires }) => ({
        policy,
        urn,
        ...(path === undefined ? {} : { path }),
        reason,
        owner,
        expires,
      })),
  );
}

function isUseOf(use: Findings["exempted"][number], exemption: Omit<UnusedExemption, "policy">): boolean {
  return (
    use.reason === exemption.reason &&
    use.owner === exemption.owner &&
    use.expires === exemption.expires &&
    matchesWildcard(exemption.urn, use.urn)
  );
}

/** The violation says of itself that this exemption covered it once. */
function isExpired(violation: Findings["violations"][number], exemption: Omit<UnusedExemption, "policy">): boolean {
  return (
    matchesWildcard(exemption.urn, violation.urn) &&
    violation.message.includes(`by ${exemption.owner} expired on ${exemption.expires}`)
  );
}
