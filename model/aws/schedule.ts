import { Cron } from "croner";

const daySeconds = 86_400;
const units: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: daySeconds };

/**
 * Whether an AWS schedule (`rate(12 hours)`, `cron(0 5 * * ? *)`, in UTC) leaves no more than so many seconds between two
 * runs, in the year of `from` and the first month of the next. Undefined for a text that AWS would not take.
 */
export function runsEvery(schedule: string, seconds: number, from: Date): boolean | undefined {
  const text = schedule.trim();
  const [, amount, unit = "", plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(text) ?? [];
  if (amount !== undefined) {
    const isWritten = Number(amount) > 0 && (amount === "1") === (plural === "");
    return isWritten ? Number(amount) * (units[unit] ?? daySeconds) <= seconds : undefined;
  }
  if (/^at\(.+\)$/.test(text)) {
    return false; // once, and never again
  }
  const [, fields] = /^cron\((.+)\)$/.exec(text) ?? [];
  return fields === undefined ? undefined : cronRunsEvery(fields.trim().split(/\s+/), seconds, from);
}

/** The year in which gaps are measured: schedules that are not bound to one have the same in each. */
const measured = new Date(Date.UTC(2027, 0, 1));
const longestAsked = 400 * daySeconds;

/** The longest time between two runs of a schedule, in seconds; undefined when it has no bound or AWS would not take it. */
export function longestGap(schedule: string): number | undefined {
  if (runsEvery(schedule, longestAsked, measured) !== true) {
    return undefined;
  }
  let [tooShort, enough] = [0, longestAsked];
  while (enough - tooShort > 1) {
    const middle = Math.floor((tooShort + enough) / 2);
    if (runsEvery(schedule, middle, measured) === true) {
      enough = middle;
    } else {
      tooShort = middle;
    }
  }
  return enough;
}

function cronRunsEvery(fields: readonly string[], seconds: number, from: Date): boolean | undefined {
  const cron = findCron(fields);
  if (cron === undefined) {
    return undefined;
  }
  const start = new Date(Date.UTC(from.getUTCFullYear(), 0, 1));
  const days = fields.slice(2).join(" ");
  if (!/^[*?] \* [*?] \*$/.test(days) && !keepsPace(cron, Math.max(seconds, daySeconds), start, 396)) {
    return false;
  }
  // A day without a run would have been a gap of more than a day: here each day is like the next.
  return seconds > daySeconds || keepsPace(cron, seconds, start, 2);
}

/** Six fields as AWS writes them: minute, hour, day of month, month, day of week from 1 for Sunday, year. */
function findCron(fields: readonly string[]): Cron | undefined {
  if (fields.length !== 6) {
    return undefined;
  }
  const lastOfWeek = fields.map((field, index) => (index === 4 && field === "L" ? "7" : field));
  try {
    return new Cron(`0 ${lastOfWeek.join(" ")}`, {
      timezone: "UTC",
      mode: "7-part",
      alternativeWeekdays: true,
      sloppyRanges: true, // AWS takes 0/15 for */15
      paused: true,
    });
  } catch {
    return undefined;
  }
}

/** Goes from run to run as far as the seconds allow, for so many days. */
function keepsPace(cron: Cron, seconds: number, start: Date, days: number): boolean {
  const end = start.getTime() + days * daySeconds * 1000;
  let run = start.getTime() - 1000;
  while (run < end) {
    const reach = new Date(run + (seconds + 1) * 1000);
    const last = cron.previousRuns(1, reach)[0]?.getTime() ?? run;
    if (last <= run) {
      return false;
    }
    run = last;
  }
  return true;
}
