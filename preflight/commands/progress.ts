import { printable } from "../report/printable";

/** One line that says what is going on; silent unless a person watches. */
export class Progress {
  private shown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(text: string): void {
    if (this.stream.isTTY) {
      this.stream.write(`\r\u001b[2K${printable(text)}`);
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
