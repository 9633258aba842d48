import { randomUUID } from "node:crypto";
import type { PolicyResource } from "@pulumi/policy";

/** Calls under way, each with the resources that its first stack policy was handed. */
const calls = new Map<string, { resources?: readonly PolicyResource[] }>();

/** Opens a call whose stack policies share what the first of them is handed; the name is nobody else's to guess. */
export function openShare(): string {
  const share = randomUUID();
  calls.set(share, {});
  return share;
}

export function closeShare(share: string): void {
  calls.delete(share);
}

/**
 * The resources of a stack. Those that end with the mark of an open call are its first policy's, and are kept; the mark
 * alone stands for what was kept. Without a mark, and for any resource that only looks like one, it is what was handed in.
 * Throws rather than let a policy judge nothing and call it good.
 */
export function shareResources(handed: readonly PolicyResource[]): readonly PolicyResource[] {
  const call = calls.get(handed.at(-1)?.urn ?? "");
  if (call === undefined) {
    return handed;
  }
  if (call.resources === undefined && handed.length === 1) {
    throw new Error(
      "The resources of the stack were handed to nobody: @pulumi/policy reads them otherwise than it did",
    );
  }
  call.resources ??= handed.slice(0, -1);
  return call.resources;
}
