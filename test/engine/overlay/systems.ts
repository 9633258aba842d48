import type { BreakName } from "./breaks";

/** One of our stacks, judged by one profile, and what must be noticed when it is broken. */
export interface SystemUnderTest {
  readonly stack: string;
  /** Relative to the repository; the pack's own defaults when absent. */
  readonly profile?: string;
  /** Each costs four runs of the pack: a policy that one system has shown already is left to the tests without an engine. */
  readonly breaks: readonly BreakName[];
}

export const trading = {
  stack: "trading",
  breaks: [
    "standby-elsewhere",
    "wildcard-action",
    "replica-without-recovery",
    "replication-without-time-control",
    "concurrency-99",
    "ttl-200",
    "interval-10",
    "protect",
    "missing-tag",
  ],
} as const satisfies SystemUnderTest;

export const systems: readonly SystemUnderTest[] = [
  trading,
  {
    stack: "payments",
    profile: "policy-pack/profiles/payments.json",
    breaks: [
      "threshold-4",
      "stage-without-access-log",
      "queue-without-redrive",
      "visibility-179",
      "queue-that-forgets",
      "customer-key",
    ],
  },
  {
    stack: "transactions",
    profile: "policy-pack/profiles/transactions.json",
    breaks: [
      "ledger-not-encrypted",
      "sessions-without-our-key",
      "standby-takes-traffic",
      "transactions-for-anyone",
      "lag-of-31-seconds",
      "key-for-anybody",
    ],
  },
  {
    stack: "healthcare",
    profile: "policy-pack/profiles/healthcare.json",
    breaks: [
      "reserved-100",
      "events-in-a-circle",
      "networks-overlap",
      "standby-unwatched",
      "alarm-without-action",
      "name-of-its-own",
      "cluster-on-its-own",
    ],
  },
  {
    stack: "fleet",
    profile: "policy-pack/profiles/fleet.json",
    breaks: [
      "metadata-without-token",
      "standby-of-another-size",
      "group-in-one-zone",
      "health-by-ec2-alone",
      "backups-stay-home",
      "no-way-over-the-peering",
    ],
  },
];
