/** A queue that functions send to. Every method throws a Failure when the queue cannot do it. */
export interface MessageQueue {
  /** `reason` goes with the message, for people who find it. */
  send(body: string, signal: AbortSignal, reason?: string): Promise<void>;
}

/** What a consumer may do with a message that it has not handled. */
export interface MessageDelay {
  /** Shows the message again after this many seconds, not after the queue's own time. */
  postpone(receipt: string, seconds: number, signal: AbortSignal): Promise<void>;
}
