/** What an operation of the SDK works on, and what IAM calls it. */
export interface Operation {
  readonly action: string;
  /** Kinds of resources that must be allowed, each; none: AWS lets nobody scope the action. */
  readonly on: readonly Kind[];
  /** What the caller needs of the resource's key. */
  readonly key?: "read" | "write";
}

export type Kind =
  | "alarm"
  | "bus"
  | "cluster"
  | "function"
  | "global cluster"
  | "group"
  | "instance"
  | "object"
  | "parameter"
  | "queue"
  | "secret"
  | "table"
  | "topic"
  | "vault";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/: by service of the SDK, then by operation. */
const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  "auto-scaling": {
    UpdateAutoScalingGroup: { action: "autoscaling:UpdateAutoScalingGroup", on: ["group"] },
  },
  backup: { ListRecoveryPointsByBackupVault: { action: "backup:ListRecoveryPointsByBackupVault", on: ["vault"] } },
  cloudwatch: {
    DescribeAlarms: { action: "cloudwatch:DescribeAlarms", on: ["alarm"] },
    GetMetricData: { action: "cloudwatch:GetMetricData", on: [] },
  },
  dynamodb: {
    GetItem: { action: "dynamodb:GetItem", on: ["table"], key: "read" },
    Query: { action: "dynamodb:Query", on: ["table"], key: "read" },
    PutItem: { action: "dynamodb:PutItem", on: ["table"], key: "read" },
    UpdateItem: { action: "dynamodb:UpdateItem", on: ["table"], key: "read" },
    DeleteItem: { action: "dynamodb:DeleteItem", on: ["table"], key: "read" },
    // Parts of a transaction: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
    Put: { action: "dynamodb:PutItem", on: ["table"], key: "read" },
    Update: { action: "dynamodb:UpdateItem", on: ["table"], key: "read" },
    Delete: { action: "dynamodb:DeleteItem", on: ["table"], key: "read" },
    ConditionCheck: { action: "dynamodb:ConditionCheckItem", on: ["table"], key: "read" },
  },
  eventbridge: { PutEvents: { action: "events:PutEvents", on: ["bus"] } },
  lambda: { GetFunctionConfiguration: { action: "lambda:GetFunctionConfiguration", on: ["function"] } },
  rds: {
    DescribeDBClusters: { action: "rds:DescribeDBClusters", on: ["cluster"] },
    DescribeDBInstances: { action: "rds:DescribeDBInstances", on: ["instance"] },
    DescribeGlobalClusters: { action: "rds:DescribeGlobalClusters", on: ["global cluster"] },
    FailoverGlobalCluster: { action: "rds:FailoverGlobalCluster", on: ["global cluster", "cluster"] },
    SwitchoverGlobalCluster: { action: "rds:SwitchoverGlobalCluster", on: ["global cluster", "cluster"] },
  },
  s3: {
    GetObject: { action: "s3:GetObject", on: ["object"], key: "read" },
    PutObject: { action: "s3:PutObject", on: ["object"], key: "write" },
  },
  "secrets-manager": { GetSecretValue: { action: "secretsmanager:GetSecretValue", on: ["secret"], key: "read" } },
  sns: { Publish: { action: "sns:Publish", on: ["topic"], key: "write" } },
  sqs: {
    ChangeMessageVisibility: { action: "sqs:ChangeMessageVisibility", on: ["queue"] },
    SendMessage: { action: "sqs:SendMessage", on: ["queue"], key: "write" },
  },
  ssm: { GetParameters: { action: "ssm:GetParameters", on: ["parameter"] } },
};

/** @throws Error for an operation that nobody has told here */
export function operationOf(service: string, operation: string): Operation {
  const known = operations[service]?.[operation];
  if (known === undefined) {
    throw new Error(`The code calls ${operation} of ${service}; say in operations.ts what it works on.`);
  }
  return known;
}
