import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Tokens } from "../facts/tokens";
import type { RawConfig, Settings } from "./config";
import { readToday } from "./exemption";
import { say } from "./finding";
import type { Judgement } from "./judgement";
import { complianceOf, type Meta } from "./meta";
import { type Fields, schemaOf } from "./schema";
import type { Subject } from "./subject";
import { exemptedReason, unknownError, type Verdict, weigh } from "./verdict";

interface Source {
  readonly meta: Meta;
  readonly config: Fields;
  readonly on: Tokens<unknown>;
  readSettings(raw: RawConfig): Settings;
}

interface ResourceSource extends Source {
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
  const elsewhere = `only judges ${source.on.list.join(", ")}`;
  return {
    ...described(source),
    validateResource: (args, report) => {
      if (!source.on.has(args.type)) {
        args.notApplicable(elsewhere);
      }
      const raw = args.getConfig<RawConfig>();
      tell(source, source.readSettings(raw), source.judge(args as Subject, raw), args.urn, {
        report: ({ message }) => report(message),
        notApplicable: (reason) => args.notApplicable(reason),
        namesUrn: false,
      });
    },
  };
}

/** The CrossGuard policy of a rule about relations. */
export function stackPolicy(source: StackSource): StackValidationPolicy {
  return {
    ...described(source),
    validateStack: (args, report) => {
      const raw = args.getConfig<RawConfig>();
      const home = args.resources[0]?.urn ?? "";
      tell(source, source.readSettings(raw), source.judge(args.resources, raw), home, {
        report: ({ message, urn }) => report(message, urn),
        notApplicable: (reason) => args.notApplicable(reason),
        namesUrn: true,
      });
    },
  };
}

/** The engine's side of one validation. */
interface Desk {
  report(violation: Verdict["violations"][number]): void;
  notApplicable(reason: string): never;
  /** Whether an unknown value must say whose it is. */
  readonly namesUrn: boolean;
}

/** Violations first: what follows is told by exceptions, each of which ends the validation. */
function tell(source: Source, settings: Settings, judgement: Judgement, home: string, desk: Desk): void {
  const { violations, exempted } = weigh(judgement.findings, settings.exemptions, source.meta.remediation, readToday());
  violations.forEach(desk.report);
  if (judgement.skipped === undefined) {
    for (const problem of settings.problems) {
      desk.report({ urn: home, message: say(problem, `Correct the config of ${source.meta.name}.`) });
    }
  }
  const unknown = unknownError(judgement.undetermined, desk.namesUrn);
  if (unknown !== undefined) {
    throw unknown;
  }
  if (exempted.length > 0) {
    desk.notApplicable(exemptedReason(exempted));
  }
  if (judgement.skipped !== undefined) {
    desk.notApplicable(judgement.skipped);
  }
}
