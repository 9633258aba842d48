/** One thing that is wrong with what a caller sent. Values are never repeated, only their kind. */
export interface Problem {
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}

export interface RefusalArgs {
  readonly status: number;
  /** A stable word that programs can compare. */
  readonly code: string;
  /** For people. */
  readonly message: string;
  readonly problems?: readonly Problem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The request is at fault, and its sender is told why. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(readonly args: RefusalArgs) {
    super(args.message);
  }
}
