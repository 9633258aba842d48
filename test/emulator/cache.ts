import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "dr-guardrails");

/** Python with moto in it. */
export const motoPython = join(cache, "moto-5.2.5", "bin", "python");

/** The Node.js that the trading system's functions run on. */
export const node18 = join(cache, "node-18.20.8", "node");

/** @throws Error that says how to get what is missing */
export function requireTool(path: string): string {
  if (!existsSync(path)) {
    throw new Error(`${path} is not there. Make it with: test/emulator/setup`);
  }
  return path;
}
