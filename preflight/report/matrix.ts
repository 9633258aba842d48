import type { FailureRow } from "../../model/recovery/failures/row";
import { matrixRow, matrixTitles, remarksOf } from "./matrix-row";
import { printable } from "./printable";
import { formatTable } from "./table";

/** What becomes of each failure, and of its end; empty without any. */
export function formatMatrix(failures: readonly FailureRow[]): string {
  if (failures.length === 0) return "";
  const rows = failures.map((row) => matrixRow(row).map(printable));
  const told = (tell: (row: FailureRow) => readonly string[]) =>
    failures.flatMap((row) => tell(row).map((text) => `${row.failure}: ${printable(text)}`));
  const remarks = told(remarksOf);
  return [
    formatTable(matrixTitles, rows),
    ...(remarks.length === 0 ? [] : ["", "What the table cannot hold", ...remarks]),
    "",
    "When the failed thing is back",
    ...told(({ onReturn }) => [onReturn]),
  ].join("\n");
}
