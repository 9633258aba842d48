/**
 * One step of a database's schema. Its place in the list is its version, from 1 on: once deployed it is neither changed
 * nor moved, and a new step works with the functions of the release before it, which still serve while it is applied.
 */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}
