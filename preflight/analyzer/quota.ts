/** More than a report can show anybody, less than what fills a memory. */
const MAX_FINDINGS = 20_000;

/**
 * How much is kept of what a pack finds in a stack. What decides on the verdict is counted by itself: however much else
 * there is, it pushes no mandatory violation out.
 */
export class Quota {
  private readonly kept = { mandatory: 0, other: 0 };
  private left = 0;

  constructor(private readonly most = MAX_FINDINGS) {}

  /** Whether one more finding is kept. */
  takes(kind: "mandatory" | "other"): boolean {
    const isTaken = this.kept[kind] < this.most;
    this.kept[kind] += isTaken ? 1 : 0;
    this.left += isTaken ? 0 : 1;
    return isTaken;
  }

  /** What a reader should know: nothing when all was kept. */
  notes(): readonly string[] {
    const { most, left } = this;
    return left === 0
      ? []
      : [
          `the policy pack answered ${left} more findings than are kept (${most} mandatory and ${most} other ones); they are left out`,
        ];
  }
}
