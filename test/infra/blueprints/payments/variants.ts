/** The ways the payment system can be built. Each is recorded once, so tests that can share one do. */

/** As the stack file says: certificates are given, a zone is made. */
export const asDocumented = {};

/** For a stack file without certificates: they are made, and proven through the zone. */
export const withZoneAlone = { blueprint: "payments", hostedZoneId: "Z0123456789ABC", secondaryRegion: "us-east-2" };

export const certificates = {
  "us-east-1": "arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
  "us-east-2": "arn:aws:acm:us-east-2:123456789012:certificate/22222222-2222-2222-2222-222222222222",
} as const;

/** Without us-east-1, and with the longest suffix these regions allow. */
export const elsewhere = {
  primaryRegion: "eu-west-1",
  secondaryRegion: "eu-central-1",
  environmentSuffix: "abcdefghijklmnopqrstuv",
  certificateArns: JSON.stringify({
    "eu-west-1": "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
    "eu-central-1": "arn:aws:acm:eu-central-1:123456789012:certificate/22222222-2222-2222-2222-222222222222",
  }),
};

/** Callers come with certificates. */
export const withCallerCertificates = {
  callers: "mtls",
  truststoreUris: JSON.stringify({
    "us-east-1": "s3://bank-callers-us-east-1/authorities.pem",
    "us-east-2": "s3://bank-callers-us-east-2/authorities.pem",
  }),
};

/** Nothing is left to a default. */
export const everythingGiven = {
  certificateArns: JSON.stringify(certificates),
  hostedZoneId: "Z0123456789ABC",
  runtime: "nodejs24.x",
  logRetention: "365 days",
  alertEmails: "ops@example.com,desk@example.com",
  apiLoggingRole: "managed",
  largestPayment: "5000",
  releaseWatch: "2 minutes",
  environmentTag: "staging",
  throttleRate: "50",
  throttleBurst: "80",
  callers: "cognito",
  userPoolArns: JSON.stringify({
    "us-east-1": "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AAAAAAAAA",
    "us-east-2": "arn:aws:cognito-idp:us-east-2:123456789012:userpool/us-east-2_BBBBBBBBB",
  }),
};
