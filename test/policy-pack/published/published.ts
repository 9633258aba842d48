/** A policy in the form in which AWS or a project publishes it. */
export interface Published {
  readonly of: string;
  /** What carries it. */
  readonly type: string;
  /** By their place, the statements that are truly wide, and what they leave open; all others are right. */
  readonly wide: Readonly<Record<number, string>>;
  readonly statements: readonly object[];
}
