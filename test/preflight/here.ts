import { run } from "../../preflight/cli";

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A command in this process, for what it says before it starts another: a process of its own would load all of its
 * modules to say one line. One at a time: what is written meanwhile is taken for the command's.
 */
export async function runHere(...words: readonly string[]): Promise<Outcome> {
  const stdout = hear(process.stdout);
  const stderr = hear(process.stderr);
  try {
    return { status: await run(words), stdout: stdout.heard(), stderr: stderr.heard() };
  } finally {
    stdout.stop();
    stderr.stop();
  }
}

function hear(stream: NodeJS.WriteStream) {
  let text = "";
  const write = jest.spyOn(stream, "write").mockImplementation((chunk, ...more: unknown[]) => {
    text += chunk;
    const written = more.at(-1);
    if (typeof written === "function") process.nextTick(written);
    return true;
  });
  return { heard: () => text, stop: () => write.mockRestore() };
}
