import type { PolicyResource } from "@pulumi/policy";
import type { Tokens } from "../facts/tokens";
import { Reader } from "./reader";
import type { Plain, Provider, Subject } from "./subject";

/** A resource among the others of its stack. */
export interface Member<Props = Readonly<Record<string, unknown>>> extends Subject<Props> {
  /** The component or resource it belongs to. */
  parent(): Member | undefined;
  /** What it depends on, in any way. */
  dependencies(): readonly Member[];
  /** The resources whose outputs went into this property: known at preview even when the value is not. */
  sourcesOf(property: string): readonly Member[];
}

/** All resources of a stack, sorted by URN. */
export class Stack {
  private readonly members = new Map<string, Member>();
  private readonly byType = new Map<string, Member[]>();

  constructor(resources: readonly PolicyResource[], reader: Reader) {
    for (const resource of [...resources].sort(byUrn)) {
      const member = this.memberFor(resource, reader);
      this.members.set(member.urn, member);
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
    return [...this.members.values()];
  }

  private memberFor(resource: PolicyResource, reader: Reader): Member {
    const find = (others: readonly PolicyResource[] | undefined) =>
      (others ?? []).flatMap(({ urn }) => this.members.get(urn) ?? []);
    const { type, urn, name, opts, props, provider } = resource;
    return {
      type,
      urn,
      name,
      opts,
      props: reader.open(props, urn),
      ...(provider ? { provider: openProvider(provider as Provider, reader) } : {}),
      parent: () => (resource.parent ? this.members.get(resource.parent.urn) : undefined),
      dependencies: () => find(resource.dependencies),
      sourcesOf: (property) =>
        find(Object.hasOwn(resource.propertyDependencies, property) ? resource.propertyDependencies[property] : []),
    };
  }
}

export function openProvider(provider: Provider, reader: Reader): Provider {
  const { type, urn, name, props } = provider;
  return { type, urn, name, props: reader.open(props, urn) };
}

function byUrn(a: { readonly urn: string }, b: { readonly urn: string }): number {
  return a.urn < b.urn ? -1 : 1;
}

interface OpenedStack {
  readonly stack: Stack;
  readonly reader: Reader;
}

const opened = new WeakMap<readonly PolicyResource[], OpenedStack>();

/** The same list of resources is the same stack for every rule that judges it. */
export function openStack(resources: readonly PolicyResource[]): OpenedStack {
  const known = opened.get(resources);
  if (known !== undefined) {
    known.reader.forget();
    return known;
  }
  const reader = new Reader();
  const fresh = { stack: new Stack(resources, reader), reader };
  opened.set(resources, fresh);
  return fresh;
}
