import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Plain, Stack } from "../../model/graph/stack";
import { anything, type Tokens } from "../../model/graph/tokens";
import type { Check } from "./check";
import { judgeAsAws } from "./cloud-control";
import { type RawConfig, type Settings, settingsReader } from "./config";
import type { ResourceExamples, StackExamples } from "./example";
import type { Finding, StackFinding } from "./finding";
import { collect, type Judgement } from "./judgement";
import type { Meta } from "./meta";
import { resourcePolicy, stackPolicy, type WithStack } from "./policy";
import { Reader } from "./reader";
import type { ConfigOf, Fields } from "./schema";
import { openProvider, openStack } from "./stack";
import type { Subject } from "./subject";

interface Law {
  readonly meta: Meta;
  readonly config: Fields;
  /** The types it judges; every type for a stack rule, which picks its own. */
  readonly on: Tokens<unknown>;
  readSettings(raw: RawConfig): Settings;
}

/** A policy about one resource at a time. */
export interface ResourceRule extends Law {
  readonly kind: "resource";
  readonly examples: ResourceExamples<unknown, RawConfig>;
  judge(subject: Subject, config: RawConfig): Judgement;
  readonly remedies: boolean;
  readonly policy: ResourceValidationPolicy & Partial<StackValidationPolicy>;
}

/** A policy about how resources stand to each other. */
export interface StackRule extends Law {
  readonly kind: "stack";
  readonly examples: StackExamples<RawConfig>;
  judge(resources: readonly PolicyResource[], config: RawConfig): Judgement;
  readonly policy: StackValidationPolicy;
}

export type Rule = ResourceRule | StackRule;

interface ResourceRuleSource<Args, F extends Fields> {
  readonly meta: Meta;
  readonly config: F;
  readonly on: Tokens<Args>;
  readonly check: (
    props: NoInfer<Plain<Args>>,
    config: ConfigOf<NoInfer<F>>,
    subject: Subject<NoInfer<Plain<Args>>>,
  ) => Check<Finding>;
  /** Whether its findings say what to put in place of what is wrong. */
  readonly remedies?: true;
  /** Resources about which the rest of the stack has a say; they are judged with it. */
  readonly withStack?: WithStack;
  readonly examples: ResourceExamples<NoInfer<Plain<Args>>, ConfigOf<NoInfer<F>>>;
}

/** Makes a rule that judges one kind of resource. */
export function resourceRule<Args, const F extends Fields>(source: ResourceRuleSource<Args, F>): ResourceRule {
  const { meta, config, on, check, examples, remedies = false, withStack } = source;
  const readSettings = settingsReader(config);
  const judgeForm = (subject: Subject, raw: RawConfig) => {
    const reader = new Reader();
    const opened = { ...subject, props: reader.open(subject.props, subject.urn) as Plain<Args> };
    const seen = subject.provider ? { ...opened, provider: openProvider(subject.provider, reader) } : opened;
    const values = readSettings(raw).values as ConfigOf<F>;
    return collect(() => check(seen.props, values, seen), subject.urn, reader);
  };
  const judge = (subject: Subject, raw: RawConfig) => judgeAsAws(subject, on, (form) => judgeForm(form, raw));
  const law = { kind: "resource", meta, config, on, examples, readSettings, judge, remedies } as const;
  return { ...law, policy: resourcePolicy({ ...law, ...(withStack === undefined ? {} : { withStack }) }) };
}

interface StackRuleSource<F extends Fields> {
  readonly meta: Meta;
  readonly config: F;
  readonly check: (stack: Stack, config: ConfigOf<NoInfer<F>>) => Check<StackFinding>;
  readonly examples: StackExamples<ConfigOf<NoInfer<F>>>;
}

/** Makes a rule that judges relations. Each of its findings names the resource it is about. */
export function stackRule<const F extends Fields>(source: StackRuleSource<F>): StackRule {
  const { meta, config, check, examples } = source;
  const readSettings = settingsReader(config);
  const judge = (resources: readonly PolicyResource[], raw: RawConfig) => {
    const { stack, reader, place } = openStack(resources);
    const values = readSettings(raw).values as ConfigOf<F>;
    const judgement = collect(() => check(stack, values), resources[0]?.urn ?? "", reader);
    return { ...judgement, findings: judgement.findings.map(place) };
  };
  const law = { kind: "stack", meta, config, on: anything, examples, readSettings, judge } as const;
  return { ...law, policy: stackPolicy(law) };
}
