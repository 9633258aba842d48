import type { Member } from "../graph/stack";

/** What can tell its own kind of resource from others. */
export interface Kind {
  has(type: string): boolean;
}

type Fed = Pick<Member<unknown>, "sourcesOf">;

/** True when the output of a resource goes into a property, known or not. */
export function isFed(member: Fed, property: string): boolean {
  return member.sourcesOf(property).length > 0;
}

/** True when an output of this resource goes into a property. */
export function isFedBy(member: Fed, property: string, source: Pick<Member<unknown>, "urn">): boolean {
  return member.sourcesOf(property).some(({ urn }) => urn === source.urn);
}

/** True when nothing else than resources of these kinds goes into a property. */
export function comesOnlyFrom(member: Fed, property: string, ...kinds: readonly Kind[]): boolean {
  const sources = member.sourcesOf(property);
  return sources.length > 0 && sources.every(({ type }) => kinds.some((kind) => kind.has(type)));
}

/** The first resource of a kind whose output goes into a property. */
export function sourceOf(member: Fed, property: string, kind: Kind): Member | undefined {
  return member.sourcesOf(property).find(({ type }) => kind.has(type));
}

/** The types of what goes into a property. */
export function typesFeeding(member: Fed, property: string): readonly string[] {
  return member.sourcesOf(property).map(({ type }) => type);
}

/** The texts of what goes into a property that are long enough to be a name or an address; the longest first. */
export function textsFeeding(member: Fed, property: string): readonly string[] {
  const texts = member.sourcesOf(property).flatMap(({ props }) => knownTexts(props));
  return texts.sort((one, other) => other.length - one.length);
}

function knownTexts(props: Member["props"]): readonly string[] {
  return Object.keys(props).flatMap((key) => {
    try {
      const value = props[key];
      return typeof value === "string" && value.length > 7 ? [value] : [];
    } catch {
      return [];
    }
  });
}
