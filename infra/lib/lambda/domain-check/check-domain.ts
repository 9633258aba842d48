import type { Logger } from "../runtime/log";
import type { Measured } from "../runtime/metrics";
import { withTimeLimit } from "../runtime/time-limit";

/** Times in which the other region did not answer under the name that callers use. */
export const PEER_DOMAIN_FAILURES = "PeerDomainFailures";

/** A region that is closed or unwell says so itself, under its name: others tell of that. */
const answered: ReadonlySet<number | undefined> = new Set([200, 503]);

export interface CheckDomainArgs {
  /** Status of the other region's `/health`, asked by the served name; undefined when there is no answer. */
  readonly ask: (signal: AbortSignal) => Promise<number | undefined>;
  readonly timeLimitMs: number;
  readonly publish: (measured: Readonly<Record<string, Measured>>) => void;
  readonly log: Logger;
}

/** Asks as a caller would after a failover: by the name, its certificate and its mapping, which no health check sees. */
export async function checkDomain({ ask, timeLimitMs, publish, log }: CheckDomainArgs): Promise<void> {
  const status = await withTimeLimit("Asking the other region", timeLimitMs, ask).catch(() => undefined);
  const failures = answered.has(status) ? 0 : 1;
  if (failures > 0) {
    log.error("the other region does not answer under its name", { status });
  }
  publish({ [PEER_DOMAIN_FAILURES]: { unit: "Count", value: failures } });
}
