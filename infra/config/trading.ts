import { z } from "zod";
import { nameTrading, tradingNamePattern } from "../naming/systems/trading";
import { days, findTime, inDays, type Seconds } from "../units/time";
import { defaulted, understood } from "./field";
import { networkField, networkProblems } from "./network";
import { sharedFields, sharedProblems, suffixProblems } from "./shared";
import { system } from "./system";

const runtimes = ["nodejs18.x", "nodejs20.x", "nodejs22.x", "nodejs24.x"] as const;

/** CloudWatch Logs keeps no other number of days. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const fields = {
  ...sharedFields({ primary: "us-east-1", secondary: "us-west-2" }),
  primaryCidr: networkField("10.0.0.0/16"),
  secondaryCidr: networkField("10.1.0.0/16"),
  runtime: defaulted<string>("nodejs18.x", "text", `one of ${runtimes.join(", ")}`, z.enum(runtimes)),
  logRetention: defaulted(
    days(30),
    "text",
    `a time that CloudWatch Logs offers: ${retentionDays.join(", ")} days`,
    understood(findRetention),
  ),
};

export const tradingSystem = system({
  blueprint: "trading",
  fields,
  check: (values, entries) => [
    ...sharedProblems(values, entries),
    ...networkProblems(values, entries),
    ...suffixProblems({ pattern: tradingNamePattern, ask: nameTrading }, values, entries),
  ],
});

function findRetention(text: string): Seconds | undefined {
  const time = findTime(text);
  return time !== undefined && time % days(1) === 0 && retentionDays.includes(inDays(time)) ? time : undefined;
}
