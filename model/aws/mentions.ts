import { known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import { namesOf } from "./references";
import { tokens } from "./tokens";

/** A word of an ARN, a URL or a document that may be a name; shorter ones occur everywhere, longer ones name nothing. */
const word = /[A-Za-z0-9][A-Za-z0-9._-]{4,255}/g;

/** A single plain word names too many things at once. */
const specific = /[-_.\d]/;

/** Types that name whom they let in, and do not use it. */
const grants = /(?:Permission|Policy|Queue|RedriveAllowPolicy)$/;

/** True for a type whose mentions of others let these in, or take what they leave: it uses none of them. */
export function isGrant(type: string): boolean {
  return grants.test(type);
}

/**
 * Which resources a resource mentions anywhere: by an output of theirs, or by a name of theirs that stands in one of its
 * texts. For a view of the whole; what one property means, `Directory` tells.
 */
export class Mentions {
  private readonly byName = new Map<string, Member[]>();
  private readonly direct = new Map<string, ReadonlySet<Member>>();
  /** The policies that mention each role: what they allow, the role's user does. */
  private readonly policiesOf = new Map<string, Member[]>();

  constructor(stack: Stack) {
    const members = stack.all();
    for (const member of members) {
      for (const name of mentionable(member)) {
        put(this.byName, name, member);
      }
    }
    for (const member of members) {
      this.direct.set(member.urn, new Set([...(this.direct.get(member.urn) ?? []), ...this.find(member)]));
    }
    for (const policy of members.filter(({ type }) => type.startsWith("aws:iam/") && !tokens.role.has(type))) {
      for (const role of this.of(policy).filter(({ type }) => tokens.role.has(type))) {
        put(this.policiesOf, role.urn, policy);
      }
    }
  }

  of({ urn }: Member<unknown>): readonly Member[] {
    return [...(this.direct.get(urn) ?? [])];
  }

  /** The same, and what the policies of its roles speak of. */
  through(member: Member<unknown>): readonly Member[] {
    const direct = this.of(member);
    const policies = direct.flatMap(({ urn }) => this.policiesOf.get(urn) ?? []);
    return [...new Set([...direct, ...policies.flatMap((policy) => this.of(policy))])];
  }

  private find(member: Member): readonly Member[] {
    const sources = Object.keys(member.props).flatMap((property) => member.sourcesOf(property));
    // What a resource merely waits for it does not refer to.
    const recorded = sources.length > 0 ? sources : member.dependencies();
    const words = textsOf(member.props).flatMap((text) => [...text.matchAll(word)].map(([found]) => found));
    const named = [...new Set(words)].flatMap((name) => this.byName.get(name) ?? []);
    return [...recorded, ...named].filter(({ urn }) => urn !== member.urn);
  }
}

function put(map: Map<string, Member[]>, key: string, member: Member): void {
  const others = map.get(key);
  if (others === undefined) {
    map.set(key, [member]);
  } else {
    others.push(member);
  }
}

function mentionable(member: Member): readonly string[] {
  return namesOf(member).filter((name) => specific.test(name) && name.match(word)?.[0] === name);
}

/** Every text in a value, but those that are not known yet. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const items = value as Readonly<Record<string, unknown>>;
  return Object.keys(items).flatMap((key) => textsOf(known(() => items[key])));
}
