import { findRegion } from "../../../model/aws/region";
import { known } from "../../../model/graph/reading";
import type { Member, Stack } from "../../../model/graph/stack";
import { type Names, openNames } from "../../../model/recovery/names";
import type { GraphResource } from "../../graph";
import { graphOf } from "../../recovery/graph-of";
import { finish } from "./values";

/** One graph, opened for reading, and notes on what could not be read. */
export interface Opened {
  readonly stack: Stack;
  readonly names: Names;
  readonly notes: string[];
}

export function open(resources: readonly GraphResource[]): Opened {
  const stack = graphOf(resources);
  return { stack, names: finish(openNames(stack)), notes: [] };
}

/** The same, and the region whose loss is drilled. */
export interface Reading extends Opened {
  readonly primaryRegion: string;
}

export function regionOf(member: Member<unknown>): string | undefined {
  return known(() => findRegion(member));
}

/** A store whose home is the standby loses nothing with the primary region. */
export function isWrittenIn(member: Member<unknown>, primaryRegion: string): boolean {
  const region = regionOf(member);
  return region === undefined || primaryRegion === "" || region === primaryRegion;
}

export function isInStandby(member: Member<unknown>, { primaryRegion }: Reading): boolean {
  return regionOf(member) !== primaryRegion;
}
