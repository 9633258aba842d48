import type { Member } from "../graph/stack";
import type { Delay } from "./estimates";

/** How what a store holds gets to another region, as far as a simulation has to know. */
export type Copy =
  /** In the order of the writes: what is younger than the lag is missing. `atMost`: the engine holds its commits by then. */
  | { readonly kind: "stream"; readonly lag: Delay; readonly atMost?: number }
  /** One by one: each object that is younger than its own time is missing. */
  | { readonly kind: "objects"; readonly time: Delay }
  /** `time`: of the job and its copy. */
  | {
      readonly kind: "backup";
      readonly periodSeconds: number;
      readonly startWindowSeconds: number;
      readonly time: Delay;
    }
  /** A write is acknowledged when another region has it. */
  | { readonly kind: "together" };

/** A store, and its copy in another region. */
export interface Copied {
  readonly service: string;
  /** What holds the data: several where it cannot be told which of them writes. */
  readonly holders: readonly Member<unknown>[];
  /** Absent when nothing of it is copied, or nobody states how. */
  readonly copy?: Copy;
}
