const dayMilliseconds = 86_400_000;

/** Today as an ISO date, UTC. */
export function readToday(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The ISO date so many days after today. */
export function readDayIn(days: number): string {
  return new Date(Date.now() + days * dayMilliseconds).toISOString().slice(0, 10);
}
