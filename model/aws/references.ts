import { Interruption } from "../graph/interruption";
import { attempt, known } from "../graph/reading";
import type { Member } from "../graph/stack";
import { tokensOf } from "../graph/tokens";
import { isUnknownValue, UnknownValueError, unknown } from "../graph/unknown";
import { isEverywhere, type Meant, readAddress } from "./address";
import { findNameProperty } from "./names";
import { isGlobal } from "./provider-types";
import { findRegion, knownRegion } from "./region";
import { comesOnlyFrom, isFed } from "./sources";

/** Reads the outputs of another stack: what comes from there is not in this one. */
const otherStack = tokensOf("pulumi:pulumi:StackReference");

/** What one value refers to: resources, or what hides which; never both. */
export type Found<Props> =
  /** The resources it means; usually one, and none where it means something else. */
  | { readonly members: readonly Member<Props>[]; readonly unknown?: undefined }
  /** It is unknown, and nothing tells which one it means: it may be any. Yield it. */
  | { readonly members: readonly Member<Props>[]; readonly unknown: Interruption };

/** The resource that a value means; undefined where it is none of these. Throws what hides it. */
export function theOne<Props>({ members: [first], unknown }: Found<Props>): Member<Props> | undefined {
  if (unknown !== undefined) {
    throw unknown;
  }
  return first;
}

/**
 * Resources that others refer to, found by what is known of the reference, in this order: its text (name, id, URL,
 * ARN); at preview, when there is no text yet, the resource whose output will be the text; at last, when nobody recorded
 * where the text will come from, the only one that the referring resource depends on.
 */
export class Directory<Props> {
  private readonly urns: ReadonlyMap<string, Member<Props>>;
  private readonly byName = new Map<string, Member<Props>[]>();
  private readonly types: ReadonlySet<string>;
  /** Those whose name the program states, by a value that is not known yet: a text may be that name. */
  private readonly nameless: readonly { readonly member: Member<Props>; readonly lost: Interruption }[];

  constructor(members: readonly Member<Props>[]) {
    this.urns = new Map(members.map((member) => [member.urn, member]));
    this.types = new Set(members.map(({ type }) => type));
    this.nameless = members.flatMap((member) => {
      const lost = lostName(member);
      return lost === undefined ? [] : [{ member, lost }];
    });
    for (const member of members) {
      for (const name of namesOf(member)) {
        const namesakes = this.byName.get(name);
        if (namesakes === undefined) {
          this.byName.set(name, [member]);
        } else {
          namesakes.push(member);
        }
      }
    }
  }

  /**
   * What a value of `from` means. `property` is the one that holds it; for a nested value the outermost. `read` reads the
   * value itself and may meet an unknown or a shape nobody foresaw, which refers to nothing.
   */
  find(from: Member<unknown>, property: string, read: () => unknown): Found<Props> {
    if (this.urns.size === 0) {
      return { members: [] };
    }
    const sources = this.sourcesOf(from, property);
    const value = attempt(read);
    if (!isUnknownValue(value)) {
      return typeof value === "string" ? this.meant(value, from, sources) : { members: [] };
    }
    const lost = { members: [], unknown: new Interruption(value, from.urn) } as const;
    if (sources.length > 0) {
      const isOneValue = value.props.length === 1; // not one of several below the property
      return isOneValue && sources.length > 1 ? lost : { members: sources };
    }
    if (isFed(from, property)) {
      // It will come from something else: from another stack, or from what may have it from one of these.
      return comesOnlyFrom(from, property, otherStack) ? { members: [] } : lost;
    }
    const depended = from.dependencies().flatMap(({ urn }) => this.urns.get(urn) ?? []);
    return depended.length === 1 ? { members: depended } : lost;
  }

  /** What a text means; when it is nobody's name that is known, it may be one that is not. */
  private meant(text: string, from: Member<unknown>, sources: readonly Member<Props>[]): Found<Props> {
    const members = this.named(text, from, sources);
    const doubt = members.map((member) => (sources.includes(member) ? undefined : doubtOf(text, from, member)));
    const [hidden] = doubt;
    if (hidden !== undefined && !doubt.includes(undefined)) {
      return { members: [], unknown: hidden };
    }
    const other = members.length > 0 ? undefined : this.nameless.find(({ member }) => mayMean(text, from, member));
    return other === undefined ? { members } : { members: [], unknown: other.lost };
  }

  private named(text: string, from: Member<unknown>, sources: readonly Member<Props>[]): readonly Member<Props>[] {
    const found = new Set([...this.types].flatMap((type) => this.ofType(type, text, from)));
    const fed = sources.filter((source) => found.has(source) || (found.size === 0 && namesOf(source).length === 0));
    return fed.length > 0 ? fed : [...found];
  }

  private ofType(type: string, text: string, from: Member<unknown>): readonly Member<Props>[] {
    const meant = readAddress(type, text);
    if (meant === undefined) {
      return [];
    }
    const region = meant.region ?? knownRegion(from);
    const found = (this.byName.get(meant.name) ?? []).filter(
      (member) =>
        member.type === type &&
        (isEverywhere(type) || agree(region, knownRegion(member))) &&
        agree(meant.account, accountOf(member)),
    );
    const near = found.filter((member) => isNear(meant, from, member));
    return near.length > 0 ? near : found;
  }

