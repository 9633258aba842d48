import { z } from "zod";
import { nameTrading, tradingNamePattern } from "../naming/systems/trading";
import { days, minutes } from "../units/time";
import { defaulted, optional } from "./field";
import { logRetentionField, runtimeField } from "./functions";
import { networkField, networkProblems } from "./network";
import type { Problem } from "./problem";
import type { Entries } from "./read-fields";
import { releaseWatchField } from "./release";
import { sharedFields, sharedProblems, suffixProblems } from "./shared";
import { system } from "./system";
import { zoneFields, zoneProblems } from "./zones";

const callers = ["jwt", "anyone"] as const;

const address = z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w.~%/-]*)?$/);

const fields = {
  ...sharedFields({ primary: "us-east-1", secondary: "us-west-2" }),
  primaryCidr: networkField("10.0.0.0/16"),
  secondaryCidr: networkField("10.1.0.0/16"),
  ...zoneFields,
  runtime: runtimeField("nodejs18.x"),
  logRetention: logRetentionField(days(30)),
  releaseWatch: releaseWatchField(minutes(5)),
  callers: defaulted<(typeof callers)[number]>(
    "jwt",
    "text",
    "jwt (callers bring a token of jwtIssuer) or anyone (nobody is asked, and without a certificate nothing is encrypted)",
    z.enum(callers),
  ),
  jwtIssuer: optional("text", "the address of an OpenID Connect issuer, as its tokens name it", address),
  jwksEndpoint: optional("text", "the https address of the issuer's public keys", address),
};

export const tradingSystem = system({
  blueprint: "trading",
  fields,
  check: (values, entries) => [
    ...sharedProblems(values, entries),
    ...networkProblems(values, entries),
    ...zoneProblems(values, entries),
    ...callerProblems(entries),
    ...suffixProblems({ pattern: tradingNamePattern, ask: nameTrading }, values, entries),
  ],
});

/** A token over plain HTTP is anybody's: whoever asks for one has a certificate. */
function callerProblems({ text }: Entries): readonly Problem[] {
  if ((text.callers ?? "jwt") !== "jwt") {
    return ["jwtIssuer", "jwksEndpoint"]
      .filter((key) => text[key] !== undefined)
      .map((key) => ({ key, found: `given, while callers is ${text.callers}`, allowed: "callers: jwt beside it" }));
  }
  const missing = (["jwtIssuer", "jwksEndpoint"] as const).filter((key) => text[key] === undefined);
  const problems = missing.map((key) => ({
    key,
    found: "not set",
    allowed: "its https address, or callers: anyone when nobody is to be asked",
  }));
  return text.certificateArns !== undefined || text.hostedZoneId !== undefined
    ? problems
    : [
        ...problems,
        {
          key: "certificateArns",
          found: "not set",
          allowed: "certificates or a hostedZoneId that can prove them, or callers: anyone to use plain HTTP",
        },
      ];
}
