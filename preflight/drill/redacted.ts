import type { Redactor } from "../redact";
import type { DrillReport } from "./report";

/** The report without the stack's secrets: an address that is told may be one. */
export function redactReport(report: DrillReport, redactor: Redactor): DrillReport {
  const text = JSON.stringify(report);
  return JSON.parse(text, (_, value) => (typeof value === "string" ? redactor.text(value) : value)) as DrillReport;
}
