import { STAND_IN_ACCOUNT } from "../monitor/lookups/whereabouts";
import { printable } from "../report/printable";

/** A word for a POSIX shell. The account that stands in for the one of the deployment becomes the variable `ACCOUNT`. */
export function shellWord(text: string): string {
  const safe = printable(text);
  if (/^[\w@%+=:,./-]+$/.test(safe) && !safe.includes(STAND_IN_ACCOUNT)) return safe;
  const quoted = safe.replace(/[\\"$`]/g, "\\$&").replaceAll(STAND_IN_ACCOUNT, "$" + "{ACCOUNT}");
  return `"${quoted}"`;
}

/** A cell of a table of markdown. */
export function cell(text: string): string {
  return printable(text).replaceAll(STAND_IN_ACCOUNT, "<account>").replaceAll("|", "\\|").replaceAll("`", "'");
}
