import type { LogMessage } from "../graph";
import { shorten } from "../report/shorten";

/** Characters that are kept of one message, and of all of a kind: a program may log for as long as it runs. */
const MAX_MESSAGE = 200_000;
const MAX_IN_ALL = 4_000_000;

/** What a program logs, as much of it as anybody reads. Errors are counted by themselves: they say why it failed. */
export class ProgramLogs {
  private readonly kept: LogMessage[] = [];
  private readonly room = { error: MAX_IN_ALL, other: MAX_IN_ALL };
  private left = 0;

  add(log: LogMessage): void {
    const kind = log.severity === "error" ? "error" : "other";
    if (this.room[kind] <= 0) {
      this.left += 1;
      return;
    }
    const message = shorten(log.message, MAX_MESSAGE);
    this.room[kind] -= message.length;
    this.kept.push({ ...log, message });
  }

  all(): readonly LogMessage[] {
    const { kept, left } = this;
    const message = `${left} more messages of the program are left out: it logged more than anybody reads`;
    return left === 0 ? kept : [...kept, { severity: "warning", message }];
  }
}
