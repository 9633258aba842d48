import { basename, resolve, sep } from "node:path";
import { type FSWatcher, watch as watchFiles } from "chokidar";

export interface WatchOptions {
  readonly paths: readonly string[];
  /** Files that the run itself writes. */
  readonly written: readonly string[];
  /** One run; what it rejects with ends the watching. */
  readonly run: () => Promise<void>;
  readonly say: (text: string) => void;
}

/** How long a burst of changes must be over before the next run, in milliseconds. */
const QUIET = 150;

/** How often each file is looked at where the system has no watch left to give, in milliseconds. */
const LOOK_EVERY = 500;

/** A limit of watches (inotify's `max_user_watches`), of watchers or of open files is reached. */
const NO_WATCH_LEFT = new Set(["ENOSPC", "EMFILE", "ENFILE"]);

/** Runs, and runs again after every change until the process is told to stop, or a run fails. */
export async function watch(options: WatchOptions): Promise<never> {
  let changed = signal();
  const close = await observe(options, () => changed.give());
  try {
    for (;;) {
      changed = signal();
      await options.run();
      options.say("Watching for changes; Ctrl-C ends it.");
      await changed.given;
      await new Promise((resume) => setTimeout(resume, QUIET));
    }
  } finally {
    await close();
  }
}

/**
 * Resolves, once no change is missed any more, to what ends it. Where the system has no watch left to give, it looks at
 * the files from time to time.
 */
function observe({ paths, written, say }: WatchOptions, changed: () => void): Promise<() => Promise<void>> {
  const outputs = new Set(written.map((file) => resolve(file)));
  const ignored = (path: string) => outputs.has(resolve(path)) || isHidden(path, paths);
  const always = { ignored, ignoreInitial: true, ignorePermissionErrors: true, interval: LOOK_EVERY };
  return new Promise((watched) => {
    let current: FSWatcher;
    const open = (usePolling: boolean) => {
      const watcher = watchFiles([...paths], { ...always, usePolling });
      current = watcher;
      watcher.on("all", changed).once("ready", () => {
        watched(() => current.close());
        changed(); // between two watchers something may have happened
      });
      const fail = (error: unknown) => {
        const { code, message } = error as NodeJS.ErrnoException;
        if (usePolling || !NO_WATCH_LEFT.has(code ?? "")) {
          say(`Not everything is watched: ${message}.`);
          return;
        }
        say(`No watch is left (${message}): looking at the files every ${LOOK_EVERY / 1000} s instead.`);
        watcher.close();
        watcher.on("error", () => {}); // of each further file
        open(true);
      };
      watcher.on("error", fail);
    };
    open(false);
  });
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
