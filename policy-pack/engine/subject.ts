import type { PolicyResourceOptions } from "@pulumi/policy";
import type { OutputInstance, Resource } from "@pulumi/pulumi";

/**
 * Resource arguments as a policy meets them: plain values, any of which may be missing, since the pack also judges
 * programs that no compiler has seen. A resource where an id may stand is that id.
 */
export type Plain<T> = unknown extends T
  ? T
  : T extends Scalar
    ? T
    : T extends Promise<unknown> | OutputInstance<unknown>
      ? never // an input is a value, a promise or an output of it: the value remains
      : T extends Resource
        ? string
        : T extends readonly (infer Item)[]
          ? readonly Plain<Item>[]
          : { readonly [Key in keyof T]?: Plain<T[Key]> };

type Scalar = string | number | boolean | null | undefined;

/** A provider as a policy sees it. */
export interface Provider {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: { readonly region?: string; readonly [property: string]: unknown };
}

/** One resource as a policy sees it. */
export interface Subject<Props = Readonly<Record<string, unknown>>> {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: Props;
  readonly opts: PolicyResourceOptions;
  readonly provider?: Provider;
}
