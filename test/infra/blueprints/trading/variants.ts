/** The ways the trading system can be built. Each is recorded once, so tests that can share one do. */

export const overHttp = {};

export const withZone = { hostedZoneId: "Z0123456789ABC" };

export const certificates = {
  "us-east-1": "arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
  "us-west-2": "arn:aws:acm:us-west-2:123456789012:certificate/22222222-2222-2222-2222-222222222222",
} as const;

export const withCertificates = { certificateArns: JSON.stringify(certificates) };

/** Without us-east-1, and with the longest suffix these regions allow. */
export const elsewhere = {
  primaryRegion: "eu-west-1",
  secondaryRegion: "eu-central-1",
  environmentSuffix: "abcdefghi",
};

/** Nothing is left to a default. */
export const everythingGiven = {
  ...withCertificates,
  ...withZone,
  runtime: "nodejs22.x",
  logRetention: "365 days",
  alertEmails: "ops@example.com,desk@example.com",
  primaryCidr: "172.20.0.0/20",
  secondaryCidr: "192.168.10.0/23",
};
