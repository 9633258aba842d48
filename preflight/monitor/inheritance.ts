/** Options a child takes over from its parent when it has none of its own. */
export interface Inheritance {
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly deletedWith: string;
  readonly provider: string;
}
