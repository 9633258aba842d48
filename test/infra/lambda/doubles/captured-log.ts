import { createLogger, type Logger } from "../../../../infra/lib/lambda/runtime/log";

export interface CapturedLog {
  readonly log: Logger;
  /** Every line so far, parsed. */
  lines(): readonly Readonly<Record<string, unknown>>[];
  /** Every line so far, as written. */
  text(): string;
}

/** A real logger whose output a test can read. Its clock stands still. */
export function capturedLog(): CapturedLog {
  const written: string[] = [];
  const log = createLogger({ write: (line) => written.push(line) }, () => new Date("2026-03-31T12:00:00.000Z"));
  return {
    log,
    lines: () => written.map((line) => JSON.parse(line)),
    text: () => written.join(""),
  };
}
