/** The beginning of a text, and how much is left out; the text itself where it is no longer than `most` characters. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  return `${kept}… (${text.length - kept.length} more characters)`;
}
