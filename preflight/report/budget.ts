import { doubtsInWords } from "../../model/recovery/estimated";
import { PreflightError } from "../problem";
import type { Budget, Objective, Term } from "../recovery/budget";
import type { Standing } from "../recovery/standing";
import { formatObjective, formatSeconds } from "./duration";
import { formatMatrix } from "./matrix";
import { shownName, shownPath } from "./place";
import { printable } from "./printable";
import { formatTable } from "./table";

export interface StackBudget extends Budget {
  readonly stack: string;
}

/** The budgets as text or JSON. One stack that was asked for by name is an object, otherwise a list. */
export function formatBudgets(budgets: readonly StackBudget[], format: string, isSingle: boolean): string {
  if (format === "json") {
    const document = isSingle ? { schemaVersion: 1, ...budgets[0] } : { schemaVersion: 1, stacks: budgets };
    return `${JSON.stringify(document, null, 2)}\n`;
  }
  if (format !== "text") {
    throw new PreflightError(`--format is ${JSON.stringify(format)}, expected one of text, json`);
  }
  return budgets.map(explainBudget).join("\n");
}

/** A stack's budget, and why each of its numbers is what it is. */
function explainBudget(budget: StackBudget): string {
  const reasons = new Set(budget.terms.map((term) => `${printable(nameOfTerm(term))}: ${printable(term.basis)}`));
  const matrix = formatMatrix(budget.failures ?? []);
  const failures = matrix === "" ? "" : `What becomes of each failure\n${indent(matrix)}`;
  const parts = [formatBudget(budget), [...reasons].join("\n"), failures].filter((part) => part !== "");
  return `${printable(budget.stack)}\n${indent(parts.join("\n\n"))}\n`;
}

const DOUBTS =
  "Some of it rests on estimates of low confidence: dr-guardrails budget says which, and what replaces them.";

/** The counted terms, and below them what they come to beside what was promised. */
export function formatObjectives(budget: Budget): string {
  const terms = termTable(budget.terms.filter(({ counted }) => counted));
  const doubts = doubtfulOf(budget).length === 0 ? [] : [DOUBTS];
  return [terms, [formatStandings(budget), ...doubts].join("\n")].filter((text) => text !== "").join("\n\n");
}

/** Both objectives and all of their terms. */
export function formatBudget(budget: Budget): string {
  const totals = [formatStandings(budget), ...doubtfulOf(budget).map(printable)].join("\n");
  return [totals, termTable(budget.terms)].filter((text) => text !== "").join("\n\n");
}

function termTable(terms: readonly Term[]): string {
  const rows = terms.map((term) => [
    term.objective.toUpperCase(),
    amountOf(term),
    printable(nameOfTerm(term)),
    printable(placeOf(term)),
  ]);
  return rows.length === 0 ? "" : formatTable(["", "time", "term", "from"], rows);
}

export const objectives: readonly Objective[] = ["rto", "rpo"];

export const standingTitles = ["promised", "computed", "p50", "p99", ""] as const;

function formatStandings(budget: Budget): string {
  return formatTable(
    ["", ...standingTitles],
    objectives.map((objective) => [objective.toUpperCase(), ...standingRow(budget, objective)]),
  );
}

/** The promise, what is computed, and what half, and all but one of a hundred, simulated losses take. */
export function standingRow(budget: Budget, objective: Objective): readonly string[] {
  const { promisedSeconds, simulated } = budget[objective];
  const spread = simulated === null ? ["-", "-"] : [simulated.p50, simulated.p99].map(formatSeconds);
  const promised = promisedSeconds === null ? "-" : formatSeconds(promisedSeconds);
  return [promised, formatObjective(budget, objective), ...spread, conclusionOf(budget[objective])];
}

/** What each objective rests on though nobody states it, and which setting replaces it. */
export function doubtfulOf(budget: Budget): readonly string[] {
  return objectives.flatMap((objective) => {
    const doubts = doubtsInWords(budget[objective].lowConfidence);
    return doubts === "" ? [] : [`${objective.toUpperCase()} rests on numbers of low confidence: ${doubts}`];
  });
}

/** Whether the promise is kept; where a figure beside it lets one expect otherwise, by which of them it is judged. */
function conclusionOf({ state, promisedSeconds, percentile, simulated }: Standing): string {
  const isClose = simulated !== null && promisedSeconds !== null && simulated.p99 > promisedSeconds;
  return isClose ? `${state}: p${percentile} is ${formatSeconds(simulated.judged)}` : state;
}

function nameOfTerm({ name, counted }: Term): string {
  return counted || name.endsWith("(not counted)") ? name : `${name} (not counted)`;
}

function amountOf({ seconds, state }: Term): string {
  return seconds === null ? state : formatSeconds(seconds);
}

function placeOf({ urn, property }: Term): string {
  return [shownName(urn), shownPath(property)].filter((part) => part !== "").join(" ");
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
