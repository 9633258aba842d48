import type { Cidr } from "../units/cidr";
import type { Seconds } from "../units/time";

/** What every system is told. */
export interface SharedConfig {
  /** Goes into every name, so that several stacks fit into one account. */
  readonly environmentSuffix: string;
  readonly primaryRegion: string;
  readonly secondaryRegion: string;
  /** The DNS zone that the system's names are in. */
  readonly domainName: string;
  readonly alertEmails: readonly string[];
  /** By region: a certificate that covers the system's names. */
  readonly certificateArns?: Readonly<Record<string, string>>;
  /** A zone of the domain that exists and that the internet is delegated to. */
  readonly hostedZoneId?: string;
}

/** Of a system that has networks. */
export interface NetworkConfig extends SharedConfig {
  readonly primaryCidr: Cidr;
  readonly secondaryCidr: Cidr;
  /** In place of those that the account's zones would give, which AWS may add to, or take from in a bad hour. */
  readonly primaryZones?: readonly string[];
  readonly secondaryZones?: readonly string[];
}

export interface TradingConfig extends NetworkConfig {
  readonly blueprint: "trading";
  /** `nodejs18.x` */
  readonly runtime: string;
  readonly logRetention: Seconds;
  /** How long a region's alarms must be quiet after a release before the next region gets it. */
  readonly releaseWatch: Seconds | "none";
  readonly callers: "jwt" | "anyone";
  /** With `jwt` both are there. */
  readonly jwtIssuer?: string;
  readonly jwksEndpoint?: string;
}

export interface PaymentsConfig extends SharedConfig {
  readonly blueprint: "payments";
  /** `nodejs22.x` */
  readonly runtime: string;
  readonly logRetention: Seconds;
  /** Whether this stack keeps the role under which API Gateway logs for the whole account, in both regions. */
  readonly apiLoggingRole: "existing" | "managed";
  /** How long a region's alarms must be quiet after a release before the next region gets it. */
  readonly releaseWatch: Seconds | "none";
  /** The value of the tag `Environment`. */
  readonly environmentTag: string;
  /** Of each region's API: requests a second, and how many more at once. */
  readonly throttleRate: number;
  readonly throttleBurst: number;
  readonly callers: "iam" | "cognito" | "mtls" | "anyone";
  /** By region; with `cognito` both are there. */
  readonly userPoolArns?: Readonly<Record<string, string>>;
  /** By region; with `mtls` both are there. */
  readonly truststoreUris?: Readonly<Record<string, string>>;
  /** In a currency's smallest unit. */
  readonly largestPayment: number;
}

export interface TransactionsConfig extends NetworkConfig {
  readonly blueprint: "transactions";
  /** `nodejs22.x` */
  readonly runtime: string;
  readonly logRetention: Seconds;
  /** Of Aurora PostgreSQL: `15.4` */
  readonly engineVersion: string;
  /** `db.r6g.large` */
  readonly instanceClass: string;
}

export interface HealthcareConfig extends NetworkConfig {
  readonly blueprint: "healthcare";
  /** `nodejs22.x` */
  readonly runtime: string;
  readonly logRetention: Seconds;
  /** Of Aurora PostgreSQL: `15.15`. */
  readonly engineVersion: string;
  /** `db.r6g.large` */
  readonly instanceClass: string;
  /** Whether an unplanned failover is carried out, or only told. */
  readonly failoverMode: "automatic" | "dry-run";
  /** A failover that could lose more is left to people. */
  readonly mostLossSeconds: number;
}

export interface FleetConfig extends NetworkConfig {
  readonly blueprint: "fleet";
  /** `nodejs22.x` */
  readonly runtime: string;
  readonly logRetention: Seconds;
  /** The value of the tag `Environment`. */
  readonly environmentTag: string;
  /** Of the load balancers, of the networks, of the database. */
  readonly accessLogs: "on" | "off";
  readonly flowLogs: "on" | "off";
  readonly databaseLogs: "on" | "off";
  /** Whether AWS WAF stands before the load balancers. */
  readonly firewall: "on" | "off";
  /** Of Aurora PostgreSQL: `14.22`. */
  readonly engineVersion: string;
  /** `db.r6g.large` */
  readonly databaseClass: string;
  /** What the database is made ready for: see docs/MIGRATION.md. */
  readonly databaseMigration: "none" | "logical-replication";
  /** Whether what holds records outlives a mistake in the program, or goes with the stack. */
  readonly retention: "production" | "drill";
  /** Whether an unplanned failover is carried out, or only told. */
  readonly failoverMode: "automatic" | "dry-run";
  /** A failover that could lose more is left to people. */
  readonly mostLossSeconds: number;
  /** How far behind the standby may be before the writer holds commits. */
  readonly commitHold: Seconds | "none";
}

export type DrConfig = FleetConfig | HealthcareConfig | TradingConfig | PaymentsConfig | TransactionsConfig;
