/**
 * Since 1.21 `@pulumi/policy` exports these two at run time, but its type declarations leave them out.
 * This is the one place that says what they look like.
 */
declare module "@pulumi/policy/proxy" {
  /** Thrown when a property is read whose value is unknown at preview. `props` is the way to it. */
  export class UnknownValueError extends Error {
    constructor(marker: string, props: readonly (string | symbol)[]);
    readonly unknownTypeSentinel: string;
    readonly props: readonly (string | symbol)[];
  }
  /** Wraps inputs so that reading an unknown value throws `UnknownValueError`. */
  export function unknownCheckingProxy<T>(inputs: T): T;
}

export { UnknownValueError, unknownCheckingProxy } from "@pulumi/policy";

/** The strings that stand for unknown values on Pulumi's wire (pulumi `sdk/nodejs/runtime/rpc.ts`). */
const markers = {
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
} as const;

/** Stands in an example for a value that is unknown at preview; fits wherever a value of its type does. */
export const unknown = markers as unknown as {
  readonly boolean: boolean;
  readonly number: number;
  readonly string: string;
  readonly array: never[];
  readonly object: Record<string, never>;
};
