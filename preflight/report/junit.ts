import { createCB } from "xmlbuilder2";
import type { XMLBuilderCB } from "xmlbuilder2/lib/interfaces";
import { type Case, casesOf } from "./cases";
import { formatObjective } from "./duration";
import type { Format, JudgedStack, JudgedStacks, StackFailure } from "./format";
import { positionOf, titleOf } from "./place";

/** Characters that no XML document may hold, not even escaped. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** For test reports: a suite per stack, a case per policy and resource that was judged. */
export const formatJunit: Format = function* ({ stacks, failures }) {
  const written: string[] = [];
  const takeWritten = () => written.splice(0).join("");
  const document = createCB({ prettyPrint: true, data: (text: string) => written.push(text) });
  document.dec({ version: "1.0", encoding: "UTF-8" });
  document.ele("testsuites", { name: "dr-guardrails", ...totalsOf(stacks, failures) });
  for (const stack of stacks) {
    addSuite(document, stack);
    yield takeWritten();
  }
  for (const failure of failures) {
    addFailedSuite(document, failure);
  }
  document.up().end();
  yield takeWritten();
  yield "\n";
};

/** What the root says of all suites, before any of them. */
function totalsOf(stacks: JudgedStacks, { length: errors }: readonly StackFailure[]) {
  let tests = errors;
  let failures = 0;
  for (const stack of stacks) {
    const cases = casesOf(stack);
    tests += cases.length + stack.verdict.notJudged.length;
    failures += cases.filter(isFailure).length;
  }
  return { tests, failures, errors };
}

function isFailure({ outcome }: Case): boolean {
  return outcome === "mandatory";
}

function isSkipped({ outcome }: Case): boolean {
  return outcome === "undetermined" || outcome === "known" || outcome === "exempted";
}

function addSuite(document: XMLBuilderCB, stack: JudgedStack): void {
  const cases = casesOf(stack);
  const { verdict } = stack;
  const { notJudged, budget } = verdict;
  document.ele("testsuite", {
    name: xmlText(verdict.stack),
    tests: cases.length + notJudged.length,
    failures: cases.filter(isFailure).length,
    errors: 0,
    skipped: cases.filter(isSkipped).length + notJudged.length,
    time: verdict.seconds.toFixed(3),
  });
  document.ele("properties");
  const facts = {
    profile: verdict.profile ?? "(defaults of the pack)",
    resources: String(verdict.resources),
    rto: formatObjective(budget, "rto"),
    rpo: formatObjective(budget, "rpo"),
  };
  for (const [name, value] of Object.entries(facts)) {
    document.ele("property", { name, value: xmlText(value) }).up();
  }
  document.up();
  for (const item of cases) {
    addCase(document, item);
  }
  for (const { urn, reason } of notJudged) {
    openCase(document, "not judged", urn);
    addElement(document, "skipped", { message: xmlText(reason) });
    document.up();
  }
  if (verdict.notes.length > 0) {
    addElement(document, "system-out", {}, verdict.notes.join("\n"));
  }
  document.up();
}

function openCase(document: XMLBuilderCB, policy: string, urn: string): void {
  document.ele("testcase", { classname: xmlText(policy), name: xmlText(titleOf(urn)) });
}

/** An element with text or nothing in it. */
function addElement(document: XMLBuilderCB, name: string, attributes: Record<string, string>, text = ""): void {
  document.ele(name, attributes);
  if (text !== "") {
    document.txt(xmlText(text));
  }
  document.up();
}

function addCase(document: XMLBuilderCB, item: Case): void {
  openCase(document, item.policy, item.urn);
  const [first = ""] = item.messages.join("\n").split("\n");
  const text = [...item.messages, item.urn, positionOf(item.source)].filter((line) => line !== "").join("\n");
  if (isFailure(item)) {
    addElement(document, "failure", { type: item.outcome, message: xmlText(first) }, text);
  } else if (isSkipped(item)) {
    const message = xmlText(`${item.outcome}: ${item.messages.join("; ")}`);
    addElement(document, "skipped", { type: item.outcome, message });
  } else if (item.outcome === "advisory") {
    addElement(document, "system-out", {}, `advisory: ${text}`);
  }
  document.up();
}

function addFailedSuite(document: XMLBuilderCB, { stack, message, detail }: StackFailure): void {
  const name = xmlText(stack);
  document.ele("testsuite", { name, tests: 1, failures: 0, errors: 1, skipped: 0, time: "0.000" });
  document.ele("testcase", { classname: "dr-guardrails", name: "can be judged" });
  addElement(document, "error", { message: xmlText(message) }, detail);
  document.up().up();
}

/** Text without what XML cannot hold; the builder escapes the rest. */
function xmlText(text: string): string {
  return text.replace(NOT_XML, "\ufffd");
}
