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

  bucket(name: string): Arn {
    return `arn:${this.scope.partition}:s3:::${name}` as Arn;
  }

  /** Every object of one bucket. */
  objects(bucketName: string): Arn {
    return `${this.bucket(bucketName)}/*` as Arn;
  }

  function(name: string): Arn {
    return this.#regional("lambda", `function:${name}`);
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

  table(name: string): Arn {
    return this.#regional("dynamodb", `table/${name}`);
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
