import { z } from "zod";
import { defaulted } from "./field";

const failoverModes = ["automatic", "dry-run"] as const;

/** Whether an outage is answered, or only told what would be done. */
export const failoverModeField = defaulted<(typeof failoverModes)[number]>(
  "automatic",
  "text",
  `one of ${failoverModes.join(", ")}`,
  z.enum(failoverModes),
);

/** In seconds, up to an hour. */
export function mostLossField(otherwise: number) {
  return defaulted(
    otherwise,
    "text",
    "a whole number of seconds of writes that a failover may lose by itself, 1 to 3600",
    z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .transform(Number)
      .refine((count) => count <= 3_600),
  );
}
