/** Somebody who logged in. */
export interface OpenSession {
  /** The account whose money the session may move. */
  readonly account: string;
}

/** Where sessions are kept. Every method throws a Failure when the store cannot do it. */
export interface SessionStore {
  /** The session that the token opens; undefined when it opens none, or its time is over. */
  find(token: string, signal: AbortSignal): Promise<OpenSession | undefined>;
  /** Proves that the store answers, by its cheapest read. */
  ping(signal: AbortSignal): Promise<void>;
}
