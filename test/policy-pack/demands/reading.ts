import { Interruption } from "../../../model/graph/interruption";
import type { Member, Stack } from "../../../model/graph/stack";
import { type Finding, say } from "../../../policy-pack/engine/finding";
import { openStack } from "../../../policy-pack/engine/stack";
import { stackOf } from "../show";

/** The stack that these resources are, as the engine hands it to a policy. */
export function opened(given: Parameters<typeof stackOf>[0]): Stack {
  return openStack(stackOf(given)).stack;
}

/** The resource of this name. */
export function named<Props>(members: readonly Member<Props>[], name: string): Member<Props> {
  const found = members.find((member) => member.name === name);
  if (found === undefined) {
    throw new Error(`no resource is called ${name}`);
  }
  return found;
}

export function nameOf(urn: string | undefined): string | undefined {
  return urn?.split("::").at(-1);
}

/** Of what a reading could not read: whose it is, or, where the input is at fault, what was thrown. */
export function lostOf(interruptions: Iterable<unknown>): readonly string[] {
  return [...interruptions].map((one) => {
    if (!(one instanceof Interruption)) {
      throw new Error("a reading yields interruptions only");
    }
    return nameOf(one.urn) ?? (one.cause instanceof Error ? one.cause.message : String(one.cause));
  });
}

/** The first line of what people are notified of a finding. */
export function said(found: Finding | Interruption): string | undefined {
  return found instanceof Interruption ? lostOf([found])[0] : say(found, "").trimEnd();
}
