import type { BreakName } from "./breaks";

/** One of our stacks, judged by one profile, and what must be noticed when it is broken. */
export interface SystemUnderTest {
  readonly stack: string;
  /** Relative to the repository; the pack's own defaults when absent. */
  readonly profile?: string;
  readonly breaks: readonly BreakName[];
}

export const trading = {
  stack: "trading",
  breaks: [
    "wildcard-action",
    "replica-without-recovery",
    "replication-without-time-control",
    "concurrency-99",
    "ttl-300",
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
      "wildcard-action",
      "replica-without-recovery",
      "threshold-4",
      "stage-without-access-log",
      "queue-without-redrive",
      "visibility-179",
      "queue-that-forgets",
      "customer-key",
    ],
  },
];
