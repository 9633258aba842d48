import { AsyncLocalStorage } from "node:async_hooks";

const store = new AsyncLocalStorage<string>();

/** Runs something, and all that it awaits, while a resource of this type is judged. */
export function whileJudging<T>(type: string, run: () => T): T {
  return store.run(type, run);
}

/** The type being judged, when that is known. */
export function findCurrentType(): string | undefined {
  return store.getStore();
}
