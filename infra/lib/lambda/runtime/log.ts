/** What a line may say besides its message: flat and scalar, so that no payload slips in by accident. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log, every line of which also carries these fields. */
  with(fields: LogFields): Logger;
}

export interface LogOutput {
  write(line: string): unknown;
}

/** Longest text of one field, in characters. */
const LONGEST_TEXT = 512;

/** Writes one JSON object per line: timestamp, level, message, then the fields. */
export function createLogger(output: LogOutput, now: () => Date, own: LogFields = {}): Logger {
  const line =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      const entry = { timestamp: now().toISOString(), level, message, ...own, ...fields };
      output.write(`${JSON.stringify(entry, (_key, value) => shorten(value))}\n`);
    };
  return {
    info: line("info"),
    warn: line("warn"),
    error: line("error"),
    with: (fields) => createLogger(output, now, { ...own, ...fields }),
  };
}

function shorten(value: unknown): unknown {
  return typeof value === "string" && value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}...` : value;
}
