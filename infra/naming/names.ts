/** How long AWS lets a name be, by the word that begins it. Where a name is only a `Name` tag, the limit is a tag's. */
export const nameLimits = {
  acm: 256,
  alb: 32,
  apigateway: 128,
  autoscaling: 255,
  athena: 128,
  backup: 50,
  cloudwatch: 255,
  dynamodb: 255,
  ec2: 255,
  // An archive's; other names of EventBridge may be longer.
  events: 48,
  firehose: 64,
  glue: 255,
  iam: 64,
  // As `alias/<name>`.
  kms: 250,
  lambda: 64,
  logs: 512,
  // Parameter Store refuses names that begin with "ssm" or "aws".
  parameterstore: 1011,
  rds: 63,
  // Letters, digits and underscores.
  restoretest: 50,
  route53: 256,
  s3: 63,
  scheduler: 64,
  secretsmanager: 512,
  sns: 256,
  sqs: 80,
  tg: 32,
  vpc: 256,
  wafv2: 128,
} as const;

export type Service = keyof typeof nameLimits;

/** Where names are given, and how one system spells them. */
export interface NameScope {
  /** A template of `{service}`, `{region}`, `{environment}`, `{purpose}`. */
  readonly pattern: string;
  readonly region: string;
  readonly environment: string;
  /** Twelve digits; ends the names that are unique over all accounts. */
  readonly account: string;
}

export interface GivenName {
  readonly service: Service;
  readonly name: string;
}

/** Computes physical names, and remembers each, so that a configuration can be judged before anything is made. */
export class Names {
  readonly #given: GivenName[] = [];

  constructor(readonly scope: NameScope) {}

  of(service: Service, purpose: string): string {
    const { pattern, region, environment } = this.scope;
    const parts: Readonly<Record<string, string>> = { service, region, environment, purpose };
    const name = pattern.replace(/\{(\w+)\}/g, (placeholder, part: string) => parts[part] ?? placeholder);
    this.#given.push({ service, name });
    return name;
  }

  /** Bucket names are one space for everybody: they end with the account. */
  bucket(purpose: string): string {
    return this.of("s3", `${purpose}-${this.scope.account}`);
  }

  get given(): readonly GivenName[] {
    return this.#given;
  }
}

/** The longest environment with which every one of these names keeps its limit, and the name that sets it. */
export function longestEnvironment(names: Names): { readonly length: number; readonly because: GivenName } | undefined {
  const { environment } = names.scope;
  return names.given
    .map((because) => ({
      length: environment.length + nameLimits[because.service] - because.name.length,
      because,
    }))
    .sort((one, other) => one.length - other.length)[0];
}
