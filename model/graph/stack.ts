import type { OutputInstance, Resource } from "@pulumi/pulumi";
import type { Tokens } from "./tokens";

/**
 * Resource arguments as a reader meets them: plain values, any of which may be missing, since programs are judged that
 * no compiler has seen. A resource where an id may stand is that id.
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

/** The provider of a resource. */
export interface Provider {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: { readonly region?: string; readonly [property: string]: unknown };
}

/** A resource among the others of its stack. Reading an unknown property throws `UnknownValue`. */
export interface Member<Props = Readonly<Record<string, unknown>>> {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: Props;
  readonly provider?: Provider;
  /** The component or resource it belongs to. */
  parent(): Member | undefined;
  /** What it depends on, in any way. */
  dependencies(): readonly Member[];
  /** The resources whose outputs went into this property: known at preview even when the value is not. */
  sourcesOf(property: string): readonly Member[];
}

/** All resources of a stack, sorted by URN. */
export class Stack {
  private readonly members: readonly Member[];
  private readonly byType = new Map<string, Member[]>();

  constructor(members: readonly Member[]) {
    this.members = [...members].sort(byUrn);
    for (const member of this.members) {
      const alike = this.byType.get(member.type);
      if (alike === undefined) {
        this.byType.set(member.type, [member]);
      } else {
        alike.push(member);
      }
    }
  }

  /** The resources of these types. */
  of<Args>(tokens: Tokens<Args>): readonly Member<Plain<Args>>[] {
    const kinds = [...this.byType].filter(([type]) => tokens.has(type)).map(([, members]) => members);
    const found = kinds.length > 1 ? kinds.flat().sort(byUrn) : (kinds[0] ?? []);
    return found as unknown as readonly Member<Plain<Args>>[];
  }

  all(): readonly Member[] {
    return this.members;
  }
}

function byUrn(a: { readonly urn: string }, b: { readonly urn: string }): number {
  return a.urn < b.urn ? -1 : 1;
}
