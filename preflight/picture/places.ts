import type { Member } from "../../model/graph/stack";
import { placeOf } from "../../model/recovery/targets";
import type { GraphResource, Urn } from "../graph";
import { isProviderType, packageOf } from "../monitor/urn";
import { graphOf } from "../recovery/graph-of";

/** The region that a resource is drawn in; empty for a global service, a stranger's and where nobody tells. */
export function regionOf(member: Member<unknown>): string {
  return packageOf(member.type) === "aws" ? (placeOf(member) ?? "") : "";
}

/** The resources that stand for something in AWS, by URN, each as what it is in `@pulumi/aws`. */
export function drawnOf(resources: readonly GraphResource[], members: readonly Member[]): ReadonlyMap<Urn, Member> {
  const managed = new Set(
    resources.filter(({ custom, type }) => custom && !isProviderType(type)).map(({ urn }) => urn),
  );
  // Of a thing and its parts the thing comes first, and is what is drawn.
  return new Map([...members].reverse().flatMap((one) => (managed.has(one.urn) ? [[one.urn, one]] : [])));
}

/** The region of each resource of a stack, as the picture has it. */
export function regionsOf(resources: readonly GraphResource[]): ReadonlyMap<Urn, string> {
  const drawn = drawnOf(resources, graphOf(resources).all());
  return new Map([...drawn].map(([urn, member]) => [urn, regionOf(member)]));
}
