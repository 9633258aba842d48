/** A message that no further try can handle. It leaves the queue for its dead letters, where a person finds it. */
export class Poison extends Error {
  override readonly name = "Poison";

  /** `code` is a stable word for the log; the message itself is never quoted. */
  constructor(readonly code: string) {
    super(`The message can never be handled: ${code}.`);
  }
}
