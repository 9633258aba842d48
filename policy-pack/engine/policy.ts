import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
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
import type { Subject } from "./subject";
import { exemptedReason, unknownError, unknownNote, weigh } from "./verdict";

interface Source {
  readonly meta: Meta;
  readonly config: Fields;
  readonly on: Tokens<unknown>;
  readSettings(raw: RawConfig): Settings;
}

interface ResourceSource extends Source {
  readonly remedies: boolean;
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

/** The CrossGuard policy of a rule about one resource. */
export function resourcePolicy(source: ResourceSource): ResourceValidationPolicy {
  const elsewhere = summaryOf(source.on);
  return {
    ...described(source),
    validateResource: (args, report) => {
      if (!judges(source.on, args.type)) {
        withoutTraces(() => args.notApplicable(elsewhere));
      }
      const raw = args.getConfig<RawConfig>();
      const desk = { report, notApplicable: args.notApplicable, namesUrn: false };
      tell(source, source.readSettings(raw), source.judge(args as Subject, raw), args.urn, desk);
    },
    ...(source.remedies ? { remediateResource: (args) => remedied(source, args) } : {}),
  };
}

/**
 * The inputs put right, as far as the policy says how; nothing when nothing was changed. What is exempted stays, and so does a
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
