/** To what a store can be brought back after wrong data was written into it. */
export type Restorable =
  /** To any second of so many days. */
  | { readonly kind: "point in time"; readonly days: number }
  /** Each object keeps what it was before. */
  | { readonly kind: "versions" }
  /** To the newest backup before the mistake. */
  | { readonly kind: "backups"; readonly periodSeconds: number; readonly startWindowSeconds: number }
  | { readonly kind: "none" }
  /** Nobody tells, or it is known only after deployment. */
  | { readonly kind: "untold" };

/** In words, for a table. */
export function wordsOf(restorable: Restorable): string {
  switch (restorable.kind) {
    case "point in time":
      return `any second of ${restorable.days} ${restorable.days === 1 ? "day" : "days"}`;
    case "versions":
      return "the version before, object by object";
    case "backups":
      return "the newest backup before it";
    case "none":
      return "nothing";
    case "untold":
      return "not known";
  }
}
