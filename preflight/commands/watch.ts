import { basename, resolve, sep } from "node:path";
import { watch as watchFiles } from "chokidar";

export interface WatchOptions {
  readonly paths: readonly string[];
  /** Files that the run itself writes. */
  readonly written: readonly string[];
  /** One run; what it rejects with is shown and does not end the watching. */
  readonly run: () => Promise<void>;
  readonly say: (text: string) => void;
}

/** How long a burst of changes must be over before the next run, in milliseconds. */
const QUIET = 150;

/** Runs, and runs again after every change until the process is told to stop. */
export async function watch({ paths, written, run, say }: WatchOptions): Promise<never> {
  const outputs = new Set(written.map((file) => resolve(file)));
  const isIgnored = (path: string) => outputs.has(resolve(path)) || isHidden(path, paths);
  const watcher = watchFiles([...paths], { ignored: isIgnored, ignoreInitial: true });
  let changed = signal();
  watcher.on("all", () => changed.give());
  await new Promise<void>((ready) => watcher.once("ready", ready));
  for (;;) {
    changed = signal();
    await run();
    say("Watching for changes; Ctrl-C ends it.");
    await changed.given;
    await new Promise((resume) => setTimeout(resume, QUIET));
  }
}

/** Below what is watched: installed packages, and whatever begins with a dot. */
function isHidden(path: string, roots: readonly string[]): boolean {
  const root = roots.map((name) => resolve(name)).find((name) => resolve(path).startsWith(name + sep));
  const inside =
    root === undefined
      ? []
      : resolve(path)
          .slice(root.length + 1)
          .split(sep);
  return inside.some((name) => name === "node_modules" || name.startsWith(".") || basename(name).endsWith("~"));
}

interface Signal {
  readonly given: Promise<void>;
  give(): void;
}

function signal(): Signal {
  let give = () => {};
  const given = new Promise<void>((resolveGiven) => {
    give = resolveGiven;
  });
  return { given, give: () => give() };
}
