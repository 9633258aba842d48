/** Where the journal is kept. Throws a Failure when it cannot be. */
export interface Archive {
  /** Writes an object, or the same one again. */
  put(key: string, body: string, signal: AbortSignal): Promise<void>;
}
