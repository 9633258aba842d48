declare const kind: unique symbol;

/** The address of an AWS resource, known before the resource exists. */
export type Arn = string & { readonly [kind]: "arn" };

export interface ArnScope {
  /** `aws`, or another part of AWS with accounts of its own. */
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** ARNs built from names. An ARN taken from a resource's output would hide every document that holds it from the preview. */
export class Arns {
  constructor(readonly scope: ArnScope) {}

  /** Every principal of the account that IAM lets. */
  accountRoot(): Arn {
    return this.#global("iam", "root");
  }

  alarm(name: string): Arn {
    return this.#regional("cloudwatch", `alarm:${name}`);
  }

  /** One method of a REST API. The path is as the API declares it: `/payments/{id}`. */
  apiMethod(apiId: string, stage: string, method: string, path: string): Arn {
    const { partition, region, account } = this.scope;
    const asked = path.replace(/\{\w+\}/g, "*");
    return `arn:${partition}:execute-api:${region}:${account}:${apiId}/${stage}/${method}${asked}` as Arn;
  }

  apiAuthorizer(apiId: string, authorizerId: string): Arn {
    const { partition, region, account } = this.scope;
    return `arn:${partition}:execute-api:${region}:${account}:${apiId}/authorizers/${authorizerId}` as Arn;
  }

  backupVault(name: string): Arn {
    return this.#regional("backup", `backup-vault:${name}`);
  }

  bucket(name: string): Arn {
    return `arn:${this.scope.partition}:s3:::${name}` as Arn;
  }

  /** Every object of one bucket. */
  objects(bucketName: string): Arn {
    return `${this.bucket(bucketName)}/*` as Arn;
  }

  /** Every object of one bucket whose key begins with a folder's name. */
  objectsBelow(bucketName: string, folder: string): Arn {
    return `${this.bucket(bucketName)}/${folder}/*` as Arn;
  }

  /** Where a load balancer of the account writes its access logs, below a folder of a bucket. */
  accessLogs(bucketName: string, folder: string): Arn {
    return `${this.bucket(bucketName)}/${folder}/AWSLogs/${this.scope.account}/*` as Arn;
  }

  databaseCluster(name: string): Arn {
    return this.#regional("rds", `cluster:${name}`);
  }

  databaseInstance(name: string): Arn {
    return this.#regional("rds", `db:${name}`);
  }

  /** A global cluster belongs to no region. */
  globalDatabase(name: string): Arn {
    return this.#global("rds", `global-cluster:${name}`);
  }

  /** A delivery stream of Firehose. */
  delivery(name: string): Arn {
    return this.#regional("firehose", `deliverystream/${name}`);
  }

  eventBus(name: string): Arn {
    return this.#regional("events", `event-bus/${name}`);
  }

  /** A rule of a bus that is not the account's default one. */
  eventRule(busName: string, name: string): Arn {
    return this.#regional("events", `rule/${busName}/${name}`);
  }

  /** A rule of the account's default bus. Those that are triggered by time live there. */
  defaultRule(name: string): Arn {
    return this.#regional("events", `rule/${name}`);
  }

  function(name: string): Arn {
    return this.#regional("lambda", `function:${name}`);
  }

  /** A function in the version that an alias of it names. */
  functionAlias(functionName: string, aliasName: string): Arn {
    return this.#regional("lambda", `function:${functionName}:${aliasName}`);
  }

  /** What an integration of API Gateway calls to invoke a function, or an alias of one. */
  functionInvocation(functionArn: Arn): Arn {
    const { partition, region } = this.scope;
    const path = `2015-03-31/functions/${functionArn}/invocations`;
    return `arn:${partition}:apigateway:${region}:lambda:path/${path}` as Arn;
  }

  /** An Auto Scaling group. The id before its name is made by AWS. */
  instanceGroup(name: string): Arn {
    return this.#regional("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${name}`);
  }

  logGroup(name: string): Arn {
    return this.#regional("logs", `log-group:${name}`);
  }

  /** Every stream of one log group. */
  logStreams(logGroupName: string): Arn {
    return this.#regional("logs", `log-group:${logGroupName}:*`);
  }

  parameter(name: string): Arn {
    return this.#regional("ssm", `parameter/${name.replace(/^\//, "")}`);
  }

  queue(name: string): Arn {
    return this.#regional("sqs", name);
  }

  role(name: string): Arn {
    return this.#global("iam", `role/${name}`);
  }

  /** With the six characters that Secrets Manager puts behind the name. */
  secret(name: string): Arn {
    return this.#regional("secretsmanager", `secret:${name}-??????`);
  }

  table(name: string): Arn {
    return this.#regional("dynamodb", `table/${name}`);
  }

  /** Every stream that a table has, and has had: DynamoDB names each by its beginning. */
  tableStreams(tableName: string): Arn {
    return this.#regional("dynamodb", `table/${tableName}/stream/*`);
  }

  topic(name: string): Arn {
    return this.#regional("sns", name);
  }

  #regional(service: string, resource: string): Arn {
    const { partition, region, account } = this.scope;
    return `arn:${partition}:${service}:${region}:${account}:${resource}` as Arn;
  }

  #global(service: string, resource: string): Arn {
    return `arn:${this.scope.partition}:${service}::${this.scope.account}:${resource}` as Arn;
  }
}
