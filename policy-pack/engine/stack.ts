import type { PolicyResource } from "@pulumi/policy";
import { asAwsAll, type Linked, placeIn } from "../../model/aws/cloud-control/members";
import { type Member, type Provider, Stack } from "../../model/graph/stack";
import { placed } from "./cloud-control";
import type { StackFinding } from "./finding";
import { Reader } from "./reader";

/** The resources that the engine hands to a stack policy, linked to each other. */
function linkMembers(resources: readonly PolicyResource[], reader: Reader): Linked {
  const members = new Map<string, Member>();
  const find = (others: readonly PolicyResource[] | undefined) =>
    (others ?? []).flatMap(({ urn }) => members.get(urn) ?? []);
  for (const resource of resources) {
    const { type, urn, name, props, provider } = resource;
    members.set(urn, {
      type,
      urn,
      name,
      props: reader.open(props, urn),
      ...(provider ? { provider: openProvider(provider as Provider, reader) } : {}),
      parent: () => (resource.parent ? members.get(resource.parent.urn) : undefined),
      dependencies: () => find(resource.dependencies),
      sourcesOf: (property) =>
        find(Object.hasOwn(resource.propertyDependencies, property) ? resource.propertyDependencies[property] : []),
    });
  }
  return asAwsAll(members);
}

export function openProvider(provider: Provider, reader: Reader): Provider {
  const { type, urn, name, props } = provider;
  return { type, urn, name, props: reader.open(props, urn) };
}

interface OpenedStack {
  readonly stack: Stack;
  readonly reader: Reader;
  /** A finding by the names that the resource's own form has. */
  readonly place: (finding: StackFinding) => StackFinding;
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
  const { members, natives } = linkMembers(resources, reader);
  const place = (finding: StackFinding) => {
    const native = natives.get(finding.urn);
    return native === undefined ? finding : placed(finding, (segments) => placeIn(native, segments));
  };
  const fresh = { stack: new Stack(members), reader, place };
  opened.set(resources, fresh);
  return fresh;
}
