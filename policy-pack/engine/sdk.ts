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
