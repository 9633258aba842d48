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

/** Both objectives and the terms they are made of. */
export function formatBudget(budget: Budget): string {
  const totals = [formatStandings(budget), ...doubtfulOf(budget).map(printable)].join("\n");
  if (budget.terms.length === 0) {
    return totals;
  }
  const rows = budget.terms.map((term) => [
    term.objective.toUpperCase(),
    amountOf(term),
    printable(nameOfTerm(term)),
    printable(placeOf(term)),
  ]);
  return `${totals}\n\n${formatTable(["", "time", "term", "from"], rows)}`;
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

/** Whether the promise is kept; where only the simulation breaks it, by which of its figures. */
function conclusionOf({ state, promisedSeconds, percentile, simulated }: Standing): string {
  const isSlow = simulated !== null && promisedSeconds !== null && simulated.judged > promisedSeconds;
  return isSlow ? `${state}: p${percentile} is ${formatSeconds(simulated.judged)}` : state;
}

/** The counted terms of one objective in a line; an RPO is the largest of its terms, an RTO their sum. */
export function formatTerms({ terms }: Budget, objective: Objective): string {
  const counted = terms.filter((term) => term.objective === objective && term.counted);
  return counted.map((term) => `${amountOf(term)} ${printable(term.name)}`).join(objective === "rto" ? " + " : "; ");
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
