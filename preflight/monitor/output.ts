import { stripVTControlCharacters } from "node:util";

const MAX_CHARACTERS = 200_000;

/** Keeps the end of what a process prints, without colours: it becomes part of a message that may go to a file. */
export class OutputTail {
  private tail = "";

  constructor(stream: NodeJS.ReadableStream) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      this.tail = (this.tail + chunk).slice(-MAX_CHARACTERS);
    });
  }

  get text(): string {
    return stripVTControlCharacters(this.tail).trimEnd();
  }
}
