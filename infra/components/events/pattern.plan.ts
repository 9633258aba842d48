/** The part of EventBridge's patterns that is used here: a field is one of some texts. */
export interface EventPattern {
  readonly [field: string]: readonly string[] | EventPattern;
}

/** A pattern as EventBridge takes it. */
export function eventPattern(pattern: EventPattern): string {
  return JSON.stringify(pattern);
}

/**
 * What one region forwards: events that began in it. EventBridge keeps the region in which an event was first put, and
 * the application states it too, so that a copy can never be taken for an original, whichever of the two is lost.
 */
export function bornIn(region: string, source: string): EventPattern {
  return { source: [source], region: [region], detail: { originRegion: [region] } };
}
