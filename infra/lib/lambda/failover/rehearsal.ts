import { toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import { withTimeLimit } from "../runtime/time-limit";
import type { Inspector, Limits } from "./inspector";
import type { Finding } from "./judgement";
import { aspects, findReadiness, type Readiness } from "./readiness";

export interface Step extends Finding {
  readonly name: string;
}

export interface Report {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly passed: boolean;
  readonly steps: readonly Step[];
}

/** Where reports are kept: S3 copies what is written here to the other region. */
export interface Reports {
  write(report: Report, signal: AbortSignal): Promise<void>;
  /** Id of the report that was written here last; undefined before the first. */
  lastWritten(signal: AbortSignal): Promise<string | undefined>;
  hasArrived(id: string, signal: AbortSignal): Promise<boolean>;
}

export interface RehearsalArgs {
  readonly inspector: Inspector;
  readonly limits: () => Promise<Limits>;
  readonly reports: Reports;
  /** Puts an event on this region's bus. */
  readonly announce: (id: string, signal: AbortSignal) => Promise<void>;
  readonly regions: { readonly from: string; readonly to: string };
  readonly id: string;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: Logger;
}

const STEP_LIMIT_MS = 15_000;
const PAUSE_MS = 5_000;

/**
 * Goes through everything that a failover would need of the other region, without moving any traffic: whether it is
 * ready, whether an event of this region reaches its database and comes back through its front door, and whether objects
 * are copied. Every step is tried, whatever became of the one before.
 */
export async function rehearse(args: RehearsalArgs): Promise<Report> {
  const startedAt = args.now().toISOString();
  const readiness = await findReadiness(args);
  const steps = [
    ...readinessSteps(readiness),
    await step("EventsArrive", args, () => eventsArrive(args)),
    await step("ObjectsArrive", args, () => objectsArrive(args)),
  ];
  const report: Report = {
    id: args.id,
    ...args.regions,
    startedAt,
    endedAt: args.now().toISOString(),
    passed: steps.every(({ passed }) => passed),
    steps,
  };
  const kept = await step("ReportKept", args, async () => {
    await withTimeLimit("Writing the report", STEP_LIMIT_MS, (signal) => args.reports.write(report, signal));
    return { passed: true, reason: "ok" };
  });
  return { ...report, passed: report.passed && kept.passed, steps: [...steps, kept] };
}

function readinessSteps(readiness: Readiness): readonly Step[] {
  return aspects.map((name) => ({ name, ...readiness[name] }));
}

async function step(name: string, { log }: RehearsalArgs, run: () => Promise<Finding>): Promise<Step> {
  try {
    const finding = await run();
    if (!finding.passed) {
      log.warn("step failed", { step: name, reason: finding.reason });
    }
    return { name, ...finding };
  } catch (thrown) {
    log.error("step failed", { step: name, ...toFailure(thrown).logFields });
    return { name, passed: false, reason: "not-known" };
  }
}

/** This bus, the forwarding, the other bus, its function, the database, and the other region's own front door. */
async function eventsArrive({ inspector, announce, limits, id, now, pause }: RehearsalArgs): Promise<Finding> {
  const { deliverySeconds } = await limits();
  await withTimeLimit("Putting the event", STEP_LIMIT_MS, (signal) => announce(id, signal));
  const deadline = now().getTime() + deliverySeconds * 1_000;
  do {
    const status = await withTimeLimit("Asking for the event", STEP_LIMIT_MS, (signal) =>
      inspector.ask(`/events/${id}`, signal),
    );
    if (status === 200) {
      return { passed: true, reason: "ok" };
    }
    await pause(PAUSE_MS);
  } while (now().getTime() < deadline);
  return { passed: false, reason: "event-lost" };
}

/** The report before this one must be in the other region by now: S3 had days for it. */
async function objectsArrive({ reports }: RehearsalArgs): Promise<Finding> {
  return withTimeLimit("Looking for the last report", STEP_LIMIT_MS, async (signal) => {
    const last = await reports.lastWritten(signal);
    if (last === undefined) {
      return { passed: true, reason: "first-rehearsal" };
    }
    return (await reports.hasArrived(last, signal))
      ? { passed: true, reason: "ok" }
      : { passed: false, reason: "object-late" };
  });
}
