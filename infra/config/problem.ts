/** One thing wrong with a stack's configuration. */
export interface Problem {
  /** As the user typed it, without the namespace. */
  readonly key: string;
  readonly found: string;
  readonly allowed: string;
}

/** Every problem at once, and what to do about them. */
export function describeProblems(namespace: string, stack: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ key, found, allowed }) => `  ${namespace}:${key} is ${found}, allowed: ${allowed}`);
  return [
    `The configuration of the stack ${stack} has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:`,
    ...lines,
    `Correct Pulumi.${stack}.yaml, or use: pulumi config set <key> <value>`,
  ].join("\n");
}
