import type { Excepted } from "../verdict";

/** `moving (EXC-7), old (EXC-9)`: why Pulumi lets a finding pass, and by which of its exceptions. */
export function exceptionsInWords({ exceptions }: Pick<Excepted, "exceptions">): string {
  return exceptions.map(({ id, reason }) => `${reason} (${id})`).join(", ");
}
