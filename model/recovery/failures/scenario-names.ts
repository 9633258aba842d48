/** The failures, in the order of the matrix; the words of `drill --fail` and of promises about single failures. */
export const scenarioNames = [
  "region",
  "isolated",
  "grey",
  "control-plane",
  "standby-too",
  "endpoint",
  "database",
  "az",
  "writer-lost",
  "read-only",
  "replication-stopped",
  "standby-lost",
  "watch-lost",
  "control-plane-alone",
  "bad-release",
] as const;

export type ScenarioName = (typeof scenarioNames)[number];
