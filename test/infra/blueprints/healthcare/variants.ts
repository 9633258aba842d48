/** The ways the healthcare system can be built. Each is recorded once, so tests that can share one do. */

/** As the stack file says. */
export const asDocumented = {};

/** The zone proves certificates of the system's own. */
export const withZone = { hostedZoneId: "Z0123456789ABC" };

export const certificates = {
  "eu-west-1": "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
  "eu-central-1": "arn:aws:acm:eu-central-1:123456789012:certificate/22222222-2222-2222-2222-222222222222",
} as const;

/** Without us-east-1, with the longest suffix these regions allow, and nothing left to a default. */
export const elsewhere = {
  primaryRegion: "eu-west-1",
  secondaryRegion: "eu-central-1",
  environmentSuffix: "abcdefghijklmnopqrs",
  certificateArns: JSON.stringify(certificates),
  hostedZoneId: "Z0123456789ABC",
  runtime: "nodejs24.x",
  logRetention: "90 days",
  alertEmails: "ops@example.com,desk@example.com",
  primaryCidr: "172.20.0.0/20",
  secondaryCidr: "192.168.10.0/23",
  engineVersion: "16.8",
  instanceClass: "db.r7g.2xlarge",
  failoverMode: "dry-run",
  mostLossSeconds: "60",
};
