import type { Copy } from "../../model/recovery/copied";
import type { Urn } from "../graph";

/** What finds out that an answer is no longer good. */
export type Check =
  | {
      readonly kind: "endpoint";
      readonly urn: Urn;
      readonly intervalSeconds: number;
      readonly threshold: number;
      /** A plain TCP check waits longer for an endpoint that is gone. */
      readonly isTcp: boolean;
    }
  | {
      readonly kind: "alarm";
      readonly urn: Urn;
      readonly periodSeconds: number;
      readonly periods: number;
      /** Where the metric comes from. */
      readonly region: string;
      /** What Route 53 makes of a metric that has no data. */
      readonly unhealthyWhenSilent: boolean;
    }
  | {
      readonly kind: "target-health";
      readonly urn: Urn;
      readonly intervalSeconds: number;
      readonly threshold: number;
    }
  | { readonly kind: "calculated"; readonly urn: Urn; readonly needs: number; readonly children: readonly Check[] }
  /** Nothing does: a person, or nobody. */
  | { readonly kind: "none" };

/** One of the two answers to a name. */
export interface Answer {
  readonly urn: Urn;
  readonly region: string;
  readonly check: Check;
  /** Undefined for a record that is not weighted. */
  readonly weight?: number;
}

/** A name that clients ask for, and that has another answer when the first one fails. */
export interface ServedName {
  readonly name: string;
  readonly routing: "failover" | "other";
  readonly ttlSeconds: number;
  readonly primary: Answer;
  readonly standby: Answer;
  /** How long clients keep a connection to the primary that answers. */
  readonly keepAliveSeconds: number;
  readonly zones: number;
}

/** `none`: nothing is copied. `untold`: nobody states what is, or it is known only after deployment. */
export type Replication = Copy | { readonly kind: "none" } | { readonly kind: "untold" };

/** Something that keeps data in the region that writes. */
export interface Store {
  readonly name: string;
  readonly urn: Urn;
  readonly service: string;
  readonly replication: Replication;
}

/** A global database: its second cluster takes writes only after a promotion. */
export interface GlobalDatabase {
  readonly name: string;
  readonly urn: Urn;
  readonly secondaryUrn: Urn;
  readonly region: string;
  readonly hasInstance: boolean;
  readonly forwardsWrites: boolean;
}

/** A relational database in the region that writes. */
export interface Database {
  readonly urn: Urn;
  readonly instances: number;
}

export interface Subscription {
  readonly urn: Urn;
  readonly protocol: string;
  readonly endpoint: string;
}

export interface Topic {
  readonly urn: Urn;
  readonly region: string;
  readonly subscriptions: readonly Subscription[];
}

/** What an alarm watches, as far as the drill knows when it fires. */
export type Watched =
  | { readonly kind: "health-status"; readonly check: Urn }
  | { readonly kind: "errors" }
  | { readonly kind: "database-lag"; readonly cluster: Urn; readonly thresholdSeconds: number }
  /** It is about the failure, and nobody states what its metric does then. */
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "other" };

export interface Alarm {
  readonly name: string;
  readonly urn: Urn;
  readonly region: string;
  readonly watched: Watched;
  readonly periodSeconds: number;
  /** Breaching data points that it waits for. */
  readonly points: number;
  readonly breachesWhenSilent: boolean;
  readonly topics: readonly Topic[];
}

/** What a function goes by that watches a region by itself. */
export interface Vigil {
  /** How long its own probes of the primary have to fail. */
  readonly failureSeconds: number;
  /** From which lag on it takes the copy of a database for interrupted. */
  readonly lagLimitSeconds: number;
  /** The name whose answer tells it whether the world still gets to the primary. */
  readonly witness: ServedName;
}

/** A function that runs by a clock and may promote a database. */
export interface Orchestrator {
  readonly urn: Urn;
  readonly region: string;
  readonly everySeconds: number;
  /** It may run from one start to the next: it can look all the time. */
  readonly isContinuous: boolean;
  /** Where its settings say so; without it acts on the health check that leads the clients. */
  readonly vigil?: Vigil;
}

/** An Auto Scaling group of the standby that runs nothing. */
export interface EmptyGroup {
  readonly urn: Urn;
  readonly region: string;
}

/** A standby that serves through targets which have to be registered first. */
export interface Registration {
  readonly urn: Urn;
  readonly intervalSeconds: number;
}

/** What a recorded graph says about a system that shall survive the loss of a region. */
export interface DeclaredSystem {
  readonly primaryRegion: string;
  readonly secondaryRegion: string;
  readonly names: readonly ServedName[];
  readonly stores: readonly Store[];
  readonly databases: readonly Database[];
  readonly globalDatabases: readonly GlobalDatabase[];
  readonly emptyGroups: readonly EmptyGroup[];
  readonly registrations: readonly Registration[];
  /** The standby's front door is a function: its first requests start cold. */
  readonly startsCold: boolean;
  readonly alarms: readonly Alarm[];
  readonly orchestrators: readonly Orchestrator[];
  readonly notes: readonly string[];
}
