import type { Json, JsonObject } from "../../graph";
import { isArray } from "../../wire";
import type { LookupContext } from "./lookup";

/** Zones every region of today has at least: a, b and c. */
const LETTERS = ["a", "b", "c"];

/** In most accounts us-east-1 calls this one `e`: it lacks what the others have, and programs leave it out. */
const ODD = "use1-az3";

/** Three zones of the provider's region; which of them an account really has only AWS knows. */
export function getAvailabilityZones(args: JsonObject, context: LookupContext): JsonObject | undefined {
  const region = typeof args.region === "string" ? args.region : context.region;
  if (region === undefined) {
    return undefined;
  }
  const ids = Array.from({ length: LETTERS.length + 1 }, (_, index) => `${shortNameOf(region)}-az${index + 1}`);
  const usual = ids.filter((id) => id !== ODD);
  const zones = LETTERS.map((letter, index) => ({ name: region + letter, id: usual[index] ?? "" }))
    .filter(({ name }) => !listed(args.excludeNames, name))
    .filter(({ id }) => !listed(args.excludeZoneIds, id));
  return {
    ...args,
    groupNames: [`${region}-zg-1`],
    id: region,
    names: zones.map(({ name }) => name),
    region,
    zoneIds: zones.map(({ id }) => id),
  };
}

function listed(list: Json | undefined, name: string): boolean {
  return isArray(list) && list.includes(name);
}

/** `use1` of `us-east-1`: the form of zone ids. */
function shortNameOf(region: string): string {
  const [area = "", ...rest] = region.split("-");
  const number = rest.pop() ?? "";
  const direction = rest.join("").replace(/(north|south|east|west|central|gov)/g, (word) => word.charAt(0));
  return area + direction + number;
}
