const DECIMAL = /^(0|[1-9]\d{0,11})(?:\.(\d{1,8}))?$/;

/** The forms of `findDecimal`, in words. */
export const decimalForm =
  'a decimal number in quotes, greater than zero, with at most 12 digits before the point and 8 after it, like "187.25"';

/**
 * A positive decimal number in its one shortest form: "1.50" is "1.5". Text, because a binary float cannot hold money.
 * Undefined when it is not one.
 */
export function findDecimal(text: string): string | undefined {
  const [, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const digits = fraction.replace(/0+$/, "");
  const shortest = digits === "" ? whole : `${whole}.${digits}`;
  return shortest === "0" ? undefined : shortest;
}
