import { matchesWildcard } from "../../model/aws/wildcard";
import { isAtOrBelow } from "../../model/graph/path";
import { joinParts, type ProfileDocument } from "../analyzer/profile-version";
import type { Exempted } from "../verdict";
import { pairOf, type StackUses } from "./exemption-uses";

export interface ProfileWithUses {
  readonly settings: ProfileDocument;
  /** Those that the profile has already. */
  readonly exceptions: ProfileDocument;
  readonly uses: readonly StackUses[];
  /** ISO date. */
  readonly today: string;
}

export interface WrittenExceptions {
  /** A profile of version 2. */
  readonly document: ProfileDocument;
  /** What a person should know of it, one sentence each. */
  readonly remarks: readonly string[];
}

interface Exemption {
  readonly urn: string;
  readonly path?: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

/**
 * Writes exemptions as exceptions of Pulumi's own: each for exactly the resources where it covers a finding today. One
 * that Pulumi cannot say stays an exemption: where another finding of the policy stands at the same resource, which an
 * exception would let pass as well, and one that covers nothing.
 */
export function withExceptions({ settings, exceptions, uses, today }: ProfileWithUses): WrittenExceptions {
  const written: Record<string, unknown> = { ...exceptions };
  const remarks: string[] = [];
  const changed = Object.entries(settings).map(([policy, setting]) => {
    const left = exemptionsOf(setting).filter((exemption, index) => {
      const outcome = convert(policy, exemption, uses, today);
      if ("remark" in outcome) {
        remarks.push(`The exemption of ${exemption.urn} from ${policy} stays one: ${outcome.remark}.`);
        return true;
      }
      written[freeId(`${policy}-${index + 1}`, written)] = outcome.exception;
      remarks.push(
        `The exemption of ${exemption.urn} from ${policy} is an exception now, which Pulumi does not end on ${exemption.expires}: write the file anew before that day.`,
      );
      return false;
    });
    return [policy, withExemptions(setting, left)] as const;
  });
  const kept = changed.filter(([, setting]) => setting !== undefined);
  return { document: joinParts({ settings: Object.fromEntries(kept), exceptions: written }), remarks };
}

type Outcome = { readonly exception: object } | { readonly remark: string };

function convert(policy: string, exemption: Exemption, stacks: readonly StackUses[], today: string): Outcome {
  const { reason, owner, expires } = exemption;
  if (expires < today) {
    return { remark: `it ended on ${expires}` };
  }
  const covered = stacks.flatMap(({ exempted, standing }) =>
    exempted
      .filter((use) => use.policy === policy && isUseOf(use, exemption))
      .map(({ urn }) => ({ urn, alsoStands: standing.has(pairOf(policy, urn)) })),
  );
  const spoilt = covered.find(({ alsoStands }) => alsoStands);
  if (spoilt !== undefined) {
    return { remark: `another finding of the policy stands at ${spoilt.urn}, and an exception would cover both` };
  }
  if (covered.length === 0) {
    return { remark: `it covers nothing in ${stacks.map(({ stack }) => stack).join(", ")}` };
  }
  const targets = [...new Set(covered.map(({ urn }) => urn))].sort();
  return {
    exception: { reason: `${reason} (${owner}, until ${expires})`, match: [{ policies: [policy], targets }] },
  };
}

function isUseOf(use: Exempted, { urn, path, reason, owner, expires }: Exemption): boolean {
  return (
    use.reason === reason &&
    use.owner === owner &&
    use.expires === expires &&
    matchesWildcard(urn, use.urn) &&
    (path === undefined || isAtOrBelow(path, use.path))
  );
}

function freeId(id: string, taken: Readonly<Record<string, unknown>>): string {
  return id in taken ? freeId(`${id}x`, taken) : id;
}

function exemptionsOf(setting: unknown): readonly Exemption[] {
  const { exemptions } = isRecord(setting) ? setting : {};
  return Array.isArray(exemptions) ? exemptions : [];
}

/** The setting with the exemptions that are left; nothing when nothing else was set. */
function withExemptions(setting: unknown, left: readonly Exemption[]): unknown {
  if (!isRecord(setting) || !Array.isArray(setting.exemptions)) {
    return setting;
  }
  const { exemptions: _all, ...rest } = setting;
  const all = left.length === 0 ? rest : { ...rest, exemptions: left };
  return Object.keys(all).length === 0 ? undefined : all;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
