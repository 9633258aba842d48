import { printable } from "../report/printable";

/** The width of a terminal that does not tell it. */
const DEFAULT_COLUMNS = 80;

/** One line that says what is going on; silent unless a person watches. */
export class Progress {
  private shown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(text: string): void {
    if (this.stream.isTTY) {
      // A line that goes on in the next one would stay.
      const room = Math.max(1, (this.stream.columns ?? DEFAULT_COLUMNS) - 1);
      this.stream.write(`\r\u001b[2K${printable(text).slice(0, room)}`);
      this.shown = true;
    }
  }

  clear(): void {
    if (this.shown) {
      this.stream.write("\r\u001b[2K");
      this.shown = false;
    }
  }
}
