import types from "./declared-types.json";

/** How a type carries its tags: a map, or a list of `{ key, value }`. */
export type TagForm = "map" | "list";

const tagMaps: ReadonlySet<string> = new Set(types.tagMaps);
const tagLists: ReadonlySet<string> = new Set(types.tagLists);
const globalTypes: ReadonlySet<string> = new Set(types.global);
const outputsOnly: ReadonlyMap<string, string> = new Map(Object.entries(types.outputsOnly));

/** The version of `@pulumi/aws` that the lists were read from. */
export const providerVersion: string = types.version;

/** How resources of a type carry tags; undefined when they carry none. */
export function findTagForm(type: string): TagForm | undefined {
  const token = currentToken(type);
  if (tagMaps.has(token)) {
    return "map";
  }
  return tagLists.has(token) ? "list" : undefined;
}

/** True for services that AWS runs once for all regions, such as IAM and Route 53. */
export function isGlobal(type: string): boolean {
  return globalTypes.has(currentToken(type));
}

/**
 * True for a property that no program can set: AWS fills it, so it is there only once the resource is. Of a type that this
 * version of the provider does not have, that is known of an id, an ARN and the tags with the defaults among them.
 */
export function isOutputOnly(type: string, property: string): boolean {
  if (property === "id") {
    return true; // every resource's, and no resource's input: Pulumi keeps the name for itself
  }
  const names = outputsOnly.get(currentToken(type)) ?? "arn tagsAll";
  return names.split(" ").includes(property);
}

/** Modules that load balancing has been in before `lb`. */
const formerModules = /^aws:(elasticloadbalancingv2|applicationloadbalancing)\//;

function currentToken(type: string): string {
  return type.replace(formerModules, "aws:lb/");
}
