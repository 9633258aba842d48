/** Nothing but what a stack must say: everything else as the document has it. */
export const asDocumented: Readonly<Record<string, string>> = {};

/** Two regions away from us-east-1, with a long suffix, and nothing left to a default. */
export const elsewhere: Readonly<Record<string, string>> = {
  primaryRegion: "eu-west-1",
  secondaryRegion: "eu-central-1",
  environmentSuffix: "abcdefghijkl",
  certificateArns: JSON.stringify({
    "eu-west-1": "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
    "eu-central-1": "arn:aws:acm:eu-central-1:123456789012:certificate/22222222-2222-2222-2222-222222222222",
  }),
  hostedZoneId: "Z0123456789ABC",
  runtime: "nodejs24.x",
  logRetention: "365 days",
  alertEmails: "ops@example.com,desk@example.com",
  primaryCidr: "172.20.0.0/20",
  secondaryCidr: "192.168.10.0/23",
  engineVersion: "16.8",
  databaseClass: "db.r7g.2xlarge",
  databaseMigration: "logical-replication",
  failoverMode: "dry-run",
  mostLossSeconds: "30",
  commitHold: "none",
  environmentTag: "staging",
  accessLogs: "off",
  flowLogs: "off",
  databaseLogs: "off",
  firewall: "on",
  retention: "production",
};
