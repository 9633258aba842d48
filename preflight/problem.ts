/**
 * What stops a command from judging: one line that says thing, found, expected and what to do,
 * and in `detail` the text of the other program's own error, in full.
 */
export class PreflightError extends Error {
  override readonly name = "PreflightError";

  constructor(
    message: string,
    readonly detail: string = "",
  ) {
    super(message);
  }
}
