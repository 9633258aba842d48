import { knownRegion } from "../../../aws/region";
import { finish } from "../../../graph/gathering";
import type { Interruption } from "../../../graph/interruption";
import type { Member, Stack } from "../../../graph/stack";
import { Latches } from "../../latches";
import { type Names, openNames } from "../../names";
import type { Notebook } from "./values";

/** One graph, opened for reading, and notes on what could not be read. */
export interface Opened extends Notebook {
  readonly stack: Stack;
  readonly names: Names;
  readonly latches: Latches;
  /** Names of which nobody tells when the loss of their primary is detected. */
  readonly untold: Interruption[];
  /** Records whose clients stay with what is lost, while other names fail over. */
  readonly stranded: string[];
}

export function open(stack: Stack): Opened {
  const hidden: Interruption[] = [];
  const names = finish(openNames(stack), hidden);
  return { stack, names, latches: new Latches(stack, names), untold: [], stranded: [], notes: [], hidden };
}

/** The same, and the region whose loss is drilled. */
export interface Reading extends Opened {
  readonly primaryRegion: string;
}

export function regionOf(member: Member<unknown>): string | undefined {
  return knownRegion(member);
}

/** A store whose home is the standby loses nothing with the primary region. */
export function isWrittenIn(member: Member<unknown>, primaryRegion: string): boolean {
  const region = regionOf(member);
  return region === undefined || primaryRegion === "" || region === primaryRegion;
}

export function isInStandby(member: Member<unknown>, { primaryRegion }: Reading): boolean {
  return regionOf(member) !== primaryRegion;
}
