import type { Member } from "../../graph/stack";
import { UnknownValueError, unknown } from "../../graph/unknown";
import { knownRegion } from "../region";
import { type AwsForm, awsFormsOf, awsTypesOf } from "./forms";

/** What a resource is in `@pulumi/aws`: itself, or, for one of Cloud Control, the thing and its parts. All have its URN. */
export function asAws(member: Member): readonly Member[] {
  const forms = formsOf(member);
  if (forms.length === 0) {
    return [member];
  }
  const [first] = forms;
  const whole = first?.owner === undefined && first !== undefined ? memberOf(member, first, member) : member;
  return forms.map((form, index) => (index === 0 && form.owner === undefined ? whole : memberOf(member, form, whole)));
}

export interface Linked {
  /** All resources of a stack as what they are in `@pulumi/aws`. */
  readonly members: readonly Member[];
  /** Those of Cloud Control in their own form, by URN. */
  readonly natives: ReadonlyMap<string, Member>;
}

/** Reads all resources of a stack; in the map, by which they find each other, each is replaced by what it is. */
export function asAwsAll(byUrn: Map<string, Member>): Linked {
  const members: Member[] = [];
  const natives = new Map<string, Member>();
  for (const [urn, member] of byUrn) {
    const forms = asAws(member);
    const [first = member] = forms;
    members.push(...forms);
    if (first !== member) {
      natives.set(urn, member);
      byUrn.set(urn, first);
    }
  }
  return { members, natives };
}

function formsOf(member: Member): readonly AwsForm[] {
  if (awsTypesOf(member.type).length === 0) {
    return [];
  }
  return awsFormsOf(member.type, member.props, knownRegion(member));
}

/** A part refers to its thing by an output of that, which has no text of its own here. */
function memberOf(native: Member, form: AwsForm, whole: Member): Member {
  const { owner } = form;
  if (owner !== undefined) {
    Object.defineProperty(form.props, owner, {
      enumerable: true,
      get: () => {
        throw new UnknownValueError(unknown.string, [owner]);
      },
    });
  }
  return {
    ...native,
    type: form.type,
    props: form.props,
    sourcesOf: (property) =>
      property === owner ? [whole] : native.sourcesOf(String(form.placeOf([property])[0] ?? property)),
  };
}

/** The place in the Cloud Control form of a place in any of the forms of a resource. */
export function placeIn(member: Member, segments: readonly (string | number)[]): readonly (string | number)[] {
  const [property = ""] = segments;
  const form = formsOf(member).find((one) => one.knows(String(property)));
  return form?.placeOf(segments) ?? segments;
}
