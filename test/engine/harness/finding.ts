/** What every judge must agree on: which policy, which resource, which property. */
export interface Finding {
  readonly policy: string;
  readonly urn: string;
  readonly path: string;
}

const sentence = /^(\S.*?) is .+, expected /;

/** Reads a finding from a policy's message: `<path> is <got>, expected <want>` is its first line below the description. */
export function parseFinding(policy: string, urn: string, message: string): Finding {
  const paths = message.split("\n").flatMap((line) => sentence.exec(line)?.[1] ?? []);
  const [path] = paths;
  if (path === undefined)
    throw new Error(`the message of ${policy} names no property path: ${JSON.stringify(message)}`);
  return { policy, urn, path };
}

export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
