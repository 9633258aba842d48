import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { attempt, stated } from "../../model/graph/reading";
import type { Member, Stack } from "../../model/graph/stack";
import type { Tokens } from "../../model/graph/tokens";
import { readToday } from "./clock";
import { isCloudControl, judges } from "./cloud-control";
import type { RawConfig, Settings } from "./config";
import { findCover } from "./exemption";
import { say } from "./finding";
import type { Judgement } from "./judgement";
import { complianceOf, type Meta } from "./meta";
import { withoutTraces } from "./quiet";
import { putRight } from "./remedy";
import { type Fields, schemaOf } from "./schema";
import { shareResources } from "./shared-stack";
import { openStack } from "./stack";
import type { Subject } from "./subject";
import { exemptedReason, unknownError, unknownNote, weigh } from "./verdict";

interface Source {
  readonly meta: Meta;
  readonly config: Fields;
  readonly on: Tokens<unknown>;
  readSettings(raw: RawConfig): Settings;
}

/** Resources that are judged with the rest of the stack, since that may say that there is nothing to judge. */
export interface WithStack {
  readonly on: Tokens<unknown>;
  /**
   * Properties that the provider fills in where the program says nothing: in a preview one of them is unknown, and comes
   * from no resource.
   */
  readonly filledIn?: readonly string[];
  /** Whether there is nothing to judge after all. `own` are the properties as the program gave them. */
  isException?(member: Member, own: Member["props"], stack: Stack): boolean;
}

interface ResourceSource extends Source {
  readonly remedies: boolean;
  readonly withStack?: WithStack;
  judge(subject: Subject, raw: RawConfig): Judgement;
}

interface StackSource extends Source {
  judge(resources: readonly PolicyResource[], raw: RawConfig): Judgement;
}

/** What CrossGuard publishes about a policy. */
function described({ meta, config }: Source) {
  return {
    name: meta.name,
    description: meta.law,
    severity: meta.severity,
    ...(meta.level ? { enforcementLevel: meta.level } : {}),
    remediationSteps: meta.remediation,
    url: meta.url,
    framework: complianceOf(meta.framework),
    tags: [meta.name.split("-")[0] ?? meta.name],
    configSchema: schemaOf(config),
  };
}

/** The CrossGuard policy of a rule about one resource; it judges the stack as well for those that need all of it. */
export function resourcePolicy(source: ResourceSource): ResourceValidationPolicy & Partial<StackValidationPolicy> {
  const elsewhere = summaryOf(source.on);
  const { withStack } = source;
  return {
    ...described(source),
    validateResource: (args, report) => {
      if (!judges(source.on, args.type)) {
        withoutTraces(() => args.notApplicable(elsewhere));
      }
      if (withStack !== undefined && judges(withStack.on, args.type)) {
        withoutTraces(() => args.notApplicable("judged with the stack, which says what it is used for"));
      }
      const raw = args.getConfig<RawConfig>();
      const desk = { report, notApplicable: args.notApplicable, namesUrn: false };
      tell(source, source.readSettings(raw), source.judge(args as Subject, raw), args.urn, desk);
    },
    ...(source.remedies ? { remediateResource: (args) => remedied(source, args) } : {}),
    ...(withStack === undefined
      ? {}
      : { validateStack: (args, report) => tellOfStack(source, withStack, args, report) }),
  };
}

type ValidateStack = StackValidationPolicy["validateStack"];

/** Judges what was left for the stack, each resource by itself. */
function tellOfStack(
  source: ResourceSource,
  { on, filledIn = [], isException }: WithStack,
  ...[args, report]: Parameters<ValidateStack>
): void {
  const raw = args.getConfig<RawConfig>();
  const resources = shareResources(args.resources);
  const { stack } = openStack(resources);
  const members = new Map(stack.all().map((member) => [member.urn, member]));
  const judgements = resources.flatMap((resource) => {
    const member = judges(on, resource.type) ? members.get(resource.urn) : undefined;
    if (member === undefined || isException?.(member, resource.props, stack)) {
      return [];
    }
    const props = statedOf(resource.props, member, filledIn);
    return [source.judge({ ...(resource as Subject), props, inStack: { stack, member } }, raw)];
  });
  const judgement = {
    findings: judgements.flatMap(({ findings }) => findings),
    undetermined: judgements.flatMap(({ undetermined }) => undetermined),
  };
  const desk = { report, notApplicable: args.notApplicable, namesUrn: true };
  if (judgements.length > 0) {
    tell(source, source.readSettings(raw), judgement, resources[0]?.urn ?? "", desk);
  }
}

