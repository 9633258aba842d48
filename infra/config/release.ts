import type { z } from "zod";
import { findTime, minutes, type Seconds } from "../units/time";
import { defaulted, type Field, understood } from "./field";

/** Beyond this a watch would outlive the function that keeps it. */
const longest = minutes(12);

/** How long the alarms of a region must be quiet after a release before the next one gets it. */
export function releaseWatchField(otherwise: Seconds): Field<Seconds | "none"> {
  const allowed = "a time from 1 to 12 minutes, or none (both regions are released at once, and nobody looks)";
  const watch = understood((text) => (text === "none" ? text : findWatch(text)));
  return defaulted<Seconds | "none">(otherwise, "text", allowed, watch as z.ZodType<Seconds | "none">);
}

function findWatch(text: string): Seconds | undefined {
  const time = findTime(text);
  return time !== undefined && time >= minutes(1) && time <= longest ? time : undefined;
}