  /** Through resources that only hand the same property on, as a bucket's settings do when they are chained. */
  private sourcesOf(from: Member<unknown>, property: string): readonly Member<Props>[] {
    const found = new Set<Member<Props>>();
    const open = new Set<Member<unknown>>(from.sourcesOf(property));
    for (const member of open) {
      const target = this.urns.get(member.urn);
      if (target !== undefined) {
        found.add(target);
        continue;
      }
      // A set that grows is walked to its new end, and holds nothing twice.
      for (const further of member.sourcesOf(property)) {
        open.add(further);
      }
    }
    return [...found];
  }
}

/** Who, of some resources, refers to each of some others by one property. */
export class Referrers<From, To> {
  /** References that may mean any of them. Yield these where it matters that nobody refers to one. */
  readonly unknown: readonly Interruption[];
  private readonly byTarget = new Map<string, Member<From>[]>();

  constructor(from: readonly Member<From>[], property: keyof From & string, to: Directory<To>) {
    const unknown: Interruption[] = [];
    for (const member of from) {
      const found = to.find(member, property, () => member.props[property]);
      for (const { urn } of found.members) {
        const others = this.byTarget.get(urn);
        if (others === undefined) {
          this.byTarget.set(urn, [member]);
        } else {
          others.push(member);
        }
      }
      unknown.push(...(found.unknown ? [found.unknown] : []));
    }
    this.unknown = unknown;
  }

  of({ urn }: Member<To>): readonly Member<From>[] {
    return this.byTarget.get(urn) ?? [];
  }
}

/** Every text that is known to stand for a resource and nothing but it. */
export function namesOf({ type, props }: Member<unknown>): readonly string[] {
  const bag = props as Readonly<Record<string, unknown>>;
  const [property] = findNameProperty(type) ?? [];
  const values = [property, "id", "name"].map((key) => (key === undefined ? undefined : known(() => bag[key])));
  const texts = values.filter((value) => typeof value === "string" && value !== "") as readonly string[];
  return [...new Set(texts.flatMap((text) => readAddress(type, text)?.name ?? []))];
}

/** What hides a name that the program states; undefined for one that is known, and for one that AWS makes up. */
function lostName(member: Member<unknown>): Interruption | undefined {
  const [property] = findNameProperty(member.type) ?? [];
  if (property === undefined || member.sourcesOf(property).length === 0) {
    return undefined;
  }
  const name = attempt(() => (member.props as Readonly<Record<string, unknown>>)[property]);
  return isUnknownValue(name) ? new Interruption(name, member.urn) : undefined;
}

/** Whether a text could be the name of a resource, as far as its form, its region and its account go. */
function mayMean(text: string, from: Member<unknown>, member: Member<unknown>): boolean {
  const meant = readAddress(member.type, text);
  return (
    meant !== undefined &&
    meant.account !== ofAws &&
    (isEverywhere(member.type) || agree(meant.region ?? knownRegion(from), knownRegion(member))) &&
    agree(meant.account, accountOf(member))
  );
}

/** In place of an account, in the ARNs of what AWS itself offers. */
const ofAws = "aws";

/** Known to be in the region that is meant, or in that of the referring resource where the text tells none. */
function isNear({ region }: Meant, from: Member<unknown>, member: Member<unknown>): boolean {
  return region === undefined ? placeOf(member) === placeOf(from) : knownRegion(member) === region;
}

/** What hides whether a namesake is in the region that is meant; undefined where that is told, or does not matter. */
function doubtOf(text: string, from: Member<unknown>, member: Member<unknown>): Interruption | undefined {
  const meant = readAddress(member.type, text);
  if (meant === undefined || isOfNoRegion(member.type) || isNear(meant, from, member)) {
    return undefined;
  }
  return hiddenRegion(member) ?? (meant.region === undefined ? hiddenRegion(from) : undefined);
}

function isOfNoRegion(type: string): boolean {
  return isEverywhere(type) || isGlobal(type);
}

function hiddenRegion(member: Member<unknown>): Interruption | undefined {
  const region = attempt(() => findRegion(member));
  return isUnknownValue(region) ? new Interruption(region, member.urn) : undefined;
}

/**
 * Whether resources are in more than one region. Throws what hides that: an unknown region, or one that nobody tells beside
 * one that is told.
 */
export function areApart(members: readonly Member<unknown>[]): boolean {
  const places = new Set(members.map(placeOf));
  const regions = new Set(members.flatMap((member) => knownRegion(member) ?? []));
  if (places.size > 1 && regions.size < 2) {
    throw members.map(hiddenRegion).find((hidden) => hidden !== undefined) ?? untoldRegion(members);
  }
  return regions.size > 1;
}

function untoldRegion(members: readonly Member<unknown>[]): Interruption {
  const untold = members.find((member) => knownRegion(member) === undefined);
  return new Interruption(new UnknownValueError(unknown.string, ["region"]), untold?.urn);
}

/** The region, as far as it is known; else what it will be told by: two that have it from one thing are in one region. */
function placeOf(member: Member<unknown>): string | undefined {
  const region = attempt(() => findRegion(member));
  if (!isUnknownValue(region)) {
    return region;
  }
  const sources = member.sourcesOf("region").map(({ urn }) => urn);
  return JSON.stringify(sources.length > 0 ? sources : (member.provider?.urn ?? member.urn));
}

function accountOf({ type, props }: Member<unknown>): string | undefined {
  const arn = known(() => (props as Readonly<Record<string, unknown>>).arn);
  return typeof arn === "string" ? readAddress(type, arn)?.account : undefined;
}

/** Nothing that is known speaks against it. */
function agree(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
