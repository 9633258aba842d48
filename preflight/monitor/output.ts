const MAX_CHARACTERS = 200_000;

/** Keeps the end of what a process prints. */
export class OutputTail {
  private tail = "";

  constructor(stream: NodeJS.ReadableStream) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      this.tail = (this.tail + chunk).slice(-MAX_CHARACTERS);
    });
  }

  get text(): string {
    return this.tail.trimEnd();
  }
}
