/** The parts of an ARN; `resource` is all that follows the account. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Splits an ARN at its first five colons; undefined when the text is no ARN. */
export function findArn(text: string): Arn | undefined {
  const form = /^arn:(?<partition>[^:]*):(?<service>[^:]*):(?<region>[^:]*):(?<account>[^:]*):(?<resource>.*)/is;
  return form.exec(text)?.groups as Arn | undefined;
}

export interface ResourceParts {
  /** Up to the end of the resource's own name: `bucket`, `table/trades`, `log-group:/aws/lambda/trade`. */
  readonly name: string;
  /** What lies below it: an object key, an index, a log stream, an alias. */
  readonly below: string;
}

/** Services whose ARNs begin with the name itself. */
const nameFirst: ReadonlySet<string> = new Set(["s3", "sns", "sqs", "execute-api", "codecommit"]);

/** Resource types whose name is all the rest, slashes included: nothing lies below. So is everything of IAM. */
const nameIsAll: ReadonlySet<string> = new Set(["ecr repository", "secretsmanager secret", "events rule"]);

/** Resources of load balancing whose name takes more than one segment: `loadbalancer/app/<name>/<id>`. */
const nameLength: readonly (readonly [RegExp, number])[] = [
  [/^loadbalancer\/(app|net|gwy)\//, 4],
  [/^listener(-rule)?\/(app|net|gwy)\//, 5],
  [/^targetgroup\//, 3],
];

/** Parts an ARN's resource into its own name and what lies below. */
export function partResource({ service, resource }: Pick<Arn, "service" | "resource">): ResourceParts {
  if (nameFirst.has(service) && !/^(accesspoint|storage-lens|job)[/:]/.test(resource)) {
    return cut(resource, 1);
  }
  const apiPath = service === "apigateway" && resource.startsWith("/");
  if (apiPath) {
    return cut(resource, 3); // "/restapis/<id>": the first segment is empty
  }
  const [type] = resource.split(/[/:]/);
  if (service === "logs" && type === "log-group") {
    return cutAtColon(resource); // a group's name has slashes of its own
  }
  if (service === "iam" || nameIsAll.has(`${service} ${type}`)) {
    return { name: resource, below: "" };
  }
  const lengths = service === "elasticloadbalancing" ? nameLength : [];
  return cut(resource, lengths.find(([form]) => form.test(resource))?.[1] ?? 2);
}

/** Cuts after a number of segments, which end at a slash or a colon. */
function cut(resource: string, segments: number): ResourceParts {
  let end = -1;
  for (let count = 0; count < segments; count++) {
    const next = resource.slice(end + 1).search(/[/:]/);
    if (next < 0) {
      return { name: resource, below: "" };
    }
    end += next + 1;
  }
  return { name: resource.slice(0, end), below: resource.slice(end + 1) };
}

function cutAtColon(resource: string): ResourceParts {
  const start = resource.indexOf(":") + 1;
  const end = resource.indexOf(":", start);
  return end < 0 ? { name: resource, below: "" } : { name: resource.slice(0, end), below: resource.slice(end + 1) };
}

/**
 * Parts of a name that AWS makes up, and the wildcard its documentation writes in their place: six characters after a
 * secret's name, the UUID inside a scaling group's ARN, the end of a session's name, a change of records, the ids that
 * follow the name of a load balancer or of a target group.
 */
const inventedParts: readonly (readonly [service: string, RegExp, string])[] = [
  ["secretsmanager", /-\?{6}$/, ""],
  ["autoscaling", /^autoScalingGroup:\*:/, "autoScalingGroup:id:"],
  ["route53", /^change\/\*$/, "change/id"],
  ["ssm", /^(session\/[^*?]+-)\*$/, "$1id"],
  ["elasticloadbalancing", /^((?:targetgroup|loadbalancer\/(?:app|net|gwy))\/[^/*?]+)\/\*$/, "$1/id"],
  ["elasticloadbalancing", /^(listener(?:-rule)?\/(?:app|net|gwy)\/[^/*?]+)(?:\/\*)+$/, "$1/id/id"],
];

/** The resource of an ARN pattern with those parts filled in. */
export function fillInvented({ service, resource }: Pick<Arn, "service" | "resource">): string {
  return inventedParts.reduce(
    (text, [owner, pattern, replacement]) => (owner === service ? text.replace(pattern, replacement) : text),
    resource,
  );
}
