const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;

/** The forms of `findInstant`, in words. */
export const instantForm = "an instant in UTC with at most 9 decimals of a second, like 2026-03-31T14:30:00.125Z";

/** A real instant in its one shortest form: "...:00.500Z" is "...:00.5Z". Undefined when there is no such instant. */
export function findInstant(text: string): string | undefined {
  const [, seconds, fraction = ""] = INSTANT.exec(text) ?? [];
  if (seconds === undefined || !isOnTheCalendar(seconds)) {
    return undefined;
  }
  const digits = fraction.replace(/0+$/, "");
  return digits === "" ? `${seconds}Z` : `${seconds}.${digits}Z`;
}

/** `Date` turns 30 February into 2 March: what comes back must be what went in. */
function isOnTheCalendar(seconds: string): boolean {
  const date = new Date(`${seconds}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(seconds);
}
