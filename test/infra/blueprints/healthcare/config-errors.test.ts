import { recorded } from "../../../helpers/recorded";

async function failureOf(config: Readonly<Record<string, string>>): Promise<string> {
  return recorded("healthcare", config).then(
    () => "no failure",
    (error: unknown) => String(error),
  );
}

test("everything that is wrong is said at once, in the user's words, and without a stack trace", async () => {
  const failure = await failureOf({
    engineVersion: "11.8",
    instanceClass: "db.t4g.medium",
    secondaryCidr: "10.0.128.0/17",
    alertEmails: "nobody",
    colour: "blue",
  });
  for (const line of [
    "The configuration of the stack healthcare has 5 problems:",
    "dr-guardrails:colour is not a key of this system, allowed: blueprint, environmentSuffix,",
    'dr-guardrails:engineVersion is "11.8", allowed: a version of Aurora PostgreSQL with its minor number, 12.4 or later',
    'dr-guardrails:instanceClass is "db.t4g.medium", allowed: a memory-optimized class',
    'dr-guardrails:secondaryCidr is "10.0.128.0/17", allowed: a network that shares no address with primaryCidr',
    'dr-guardrails:alertEmails[0] is "nobody", allowed:',
    "Correct Pulumi.healthcare.yaml, or use: pulumi config set <key> <value>",
  ]) {
    expect(failure).toContain(line);
  }
  expect(failure).not.toMatch(/\n\s+at /);
});

test("a suffix with which one name would be too long for AWS is refused, and says which", async () => {
  await expect(failureOf({ environmentSuffix: "abcdefghijklmnopqrstu" })).resolves.toContain(
    'environmentSuffix is "abcdefghijklmnopqrstu", allowed: at most 20 characters',
  );
});

test("the regions are two", async () => {
  await expect(failureOf({ secondaryRegion: "us-east-1" })).resolves.toContain(
    'dr-guardrails:secondaryRegion is "us-east-1", allowed: another region than primaryRegion',
  );
});

test("a certificate of another region is refused: a load balancer takes none", async () => {
  const certificateArns = JSON.stringify({
    "us-east-1": "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
    "us-west-2": "arn:aws:acm:us-west-2:123456789012:certificate/22222222-2222-2222-2222-222222222222",
  });
  await expect(failureOf({ certificateArns })).resolves.toContain("dr-guardrails:certificateArns[us-east-1] is");
});
