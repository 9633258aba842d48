/** Whether EventBridge's clock calls: then this run is the one that is counted on, and it waits for a lock. */
export function isFromClock(event: unknown): boolean {
  return typeof event === "object" && event !== null && Reflect.get(event, "detail-type") === "Scheduled Event";
}
