let switchedOff: ReadonlySet<string> = new Set();

/** Takes note of the policies that the engine does not run, in place of those noted before. */
export function switchOff(policies: ReadonlySet<string>): void {
  switchedOff = policies;
}

export function isSwitchedOff(policy: string): boolean {
  return switchedOff.has(policy);
}
