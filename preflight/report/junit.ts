import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces";
import { type Case, casesOf } from "./cases";
import { formatObjective } from "./duration";
import type { Format, JudgedStack, StackFailure } from "./index";
import { positionOf, titleOf } from "./place";

/** Characters that no XML document may hold, not even escaped. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** For test reports: a suite per stack, a case per policy and resource that was judged. */
export const formatJunit: Format = ({ stacks, failures }) => {
  const suites = stacks.map((stack) => ({ stack, cases: casesOf(stack) }));
  const failed = suites.flatMap(({ cases }) => cases.filter(isFailure)).length;
  const tests = suites.reduce((sum, { stack, cases }) => sum + cases.length + stack.verdict.notJudged.length, 0);
  const document = create({ version: "1.0", encoding: "UTF-8" }).ele("testsuites", {
    name: "dr-guardrails",
    tests: tests + failures.length,
    failures: failed,
    errors: failures.length,
  });
  for (const { stack, cases } of suites) {
    addSuite(document, stack, cases);
  }
  for (const failure of failures) {
    addFailedSuite(document, failure);
  }
  return `${document.end({ prettyPrint: true })}\n`;
};

function isFailure({ outcome }: Case): boolean {
  return outcome === "mandatory";
}

function isSkipped({ outcome }: Case): boolean {
  return outcome === "undetermined" || outcome === "exempted";
}

function addSuite(document: XMLBuilder, { verdict }: JudgedStack, cases: readonly Case[]): void {
  const { notJudged, budget } = verdict;
  const suite = document.ele("testsuite", {
    name: xmlText(verdict.stack),
    tests: cases.length + notJudged.length,
    failures: cases.filter(isFailure).length,
    errors: 0,
    skipped: cases.filter(isSkipped).length + notJudged.length,
    time: verdict.seconds.toFixed(3),
  });
  const properties = suite.ele("properties");
  const facts = {
    profile: verdict.profile ?? "(defaults of the pack)",
    resources: String(verdict.resources),
    rto: formatObjective(budget, "rto"),
    rpo: formatObjective(budget, "rpo"),
  };
  for (const [name, value] of Object.entries(facts)) {
    properties.ele("property", { name, value: xmlText(value) });
  }
  for (const item of cases) {
    addCase(suite, item);
  }
  for (const { urn, reason } of notJudged) {
    testCase(suite, "not judged", urn).ele("skipped", { message: xmlText(reason) });
  }
  if (verdict.notes.length > 0) {
    suite.ele("system-out").txt(xmlText(verdict.notes.join("\n")));
  }
}

function testCase(suite: XMLBuilder, policy: string, urn: string): XMLBuilder {
  return suite.ele("testcase", { classname: xmlText(policy), name: xmlText(titleOf(urn)) });
}

function addCase(suite: XMLBuilder, item: Case): void {
  const element = testCase(suite, item.policy, item.urn);
  const [first = ""] = item.messages.join("\n").split("\n");
  const text = [...item.messages, item.urn, positionOf(item.source)].filter((line) => line !== "").join("\n");
  if (isFailure(item)) {
    element.ele("failure", { type: item.outcome, message: xmlText(first) }).txt(xmlText(text));
  } else if (isSkipped(item)) {
    element.ele("skipped", { type: item.outcome, message: xmlText(`${item.outcome}: ${item.messages.join("; ")}`) });
  } else if (item.outcome === "advisory") {
    element.ele("system-out").txt(xmlText(`advisory: ${text}`));
  }
}

function addFailedSuite(document: XMLBuilder, { stack, message, detail }: StackFailure): void {
  const name = xmlText(stack);
  const suite = document.ele("testsuite", { name, tests: 1, failures: 0, errors: 1, skipped: 0, time: "0.000" });
  suite
    .ele("testcase", { classname: "dr-guardrails", name: "can be judged" })
    .ele("error", { message: xmlText(message) })
    .txt(xmlText(detail));
}

/** Text without what XML cannot hold; the builder escapes the rest. */
function xmlText(text: string): string {
  return text.replace(NOT_XML, "\ufffd");
}
