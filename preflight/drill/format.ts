import type { Spread } from "../../model/recovery/spread";
import { PreflightError } from "../problem";
import { formatSeconds } from "../report/duration";
import { formatMatrix } from "../report/matrix";
import { printable } from "../report/printable";
import { formatTable } from "../report/table";
import type { Assumption, DrillReport } from "./report";

/** Turns reports into text. One stack that was asked for by name is an object in JSON, otherwise a list. */
export type DrillFormat = (reports: readonly DrillReport[], isSingle: boolean) => string;

const formats: Readonly<Record<string, DrillFormat>> = {
  text: (reports) => reports.map(formatText).join("\n"),
  json: (reports, isSingle) => {
    const document = isSingle ? reports[0] : { schemaVersion: 1, stacks: reports };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
};

/** Throws a PreflightError when there is no such format. */
export function findDrillFormat(name: string): DrillFormat {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined) {
    throw new PreflightError(`--format is ${JSON.stringify(name)}, expected one of ${Object.keys(formats).join(", ")}`);
  }
  return format;
}

type Row = readonly string[];

function formatText(report: DrillReport): string {
  const { primary, secondary } = report.regions;
  const heading = `${printable(report.stack)}: ${report.title}`;
  const scope = `primary ${printable(primary || "?")}, standby ${printable(secondary || "?")}; ${report.runs} runs, seed ${report.seed}`;
  const sections = [
    matrixSection(report),
    recoverySection(report),
    lossSection(report),
    toldSection(report),
    timelineSection(report),
    assumptionSection(report),
    section("Notes", report.notes.map(printable).join("\n")),
  ];
  return [`${heading}\n  ${scope}`, ...sections.filter((text) => text !== "")].join("\n\n").concat("\n");
}

function section(title: string, text: string): string {
  return text === "" ? "" : `${title}\n${text.replace(/^(?=.)/gm, "  ")}`;
}

function columns(spread: Spread, missing: string, show: (value: number) => string): Row {
  return [spread.p50, spread.p99, spread.worst].map((value) => (value === null ? missing : show(value)));
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** One row for each failure that can be drilled; what stands below is about the one that was asked for. */
function matrixSection({ failures = [] }: DrillReport): string {
  return section("What becomes of each failure", formatMatrix(failures));
}

function recoverySection({ milestones, budget, inFlight }: DrillReport): string {
  const rows = milestones.map(({ name, seconds, reached }) => [
    name,
    ...columns(seconds, "never", time),
    percent(reached),
  ]);
  const table = formatTable(["time from the failure", "p50", "p99", "worst", "share of runs"], rows);
  const { rtoSeconds, servedWithinBudget, recoveredWithinBudget } = budget;
  const promise =
    rtoSeconds === null || servedWithinBudget === null || recoveredWithinBudget === null
      ? "The budget has no recovery time for this stack."
      : `When the budget's ${formatSeconds(rtoSeconds)} are over, ${percent(servedWithinBudget)} of the clients are served (mean of all runs); ${percent(recoveredWithinBudget)} of the runs have recovered.`;
  const [median, , worst] = columns(inFlight, "", String);
  const lost = inFlight.worst === 0 ? [] : [`In-flight requests lost: ${median} (worst ${worst}).`];
  return section("Recovery", [table, "", promise, ...lost].join("\n"));
}

/** Zero stays zero: what is served all along. */
function time(seconds: number): string {
  return formatSeconds(seconds);
}

function lossSection({ stores, writesPerSecond }: DrillReport): string {
  if (stores.length === 0) return "";
  const rows = stores.map(({ service, name, seconds, records, state }) => {
    const missing = state === "undetermined" ? "not known" : "all";
    return [`${service} ${printable(name)}`, ...columns(seconds, missing, time), ...columns(records, missing, String)];
  });
  const headings = ["not in the standby", "oldest p50", "p99", "worst", "records p50", "p99", "worst"];
  const fates = stores.map(({ service, name, fate }) => `${service} ${printable(name)}: ${fate}`);
  const rate = `Records at ${writesPerSecond} writes a second to each store (assumed; --writes).`;
  return section("Data", [formatTable(headings, rows), "", ...fates, rate].join("\n"));
}

function toldSection({ told }: DrillReport): string {
  if (told.length === 0)
    return section("Notifications", "No alarm with a subscription is about this failure: nobody is notified.");
  const rows = told.map(({ who, by, reached, seconds, note }) => [
    printable(who),
    printable(by),
    ...columns(seconds, reached === 0 ? "never" : "not known", time),
    note === "" ? percent(reached) : printable(note),
  ]);
  return section("Notifications", formatTable(["who", "by alarm", "p50", "p99", "worst", "share of runs"], rows));
}

function timelineSection({ timeline }: DrillReport): string {
  const rows = timeline.map(({ seconds, kind, text, region }) => [
    `+${formatSeconds(seconds)}`,
    kind,
    printable(text),
    printable(region),
  ]);
  return section("Timeline of the median run", formatTable(["", "", "", ""], rows).trimStart());
}

function assumptionSection({ assumptions }: DrillReport): string {
  const rows = assumptions.map((assumption) => [
    assumption.name,
    assumption.value,
    standingOf(assumption),
    assumption.source,
  ]);
  return section("Assumptions", formatTable(["what", "value", "confidence", "source"], rows));
}

/** How far an assumption can be trusted, in a few words. */
export function standingOf({ confidence, assumed }: Pick<Assumption, "confidence" | "assumed">): string {
  if (!assumed) return confidence;
  return confidence === "low" ? "low, assumed" : `${confidence}, shape assumed`;
}
