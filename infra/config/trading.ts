import { nameTrading, tradingNamePattern } from "../naming/systems/trading";
import { days } from "../units/time";
import { logRetentionField, runtimeField } from "./functions";
import { networkField, networkProblems } from "./network";
import { sharedFields, sharedProblems, suffixProblems } from "./shared";
import { system } from "./system";

const fields = {
  ...sharedFields({ primary: "us-east-1", secondary: "us-west-2" }),
  primaryCidr: networkField("10.0.0.0/16"),
  secondaryCidr: networkField("10.1.0.0/16"),
  runtime: runtimeField("nodejs18.x"),
  logRetention: logRetentionField(days(30)),
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
