import type { GraphResource, Json, JsonObject, Recording } from "../../preflight/graph";

/** The wire's markers for what a preview does not know. */
const unknowns = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
]);

/** Questions that tests ask of a recorded stack. */
export class Graph {
  constructor(readonly recording: Recording) {}

  /** Resources of the provider, without components, providers and the stack. */
  get managed(): readonly GraphResource[] {
    return this.recording.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  }

  /** In the order of their names; fails when there are none, so that no test passes for want of a subject. */
  all(type: string): readonly GraphResource[] {
    const found = this.managed.filter((resource) => resource.type === type);
    if (found.length === 0) {
      throw new Error(`The stack has no ${type}.`);
    }
    return [...found].sort((one, other) => one.name.localeCompare(other.name));
  }

  inputs(type: string): readonly JsonObject[] {
    return this.all(type).map((resource) => resource.inputs);
  }

  /** The resources of a type in one region. */
  within(region: string, type: string): readonly GraphResource[] {
    return this.all(type).filter((resource) => this.regionOf(resource) === region);
  }

  /** The only resource of a type in one region. */
  only(region: string, type: string): GraphResource {
    const [found, ...others] = this.within(region, type);
    if (found === undefined || others.length > 0) {
      throw new Error(`${region} has ${others.length + (found ? 1 : 0)} of ${type}, expected 1.`);
    }
    return found;
  }

  /** The region of the provider that manages the resource. */
  regionOf({ provider, urn }: GraphResource): Json | undefined {
    const owner = this.recording.resources.find((resource) => resource.urn === provider);
    if (owner === undefined) {
      throw new Error(`${urn} has no provider of its own.`);
    }
    return owner.inputs.region;
  }

  /** Whether the engine makes `later` after `earlier`, directly or through others. */
  comesAfter(later: GraphResource, earlier: GraphResource): boolean {
    const byUrn = new Map(this.recording.resources.map((resource) => [resource.urn, resource]));
    const seen = new Set<string>();
    const open = [...later.dependencies];
    for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
      if (urn === earlier.urn) {
        return true;
      }
      if (!seen.has(urn)) {
        seen.add(urn);
        open.push(...(byUrn.get(urn)?.dependencies ?? []));
      }
    }
    return false;
  }
}

export function isUnknown(value: Json | undefined): boolean {
  return typeof value === "string" && unknowns.has(value);
}

/** Whether a value is unknown itself or holds something unknown. */
export function holdsUnknown(value: Json | undefined): boolean {
  return [...unknowns].some((marker) => (JSON.stringify(value) ?? "").includes(marker));
}

/** A policy document of a resource, parsed. */
export function statementsOf(document: Json | undefined): readonly JsonObject[] {
  if (typeof document !== "string") {
    throw new Error(`A policy is ${JSON.stringify(document)}, expected its text.`);
  }
  return (JSON.parse(document) as { Statement: JsonObject[] }).Statement;
}

/** The value in a secret; fails when it is none. */
export function secretValue(value: Json | undefined): Json {
  const signature = "4dabf18193072939515e22adb298388d";
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const { [signature]: mark, value: inner } = value as JsonObject;
    if (mark === "1b47061264138c4ac30d75fd1eb44270" && inner !== undefined) {
      return inner;
    }
  }
  throw new Error("The value is no secret.");
}
