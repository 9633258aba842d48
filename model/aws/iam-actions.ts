import { isMadeLater } from "./iam-late-resources";
import { matchesWildcard } from "./wildcard";

/** The actions of one service, their names with blanks between them. */
export interface ServiceActions {
  /** Those that AWS can bind to a resource. */
  readonly scopable: string;
  /** Those that AWS knows no resource for: they work with `Resource: "*"` alone. */
  readonly unscopable: string;
}

/** What AWS's service authorization reference says of actions, without all that the pack has no use for. */
export interface IamActions {
  readonly version: string;
  /** The day the reference was read, as YYYY-MM-DD. */
  readonly read: string;
  /** By the prefix of the service. */
  readonly services: Readonly<Record<string, ServiceActions>>;
}

let actions: IamActions | undefined;

/** Half a megabyte that few programs need: read when first asked for. */
function readActions(): IamActions {
  actions ??= require("./declared-actions.json") as IamActions;
  return actions;
}

/** The day AWS's service authorization reference was read, as YYYY-MM-DD. */
export function actionsReadOn(): string {
  return readActions().read;
}

const namesIn = (list: string): readonly string[] => (list === "" ? [] : list.split(" "));

/** An action by its full name, and its name within the service as it is compared. */
interface Listed {
  readonly action: string;
  readonly compared: string;
}

/** The actions of services, listed when they are first asked for. */
const listed = new Map<string, readonly Listed[]>();

function listOf(service: string, { scopable, unscopable }: ServiceActions): readonly Listed[] {
  const known = listed.get(service);
  if (known !== undefined) {
    return known;
  }
  const names = [...namesIn(scopable), ...namesIn(unscopable)];
  const list = names.map((name) => ({ action: `${service}:${name}`, compared: name.toLowerCase() }));
  listed.set(service, list);
  return list;
}

/**
 * The actions that AWS lists for a pattern such as `s3:Get*` or `*`, by their full names in AWS's own case, sorted; a
 * name without a wildcard stands for itself, if AWS lists it.
 */
export function expandAction(pattern: string): readonly string[] {
  const [prefix = "", name = ""] = (pattern === "*" ? "*:*" : pattern).toLowerCase().split(/:(.*)/s);
  return Object.entries(readActions().services)
    .filter(([service]) => matchesWildcard(prefix, service))
    .flatMap(([service, actions]) => listOf(service, actions))
    .filter(({ compared }) => matchesWildcard(name, compared))
    .map(({ action }) => action)
    .sort();
}

const unscopable = new Map<string, ReadonlySet<string>>();

function unscopableOf(prefix: string): ReadonlySet<string> {
  const { services } = readActions();
  const service = Object.hasOwn(services, prefix) ? services[prefix] : undefined;
  const names = unscopable.get(prefix) ?? new Set(namesIn((service?.unscopable ?? "").toLowerCase()));
  if (service !== undefined) {
    unscopable.set(prefix, names);
  }
  return names;
}

/**
 * True when nobody can bind an action to a resource beforehand: AWS knows no resource for it, or the resource is made
 * later by AWS itself. False for what AWS does not list.
 */
export function isUnscopable(action: string): boolean {
  const [prefix = "", name = ""] = action.toLowerCase().split(/:(.*)/s);
  return isMadeLater(action) || unscopableOf(prefix).has(name);
}
