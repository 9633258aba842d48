import { z } from "zod";
import { type Field, optional } from "./field";
import type { Problem } from "./problem";
import { type Entries, shown } from "./read-fields";

const allowed = "availability zones of its region, each once, such as us-east-1a, us-east-1b, us-east-1c";
const zone = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/);
const isEachOnce = (zones: readonly string[]) => new Set(zones).size === zones.length;
const zones = z.array(zone).min(1).refine(isEachOnce) as z.ZodType<readonly string[]>;

/** What networks lie in when the account's zones are not to be asked for: the first of them, in this order. */
export const zoneFields: Readonly<Record<"primaryZones" | "secondaryZones", Field<readonly string[] | undefined>>> = {
  primaryZones: optional("list", allowed, zones),
  secondaryZones: optional("list", allowed, zones),
};

interface Placed {
  readonly primaryRegion?: string;
  readonly secondaryRegion?: string;
  readonly primaryZones?: readonly string[];
  readonly secondaryZones?: readonly string[];
}

export function zoneProblems(values: Placed, entries: Entries): readonly Problem[] {
  return (["primary", "secondary"] as const).flatMap((side) => {
    const [key, region, given = []] = [`${side}Zones`, values[`${side}Region`], values[`${side}Zones`]] as const;
    return region === undefined
      ? []
      : given
          .filter((name) => name.slice(0, -1) !== region)
          .map((name) => ({ key, found: shown(key, name, entries), allowed: `zones of ${region}` }));
  });
}
