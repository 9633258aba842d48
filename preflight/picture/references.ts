import type { GraphResource, Json, Urn } from "../graph";
import { isArray, isObject } from "../wire";

/** Properties in which a resource says how it is called in AWS. */
const NAMES = [
  "name",
  "bucket",
  "clusterIdentifier",
  "identifier",
  "globalClusterIdentifier",
  "domainName",
  "secretId",
];

/** A word of an ARN, a URL or a document that may be a name; shorter ones occur everywhere, longer ones name nothing. */
const WORD = /[A-Za-z0-9][A-Za-z0-9._-]{4,255}/g;

/** A single plain word names too many things at once. */
const SPECIFIC = /[-_.\d]/;

/**
 * Which resources a resource refers to: by a dependency that the program recorded, or by a name of the other that is
 * written in its inputs, since names and ARNs may be computed and not awaited.
 */
export class References {
  private readonly byUrn: ReadonlyMap<Urn, GraphResource>;
  private readonly byName = new Map<string, readonly GraphResource[]>();
  private readonly direct = new Map<Urn, ReadonlySet<GraphResource>>();
  /** The policies that refer to each role: what they allow, the role's user does. */
  private readonly policiesOf = new Map<Urn, readonly GraphResource[]>();

  constructor(resources: readonly GraphResource[]) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const resource of resources) {
      for (const name of namesOf(resource)) {
        this.byName.set(name, [...(this.byName.get(name) ?? []), resource]);
      }
    }
    for (const resource of resources) {
      this.direct.set(resource.urn, this.find(resource));
    }
    for (const policy of resources.filter(({ type }) => type.startsWith("aws:iam/") && !isRole(type))) {
      for (const role of this.of(policy).filter(({ type }) => isRole(type))) {
        this.policiesOf.set(role.urn, [...(this.policiesOf.get(role.urn) ?? []), policy]);
      }
    }
  }

  of({ urn }: GraphResource): readonly GraphResource[] {
    return [...(this.direct.get(urn) ?? [])];
  }

  /** The same, and what the policies of its roles speak of. */
  through(resource: GraphResource): readonly GraphResource[] {
    const direct = this.of(resource);
    const policies = direct.flatMap(({ urn }) => this.policiesOf.get(urn) ?? []);
    return [...new Set([...direct, ...policies.flatMap((policy) => this.of(policy))])];
  }

  private find(resource: GraphResource): ReadonlySet<GraphResource> {
    const recorded = Object.values(resource.propertyDependencies).flat();
    // What a resource merely waits for it does not refer to.
    const urns = recorded.length > 0 ? recorded : resource.dependencies;
    const found = new Set<GraphResource>();
    for (const urn of urns) {
      const target = this.byUrn.get(urn);
      if (target !== undefined) {
        found.add(target);
      }
    }
    for (const text of textsOf(resource.inputs)) {
      for (const [word] of text.matchAll(WORD)) {
        for (const target of this.byName.get(word) ?? []) {
          found.add(target);
        }
      }
    }
    found.delete(resource);
    return found;
  }
}

function isRole(type: string): boolean {
  return type === "aws:iam/role:Role";
}

function namesOf({ custom, inputs }: GraphResource): readonly string[] {
  const texts = NAMES.map((key) => inputs[key]).filter((name): name is string => typeof name === "string");
  return custom ? texts.filter((text) => SPECIFIC.test(text) && text.match(WORD)?.[0] === text) : [];
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (isArray(value)) {
    return value.flatMap(textsOf);
  }
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}
