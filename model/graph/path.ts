const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A property path as Pulumi writes it: `replicas[0].pointInTimeRecovery`, `tags["DR-Role"]`. */
export function path(...segments: readonly (string | number)[]): string {
  return segments.reduce<string>(append, "");
}

function append(before: string, segment: string | number): string {
  if (!plainName.test(String(segment))) {
    return `${before}[${JSON.stringify(segment)}]`;
  }
  return before === "" ? String(segment) : `${before}.${segment}`;
}

/** Continues a path that is already written. */
export function below(parent: string, ...segments: readonly (string | number)[]): string {
  return segments.reduce<string>(append, parent);
}

/** The segments of a path that is written: the way back from `path`. */
export function segmentsOf(written: string): readonly (string | number)[] {
  const steps = written.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, index, name = ""]) => {
    if (quoted !== undefined) {
      return JSON.parse(`"${quoted}"`) as string;
    }
    return index === undefined ? name : Number(index);
  });
}

/** True when `whole` is `part` itself or lies below it. */
export function isAtOrBelow(part: string, whole: string): boolean {
  return whole === part || (whole.startsWith(part) && [".", "["].includes(whole.charAt(part.length)));
}
