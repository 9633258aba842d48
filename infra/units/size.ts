declare const unit: unique symbol;

/** An amount of memory as AWS counts it: Lambda's "MB" are mebibytes. */
export type Mebibytes = number & { readonly [unit]: "mebibytes" };

/** @throws RangeError when the count is not a whole number of at least 1 */
export function mebibytes(count: number): Mebibytes {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`A size is ${count} MB, expected a whole number of at least 1.`);
  }
  return count as Mebibytes;
}
