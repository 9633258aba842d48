/** What keeps a recovery from working, in the terms of a finding. */
export interface Fault {
  readonly urn: string;
  readonly at: string;
  readonly got: unknown;
  /** Reads on after "expected". */
  readonly want: string;
}