/** The properties without those that the provider is to fill in: of these the program states nothing. */
function statedOf(props: Subject["props"], member: Member, filledIn: readonly string[]): Subject["props"] {
  const isAwaited = (key: string) => filledIn.includes(key) && attempt(() => stated(member, key)) === undefined;
  const keys = Object.keys(props);
  const rest = keys.filter((key) => !isAwaited(key));
  const shown = rest.map((key) => [key, { enumerable: true, get: () => props[key] }] as const);
  return rest.length === keys.length ? props : Object.defineProperties({}, Object.fromEntries(shown));
}

/**
 * The inputs fixed, as far as the policy says how; nothing when nothing was changed. What is exempted stays, and so does a
 * resource of Cloud Control, whose inputs have other names.
 */
function remedied(source: ResourceSource, args: ResourceValidationArgs): Record<string, unknown> | undefined {
  if (!source.on.has(args.type) || isCloudControl(args.type)) {
    return undefined;
  }
  const raw = args.getConfig<RawConfig>();
  const { exemptions } = source.readSettings(raw).exemptions;
  const { findings } = source.judge(args as Subject, raw);
  const standing = findings.filter(({ urn, at }) => findCover(exemptions, urn, at, readToday())?.expired ?? true);
  return putRight(args.props, standing) ? args.props : undefined;
}

/** What a policy judges, in short, since it is sent for every resource and every policy that has nothing to say of it. */
export function summaryOf({ list: [first = "nothing", ...others] }: Tokens<unknown>): string {
  return others.length === 0 ? `judges ${first}` : `judges ${first} and ${others.length} more`;
}

/** The CrossGuard policy of a rule about relations. */
export function stackPolicy(source: StackSource): StackValidationPolicy {
  return {
    ...described(source),
    validateStack: (args, report) => {
      const raw = args.getConfig<RawConfig>();
      const resources = shareResources(args.resources);
      const home = resources[0]?.urn ?? "";
      const desk = { report, notApplicable: args.notApplicable, namesUrn: true };
      tell(source, source.readSettings(raw), source.judge(resources, raw), home, desk);
    },
  };
}

/** The engine's side of one validation. */
interface Desk {
  readonly report: ReportViolation;
  readonly notApplicable: (reason: string) => never;
  /** Whether an unknown value must say whose it is: where the engine does not know which resource is judged. */
  readonly namesUrn: boolean;
}

/** Violations first: the rest is told by an exception, which ends the validation. */
function tell(source: Source, settings: Settings, judgement: Judgement, home: string, desk: Desk): void {
  const { meta } = source;
  const { violations, exempted } = weigh(judgement.findings, settings.exemptions, meta.remediation, readToday());
  for (const { message, urn } of violations) {
    desk.report(message, urn);
  }
  if (judgement.skipped === undefined) {
    for (const problem of settings.problems) {
      desk.report(say(problem, `Correct the config of ${meta.name}.`), home);
    }
  }
  const unknown = unknownError(judgement.undetermined, desk.namesUrn);
  if (exempted.length > 0) {
    if (unknown !== undefined) {
      desk.report(unknownNote(meta.name, unknown, judgement.undetermined[0]?.urn ?? home));
    }
    withoutTraces(() => desk.notApplicable(exemptedReason(exempted)));
  }
  if (unknown !== undefined) {
    throw unknown;
  }
  const { skipped } = judgement;
  if (skipped !== undefined) {
    withoutTraces(() => desk.notApplicable(skipped));
  }
}
