import { z } from "zod";
import { days, findTime, inDays, type Seconds } from "../units/time";
import { defaulted, type Field, understood } from "./field";

const runtimes = ["nodejs18.x", "nodejs20.x", "nodejs22.x", "nodejs24.x", "nodejs26.x"] as const;

/** CloudWatch Logs keeps no other number of days. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The runtime of every function of a system. Which one holds unless told otherwise is the system's decision. */
export function runtimeField(otherwise: (typeof runtimes)[number]): Field<string> {
  return defaulted<string>(otherwise, "text", `one of ${runtimes.join(", ")}`, z.enum(runtimes));
}

/** How long a system keeps its logs. */
export function logRetentionField(otherwise: Seconds): Field<Seconds> {
  const allowed = `a time that CloudWatch Logs offers: ${retentionDays.join(", ")} days`;
  return defaulted(otherwise, "text", allowed, understood(findRetention));
}

function findRetention(text: string): Seconds | undefined {
  const time = findTime(text);
  return time !== undefined && time % days(1) === 0 && retentionDays.includes(inDays(time)) ? time : undefined;
}
