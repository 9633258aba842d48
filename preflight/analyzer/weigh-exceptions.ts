import type { Excepted, UnusedException, Violation } from "../verdict";
import type { Exception } from "./exceptions";

export interface Weighed {
  /** What still stands. */
  readonly violations: readonly Violation[];
  readonly excepted: readonly Excepted[];
  readonly unusedExceptions: readonly UnusedException[];
}

/**
 * Parts findings as the engine does: one whose policy and URN stand together in an exception blocks nothing. A target
 * under which nothing was found is unused, in its own stack; those of other stacks are not looked at.
 */
export function weighExceptions(
  exceptions: readonly Exception[],
  violations: readonly Violation[],
  { project, stack }: { readonly project: string; readonly stack: string },
): Weighed {
  const standing: Violation[] = [];
  const excepted: Excepted[] = [];
  const used = new Set<string>();
  for (const violation of violations) {
    const covers = exceptions.filter((exception) => covering(exception, violation, used));
    if (covers.length === 0) {
      standing.push(violation);
    } else {
      excepted.push({ ...violation, exceptions: covers.map(({ id, reason }) => ({ id, reason })) });
    }
  }
  const unusedExceptions = exceptions.flatMap(({ id, reason, match }) =>
    match.flatMap(({ policies, targets }, index) =>
      [...new Set(targets)]
        .filter((urn) => urn.startsWith(`urn:pulumi:${stack}::${project}::`) && !used.has(useOf(id, index, urn)))
        .map((urn) => ({ id, reason, policies, urn })),
    ),
  );
  return { violations: standing, excepted, unusedExceptions };
}

function covering({ id, match }: Exception, { policy, urn }: Violation, used: Set<string>): boolean {
  const uses = match.flatMap(({ policies, targets }, index) =>
    policies.includes(policy) && targets.includes(urn) ? [useOf(id, index, urn)] : [],
  );
  for (const use of uses) {
    used.add(use);
  }
  return uses.length > 0;
}

function useOf(id: string, index: number, urn: string): string {
  return `${id} ${index} ${urn}`;
}

/** What a reader should know of exceptions, one sentence each. */
export function notesOn(exceptions: readonly Exception[], policies: ReadonlySet<string>): readonly string[] {
  return exceptions.flatMap(({ id, match, ignored }) => [
    ...[...new Set(match.flatMap((entry) => entry.policies))]
      .filter((name) => !policies.has(name))
      .map((name) => `Exception ${id} names the policy ${name}, which the pack does not have.`),
    ...ignored.map((word) =>
      word === "expires"
        ? `Exception ${id} has expires, which Pulumi ignores: an exception does not end by itself. An exemption of the policy does, and names who answers for it.`
        : `Exception ${id} has ${word}, which Pulumi ignores.`,
    ),
  ]);
}
