import type { Member } from "../../model/graph/stack";
import { regionOf } from "../../model/recovery/crossings";
import type { GraphResource, Urn } from "../graph";
import { isProviderType } from "../monitor/urn";
import { graphOf } from "../recovery/graph-of";

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
