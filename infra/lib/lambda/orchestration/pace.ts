/**
 * How often the orchestrator looks, in milliseconds. The clock calls it every minute, and a run lasts ten seconds longer:
 * the next one waits for the lock meanwhile, and however late it is called within these ten nobody stops looking.
 */
export const pace = {
  watchMs: 70_000,
  /** From the start of one look to the start of the next, when what is looked at answers in time. */
  roundMs: 5_000,
  /** From one try to take the lock to the next. */
  knockMs: 2_000,
  /** The same for a person's request: when the lock is free for a moment it is mostly there before the next run. */
  requestKnockMs: 250,
  /** Kept back from the function's own limit: the longest round. */
  reserveMs: 20_000,
  /** As long as a health checker of Route 53 waits for an answer. */
  probeMs: 4_000,
};
