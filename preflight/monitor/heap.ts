import os from "node:os";

const MIB = 1024 * 1024;

/** What Node gives a process by itself at most, in MiB. */
const NODES_OWN = 4096;

const setting = /--max[-_]old[-_]space[-_]size/;

/**
 * Words that let a program's process use three quarters of the memory there is: each property of a resource takes the SDK
 * some 6 KB, and Node stops at 4 GB, which 20,000 resources reach. None where somebody has set this already, or where
 * there is no more than that.
 */
export function heapArguments(words: readonly string[], { NODE_OPTIONS: options = "" }: NodeJS.ProcessEnv): string[] {
  const most = Math.floor((memory() / MIB) * 0.75);
  const isSet = [...words, options].some((word) => setting.test(word));
  return isSet || most <= NODES_OWN ? [] : [`--max-old-space-size=${most}`];
}

/** Of the machine, or what a container may use of it, in bytes. */
function memory(): number {
  const allowed = process.constrainedMemory?.() ?? 0;
  return allowed > 0 ? Math.min(allowed, os.totalmem()) : os.totalmem();
}
