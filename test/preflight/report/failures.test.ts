import type { FailureRow } from "../../../model/recovery/failures/row";
import { failuresOf } from "../../../preflight/report/html/failures";
import { budget, failureRow, verdict } from "./sample";

/** The text of the page's cell that says when clients are served again. */
function servedCell(row: Partial<FailureRow>): string {
  const page = String(failuresOf({ ...verdict({}), budget: { ...budget, failures: [{ ...failureRow, ...row }] } }));
  const [, cell = ""] = /data-title="Clients served again"[^>]*>(.*?)<\/td>/s.exec(page) ?? [];
  return cell
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const never = { p50: null, p99: null, worst: null };
const promised = {
  served: { promisedSeconds: 300, percentile: 90, judgedSeconds: null, state: "broken" },
} as const;

test.each([
  [
    "never, against a promise",
    { served: { by: "nothing", reached: 0, seconds: never, state: "unbounded" }, promised },
    "never (promised 5 min: broken)",
  ],
  [
    "in most runs, and not in the worst",
    { served: { by: "itself", reached: 0.9, seconds: { p50: 60, p99: null, worst: null }, state: "known" }, promised },
    "1 min (p50) never (promised 5 min: broken) (p99) automatically",
  ],
  ["nobody knows when", {}, "not known (promised 5 min: undetermined) by a person"],
] as const)("clients are served again: %s", (_what, row, text) => {
  expect(servedCell(row as Partial<FailureRow>)).toBe(text);
});
