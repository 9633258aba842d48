const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const WEEK = 7 * DAY;

const units: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** The values that one cron field selects between two limits; undefined for a form that this reading does not know. */
function expand(field: string, lowest: number, highest: number): readonly number[] | undefined {
  if (field === "*" || field === "?") return span(lowest, highest, 1);
  const parts = field.split(",").map((part) => expandPart(part, lowest, highest));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function expandPart(part: string, lowest: number, highest: number): readonly number[] | undefined {
  const [, from, to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
  if (from === undefined || step === "0") return undefined;
  const first = from === "*" ? lowest : Number(from);
  const last = to === undefined ? (step === undefined && from !== "*" ? first : highest) : Number(to);
  const inside = first >= lowest && last <= highest && first <= last;
  return inside ? span(first, last, Number(step ?? 1)) : undefined;
}

function span(first: number, last: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

/** Days of the week as numbers from 1, Sunday first, as AWS counts them. */
function numbered(field: string): string {
  return field.toUpperCase().replace(/[A-Z]{3}/g, (day) => {
    const index = weekdays.indexOf(day);
    return index < 0 ? day : String(index + 1);
  });
}

function longestGap(instants: readonly number[]): number {
  const ordered = [...instants].sort((left, right) => left - right);
  const [first = 0] = ordered;
  return Math.max(...ordered.map((instant, index) => (ordered[index + 1] ?? first + WEEK) - instant));
}

function cronGap(fields: readonly string[]): number | undefined {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = "*"] = fields;
  const everyDayOfMonth = dayOfMonth === "*" || dayOfMonth === "?";
  if (fields.length !== 6 || !everyDayOfMonth || month !== "*" || year !== "*") return undefined;
  const minutes = expand(minute, 0, 59);
  const hours = expand(hour, 0, 23);
  const days = expand(numbered(dayOfWeek), 1, 7);
  if (minutes === undefined || hours === undefined || days === undefined) return undefined;
  return longestGap(
    days.flatMap((day) => hours.flatMap((at) => minutes.map((m) => (day - 1) * DAY + at * 60 * MINUTE + m * MINUTE))),
  );
}

/**
 * The longest time in seconds between two runs of an AWS schedule: `rate(1 hour)` or a cron expression that repeats
 * every week or oftener. Undefined for any other.
 */
export function longestGapOf(schedule: string): number | undefined {
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule.trim()) ?? [];
  if (amount !== undefined && unit !== undefined) return Number(amount) * (units[unit] ?? 0) || undefined;
  const [, fields] = /^cron\((.+)\)$/.exec(schedule.trim()) ?? [];
  return fields === undefined ? undefined : cronGap(fields.trim().split(/\s+/));
}
