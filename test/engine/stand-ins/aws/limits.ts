/** A name that AWS would refuse: the property that carries it, how long it may be and which characters it may have. */
export interface NameLimit {
  readonly property: string;
  readonly shortest: number;
  readonly longest: number;
  readonly pattern: RegExp;
  /** The pattern in words, for the message. */
  readonly characters: string;
}

const word = { pattern: /^[A-Za-z0-9_-]*$/, characters: "letters, digits, _ and -" };
const dotted = { pattern: /^[A-Za-z0-9._-]*$/, characters: "letters, digits, ., _ and -" };
const iamName = { pattern: /^[\w+=,.@-]*$/, characters: "letters, digits and +=,.@_-" };
const balanced = {
  pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
  characters: "letters, digits and inner hyphens, not starting with internal-",
};

/** The service quotas that a name of ours could meet. Each is on the service's "quotas" or "naming" page. */
export const nameLimits: Readonly<Record<string, NameLimit>> = {
  "aws:cloudwatch/logGroup:LogGroup": {
    property: "name",
    shortest: 1,
    longest: 512,
    pattern: /^[A-Za-z0-9_./#-]*$/,
    characters: "letters, digits and _./#-",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    property: "name",
    shortest: 1,
    longest: 255,
    pattern: /^\P{Cc}*$/u,
    characters: "anything but control characters",
  },
  "aws:dynamodb/table:Table": { property: "name", shortest: 3, longest: 255, ...dotted },
  "aws:iam/policy:Policy": { property: "name", shortest: 1, longest: 128, ...iamName },
  "aws:iam/role:Role": { property: "name", shortest: 1, longest: 64, ...iamName },
  "aws:iam/rolePolicy:RolePolicy": { property: "name", shortest: 1, longest: 128, ...iamName },
  "aws:lambda/function:Function": { property: "name", shortest: 1, longest: 64, ...word },
  "aws:lb/loadBalancer:LoadBalancer": { property: "name", shortest: 1, longest: 32, ...balanced },
  "aws:lb/targetGroup:TargetGroup": { property: "name", shortest: 1, longest: 32, ...balanced },
  "aws:route53/healthCheck:HealthCheck": { property: "referenceName", shortest: 0, longest: 27, ...word },
  "aws:s3/bucket:Bucket": {
    property: "bucket",
    shortest: 3,
    longest: 63,
    pattern: /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    characters: "lower-case letters, digits and inner hyphens",
  },
  "aws:sns/topic:Topic": { property: "name", shortest: 1, longest: 256, ...word },
  "aws:sqs/queue:Queue": {
    property: "name",
    shortest: 1,
    longest: 80,
    pattern: /^[A-Za-z0-9_-]*(\.fifo)?$/,
    characters: "letters, digits, _ and -",
  },
  "aws:ssm/parameter:Parameter": {
    property: "name",
    shortest: 1,
    longest: 1011,
    pattern: /^[A-Za-z0-9_./-]*$/,
    characters: "letters, digits and _./-",
  },
};
