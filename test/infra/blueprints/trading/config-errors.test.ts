import { recorded } from "../../../helpers/recorded";

test("a program with a bad configuration says all that is wrong, in the user's words, and shows no stack trace", async () => {
  const failure = await recorded("trading", {
    environmentSuffix: "Dev",
    secondaryRegion: "us-east-1",
    colour: "blue",
  }).catch((error: unknown) => String(error));
  expect(failure).toContain(
    [
      "The configuration of the stack trading has 3 problems:",
      "  dr-guardrails:colour is not a key of this system, allowed: blueprint, environmentSuffix, primaryRegion, secondaryRegion, domainName, alertEmails, certificateArns, hostedZoneId, primaryCidr, secondaryCidr, primaryZones, secondaryZones, runtime, logRetention, releaseWatch, callers, jwtIssuer, jwksEndpoint",
      '  dr-guardrails:environmentSuffix is "Dev", allowed: lower-case letters and digits, with single hyphens between them, beginning with a letter',
      '  dr-guardrails:secondaryRegion is "us-east-1", allowed: another region than primaryRegion',
      "Correct Pulumi.trading.yaml, or use: pulumi config set <key> <value>",
    ].join("\n"),
  );
  expect(failure).not.toMatch(/\n\s+at /);
});
