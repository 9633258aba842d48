import type { PolicyResource, ResourceValidation } from "@pulumi/policy";
import { isUnknownValue } from "../../../model/graph/unknown";
import type { ExampleResource } from "../../../policy-pack/engine/example";
import type { Rule } from "../../../policy-pack/engine/rule";
import { rules } from "../../../policy-pack/rules";
import { readProfile } from "../../../preflight/analyzer/profile";
import { stackOf } from "../../policy-pack/show";

class NotApplicable extends Error {}

interface Desk {
  readonly args: object;
  readonly report: (message: string, urn?: string) => void;
}

type Say = (policy: string, name: string, message: string) => string;

/** What a policy rejects; what it cannot determine is `?`. */
function run(rule: Rule, config: object, stack: readonly PolicyResource[], say: Say): readonly string[] {
  const found: string[] = [];
  const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
  const ask = (home: string, judge: (desk: Desk) => void) => {
    const report = (message: string, urn = home) => void found.push(say(rule.meta.name, nameOf(urn), message));
    const notApplicable = (reason: string): never => {
      throw new NotApplicable(reason);
    };
    try {
      judge({ args: { getConfig: () => config, notApplicable, stackTags: new Map() }, report });
    } catch (error) {
      if (isUnknownValue(error)) {
        found.push(say(rule.meta.name, nameOf(home), "?"));
      } else if (!(error instanceof NotApplicable)) {
        throw error;
      }
    }
  };
  const { validateResource, validateStack } = rule.policy as {
    validateResource?: ResourceValidation;
    validateStack?: (args: object, report: Desk["report"]) => void;
  };
  for (const resource of validateResource === undefined ? [] : stack) {
    ask(resource.urn, ({ args, report }) => void validateResource?.({ ...resource, ...args } as never, report));
  }
  if (validateStack !== undefined) {
    ask(stack[0]?.urn ?? "", ({ args, report }) => validateStack({ ...args, resources: stack }, report));
  }
  return found;
}

const profiles = new Map<string, ReturnType<typeof readProfile>>();

function settingsOf(profile: string): ReturnType<typeof readProfile> {
  const settings = profiles.get(profile) ?? readProfile(profile);
  profiles.set(profile, settings);
  return settings;
}

/** What a profile of the package makes of a program, by the policies of some levels. */
function all(
  profile: string,
  resources: readonly ExampleResource[],
  levels: readonly string[],
  say: Say,
): readonly string[] {
  const settings = settingsOf(profile);
  const stack = stackOf(resources);
  const general = settings.get("all")?.level;
  return rules.flatMap((rule) => {
    const own = settings.get(rule.meta.name);
    const level = own?.level ?? general ?? rule.meta.level ?? "mandatory";
    return levels.includes(level) ? run(rule, own?.properties ?? {}, stack, say) : [];
  });
}

/** All that is mandatory and rejected, or cannot be determined, as `policy: resource path`. */
export function judged(profile: string, resources: readonly ExampleResource[]): readonly string[] {
  const inShort: Say = (policy, name, message) => `${policy}: ${name} ${message.replace(/ is .*/s, "")}`;
  return [...all(profile, resources, ["mandatory"], inShort)].sort();
}

/** Every message, advice included. */
export function told(profile: string, resources: readonly ExampleResource[]): readonly string[] {
  return all(profile, resources, ["mandatory", "advisory"], (policy, name, message) => `${policy}: ${name} ${message}`);
}
