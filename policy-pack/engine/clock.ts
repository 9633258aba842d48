const dayMilliseconds = 86_400_000;

/** The day that was written last, counted from 1970: every policy asks about every resource. */
let written = { day: Number.NaN, text: "" };

/** Today as an ISO date, UTC. */
export function readToday(): string {
  const day = Math.floor(Date.now() / dayMilliseconds);
  if (day !== written.day) {
    written = { day, text: new Date().toISOString().slice(0, 10) };
  }
  return written.text;
}

/** The ISO date so many days after today. */
export function readDayIn(days: number): string {
  return new Date(Date.now() + days * dayMilliseconds).toISOString().slice(0, 10);
}
