import type { Interruption } from "../../graph/interruption";
import type { Speech } from "../alarms";
import type { Copy } from "../copied";
import type { Return } from "../latches";
import type { Outcomes } from "../simulation";
import type { Efforts } from "../standby";
import type { Restorable } from "./restorable";

/** What finds out that an answer is no longer good. */
export type Check =
  | {
      readonly kind: "endpoint";
      readonly urn: string;
      readonly intervalSeconds: number;
      readonly threshold: number;
      /** A plain TCP check waits longer for an endpoint that is gone. */
      readonly isTcp: boolean;
    }
  | {
      readonly kind: "alarm";
      readonly urn: string;
      readonly periodSeconds: number;
      readonly periods: number;
      /** Where the metric comes from. */
      readonly region: string;
      /** What Route 53 makes of a metric that has no data. */
      readonly unhealthyWhenSilent: boolean;
      /** What the alarm says when callers get errors. */
      readonly onErrors: Speech;
    }
  | {
      readonly kind: "target-health";
      readonly urn: string;
      readonly intervalSeconds: number;
      readonly threshold: number;
    }
  | { readonly kind: "calculated"; readonly urn: string; readonly needs: number; readonly children: readonly Check[] }
  /** Nothing does: a person, or nobody. */
  | { readonly kind: "none" };

/** One of the two answers to a name. */
export interface Answer {
  readonly urn: string;
  readonly region: string;
  readonly check: Check;
  /** Undefined for a record that is not weighted. */
  readonly weight?: number;
}

/** A name that clients ask for, and that has another answer when the first one fails. */
export interface ServedName {
  readonly name: string;
  /** The property of the primary's resource that names it. */
  readonly at: string;
  readonly routing: "failover" | "other";
  readonly ttlSeconds: number;
  readonly primary: Answer;
  readonly standby: Answer;
  /** How long clients keep a connection to the primary that answers. */
  readonly keepAliveSeconds: number;
  readonly zones: number;
  /** What the primary's answer does once its region is well again. */
  readonly returns: Return;
}

/** `none`: nothing is copied. `untold`: nobody states what is, or it is known only after deployment. */
export type Replication = Copy | { readonly kind: "none" } | { readonly kind: "untold" };

/** Something that keeps data in the region that writes. */
export interface Store {
  readonly name: string;
  readonly urn: string;
  readonly service: string;
  readonly replication: Replication;
  /** The property that decides it. */
  readonly at: string;
  /** False for one of which nobody says that it holds business records. */
  readonly isCounted: boolean;
  readonly restorable: Restorable;
  /** The clusters that receive its writes. */
  readonly secondaries: readonly string[];
}

/** A global database: its second cluster takes writes only after a promotion. */
export interface GlobalDatabase {
  readonly name: string;
  readonly urn: string;
  readonly secondaryUrn: string;
  readonly region: string;
  readonly hasInstance: boolean;
  readonly forwardsWrites: boolean;
}

/** A relational database in the region that writes. */
export interface Database {
  readonly urn: string;
  readonly instances: number;
}

export interface Subscription {
  readonly urn: string;
  readonly protocol: string;
  readonly endpoint: string;
}

export interface Topic {
  readonly urn: string;
  readonly region: string;
  readonly subscriptions: readonly Subscription[];
}

/** What an alarm watches, as far as the drill knows when it fires. */
export type Watched =
  | { readonly kind: "health-status"; readonly check: string }
  /** What callers get: whether it rings when they get errors, and when nobody gets through. */
  | { readonly kind: "errors"; readonly onErrors: Speech; readonly onSilence: Speech }
  | { readonly kind: "database-lag"; readonly cluster: string; readonly thresholdSeconds: number }
  /** How far a bucket's or an instance's copy is behind, which is measured while both sides live. */
  | { readonly kind: "copy-lag"; readonly store: string; readonly thresholdSeconds: number }
  /** It tells of the loss of another region, as the team or AWS says: nobody says how soon. */
  | { readonly kind: "peer" }
  /** It is about the failure, and nobody states what its metric does then. */
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "other" };

export interface Alarm {
  readonly name: string;
  readonly urn: string;
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
  readonly urn: string;
  readonly region: string;
  readonly everySeconds: number;
  /** It may run from one start to the next: it can look all the time. */
  readonly isContinuous: boolean;
  /** Where its settings say so; without it acts on the health check that leads the clients. */
  readonly vigil?: Vigil;
}

/** An Auto Scaling group of the standby that runs nothing. */
export interface EmptyGroup {
  readonly urn: string;
  readonly region: string;
}

/** A standby that serves through targets which have to be registered first. */
export interface Registration {
  readonly urn: string;
  readonly intervalSeconds: number;
}

/** A failover that moves no record. */
export interface Elsewhere {
  readonly what: string;
  readonly by: "itself" | "a person";
  readonly outcomes: Outcomes;
}

/** How traffic is led to another region: by records, by something else that is in the stack, or not at all. */
export type Failover = "names" | "other" | "none";

/** What a stack declares that shall survive failures. */
export interface DeclaredSystem {
  readonly failover: Failover;
  /** False where nothing of it answers from outside. */
  readonly serves: boolean;
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
  /** What it takes to make the standby serve: estimates, or a team's own measurements. */
  readonly efforts: Efforts;
  /** The failover that moves no record; undefined where records are moved, or nothing is. */
  readonly elsewhere: Elsewhere | undefined;
  readonly notes: readonly string[];
  /** What is known only after deployment and was replaced by a default. */
  readonly hidden: readonly Interruption[];
  /** Names of which nobody tells when the loss of the primary is detected. */
  readonly untoldDetections: readonly Interruption[];
  /** Records whose clients stay with what is lost, while the names fail over. */
  readonly stranded: readonly string[];
}
