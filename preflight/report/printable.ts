/** Control and format characters, line separators: what a terminal would act on instead of showing it. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Makes text from a program safe to show on one line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
}

/** The same for text of several lines. */
export function printableLines(text: string): readonly string[] {
  return text.replace(/\t/g, "  ").split(/\r?\n/).map(printable);
}
