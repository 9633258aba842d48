import type { Budget, Objective } from "../../recovery/budget";
import { doubtfulOf, objectives, standingRow } from "../budget";
import type { JudgedStack } from "../format";
import { countKnown, freshOf } from "../known";
import { chipOf } from "./chip";
import { SIGNS, type State } from "./drawing";
import { html, type Markup, nothing } from "./markup";
import { type Line, tableOf } from "./table";

const FIGURES = ["Promised", "Computed", "p50", "p99", "Promise"] as const;

/** Of each system its verdict, and what it promises beside what is to be expected: the first thing that a reader asks. */
export function systemsOf(stacks: readonly JudgedStack[]): Markup {
  const lines = stacks.flatMap(({ verdict }, index) =>
    objectives.map((objective, position): Line => {
      const name = html`<a href="#stack-${index}">${verdict.stack}</a>`;
      const first = position === 0 ? [html`${name}${factsOf(verdict)}`, chipOf(verdict)] : [again(verdict.stack), ""];
      return { cells: [...first, objective.toUpperCase(), ...figuresOf(verdict.budget, objective)] };
    }),
  );
  const table = tableOf({
    label: "Table of systems",
    titles: ["System", "Verdict", "Objective", ...FIGURES],
    lines,
    isNamed: true,
    kind: "systems",
  });
  return stacks.length === 0
    ? nothing
    : html`<section aria-labelledby="summary-title"><h2 id="summary-title">Systems</h2>${table}</section>`;
}

/** The same of one system. */
export function standingsOf({ stack, budget }: JudgedStack["verdict"]): Markup {
  const lines = objectives.map((objective) => {
    return { cells: [objective.toUpperCase(), ...figuresOf(budget, objective)] };
  });
  const table = tableOf({ label: `Promises of ${stack}`, titles: ["Objective", ...FIGURES], lines, isNamed: true });
  return html`${table}${doubtfulOf(budget).map((line) => html`<p class="doubt">${line}</p>`)}`;
}

/** The second line of a system names it to those who cannot see the first. */
function again(stack: string): Markup {
  return html`<span class="unseen">${stack}</span>`;
}

/** What is counted, where there is something to count. */
function factsOf(verdict: JudgedStack["verdict"]): Markup {
  const { undetermined, exempted, excepted, notJudged, resources } = freshOf(verdict);
  const counts = [
    [resources, "resources"],
    [undetermined.length, "undetermined"],
    [countKnown(verdict), "known"],
    [exempted.length + excepted.length, "exempted"],
    [notJudged.length, "not judged"],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return html`<br><small>${[`profile: ${verdict.profile ?? "pack defaults"}`, ...told].join(" · ")}</small>`;
}

function figuresOf(budget: Budget, objective: Objective): readonly (string | Markup)[] {
  const { state } = budget[objective];
  const figures = standingRow(budget, objective);
  return [...figures.slice(0, -1), standingChip(state, figures.at(-1) ?? "")];
}

function standingChip(state: Budget["rto"]["state"], text: string): Markup {
  const shown: Readonly<Record<Budget["rto"]["state"], State | "unjudged">> = {
    kept: "fine",
    broken: "mandatory",
    undetermined: "undetermined",
    "not promised": "unjudged",
  };
  const kind = shown[state];
  return html`<span class="chip ${kind}">${kind === "unjudged" ? "" : `${SIGNS[kind]} `}${text}</span>`;
}
