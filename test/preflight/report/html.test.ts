import { createHash } from "node:crypto";
import type { Report } from "../../../preflight/report/format";
import { html, nothing, trusted } from "../../../preflight/report/html/markup";
import { shortenApart } from "../../../preflight/report/html/names";
import { system } from "../picture/system";
import {
  budget,
  everything,
  failed,
  HOSTILE,
  hostile,
  judged,
  QUEUE,
  report,
  violation,
  write as writeAs,
} from "./sample";

const kept = { ...budget, rpo: { ...budget.rpo, state: "kept" } } as const;
const write = (from: Report) => writeAs("html", from);
const digest = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("markup", () => {
  test("takes every value for text but markup itself", () => {
    expect(html`<p title="${"\"><b>&'"}">${["<i>", html`<b>${1}</b>`]}</p>${nothing}`.toString()).toBe(
      '<p title="&quot;&gt;&lt;b&gt;&amp;&#39;">&lt;i&gt;<b>1</b></p>',
    );
    expect(html`${trusted("<i>")}`.toString()).toBe("<i>");
  });

  test("writes out what would hide or break the page", () => {
    expect(html`${"\u0000\u202e\ud800"}`.toString()).toBe("\\u0000\\u202e\ufffd");
  });
});

test("allows its own style and script and nothing from anywhere", () => {
  const page = write(report(judged(everything, { resources: system })));
  const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const rules = policy.replaceAll("&#39;", "'").split("; ");
  const [, style] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  const [, script] = /<script>(.*?)<\/script>/s.exec(page) ?? [];
  expect(rules).toEqual([
    "default-src 'none'",
    `style-src ${digest(style)}`,
    `script-src ${digest(script)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(page).not.toMatch(/ style=| on[a-z]+=|@import|url\((?!#)|<(?:iframe|object|embed|img|base)/);
  expect(
    [...page.matchAll(/ (?:href|src)="([^"]*)"/g)].filter(([, to]) => !/^(?:#|data:,|https:\/\/docs\.)/.test(to ?? "")),
  ).toEqual([]);
});

test("says in the heading what matters", () => {
  const heading = (from: Report) => /<h1>(.*?)<\/h1>/.exec(write(from))?.[1];
  expect(heading(report(judged()))).toBe("No mandatory violations, 1 promise broken");
  expect(heading(report(judged({ violations: [violation] })))).toBe("1 mandatory violation, 1 promise broken");
  expect(heading(failed)).toBe("1 system could not be judged");
});

test("does not say that a stack passes whose promise is broken, whoever answers for it", () => {
  const chips = (from: Report) => [...write(from).matchAll(/class="chip (\w+)">([^<]*)</g)].map(([, , text]) => text);
  expect(chips(report(judged()))).toContain("! promise broken");
  expect(chips(report(judged({ budget: kept })))).toContain("✓ passes");
});

test("shows everything that the verdict holds", () => {
  const page = write(report(judged(everything, { resources: system }), judged({ stack: "payments" })));
  const texts = [
    "pointInTimeRecovery.enabled is false, expected true",
    "A table keeps point-in-time recovery on.",
    "infra/<wbr>table.ts:<wbr>34",
    "number value at .ttl can&#39;t be known",
    "ttl: moving (ann, until 2027-03-31)",
    "no: it covers nothing",
    "made elsewhere",
    "a warning",
    "1 min 30 s",
    "no bound",
    "not counted",
    "profiles/p.json",
    'href="#stack-1">payments',
  ];
  expect(texts.filter((text) => !page.includes(text))).toEqual([]);
});

test("keeps what is known out of what decides, and says how much it is", () => {
  const known = { ...violation, known: true } as const;
  const page = (more: Partial<Report>, ...violations: readonly (typeof violation)[]) =>
    write({ ...report(judged({ violations })), ...more });
  const heading = (text: string) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];
  const old = page({ known: { file: "k<.json", old: 1, gone: [] } }, known);
  expect(heading(old)).toBe("No new mandatory violations, 1 promise broken, 1 known finding");
  expect(old).toContain("Known by k&lt;.json</h2><p>1 old finding</p></section>");
  expect(old).toContain("· 1 known</small>");
  expect(old).toMatch(/<tr role="row" class="known" data-kind="known".*<small>mandatory<\/small><br><small>high/);
  expect(old).toContain("= known");
  const gone = { finding: "violation", policy: "sqs-require-redrive", urn: QUEUE, count: 2 } as const;
  const both = page({ known: { file: "k.json", old: 1, gone: [gone] } }, known, violation);
  expect(heading(both)).toBe("1 mandatory violation, 1 promise broken, 1 known finding");
  expect(both).toContain("1 old finding, 2 recorded ones no longer occur");
  expect(both).toContain("<li>sqs-require-redrive  orders  (2 times)</li>");
  expect(page({})).not.toMatch(/Known|known finding/);
});

test("shows the program's own words about a system that could not be judged", () => {
  expect(write(failed)).toContain(
    '<h2>fleet could not be judged</h2><p>it failed</p><pre tabindex="0">line one\nline two\n</pre>',
  );
});

test("gives no text of a program a meaning", () => {
  const graph = system.map((resource) => ({ ...resource, name: HOSTILE, urn: `${resource.urn}${HOSTILE}` }));
  const page = write({
    ...report({ ...hostile, resources: graph }),
    failures: [{ stack: HOSTILE, message: HOSTILE, detail: HOSTILE }],
  });
  expect(page.match(/<script|<\/script/g)).toEqual(["<script", "</script"]);
  expect(page).not.toMatch(/<img|onerror="|javascript:|\p{Cf}|\p{Cs}|[^\P{Cc}\n]/u);
});

test("is the same page for the same report", () => {
  const from = report(judged(everything, { resources: system }));
  expect(write(from)).toBe(write(from));
});

test("tells when, from what and with which command it was made, where that is known", () => {
  const provenance = {
    date: "2026-11-30 15:40 UTC",
    commit: "abc, with uncommitted changes",
    command: "npx dr-guardrails check --config 'a=…'",
    versions: ["dr-guardrails 1.0.0", "Node 20.1.0"],
  };
  const page = write({ ...report(judged()), provenance });
  const [, list = ""] = /<dl class="provenance">(.*?)<\/dl>/.exec(page) ?? [];
  expect(
    list
      .replace(/<[^>]+>/g, " ")
      .replace(/ +/g, " ")
      .trim(),
  ).toBe(
    "Date 2026-11-30 15:40 UTC Commit abc, with uncommitted changes Command npx dr-guardrails check --config &#39;a=…&#39; Versions dr-guardrails 1.0.0, Node 20.1.0",
  );
  expect(write(report(judged()))).not.toContain('class="provenance"');
});

test("folds stacks when there are more than ten", () => {
  const page = (count: number) =>
    write(report(...Array.from({ length: count }, (_, index) => judged({ stack: `s${index}` }))));
  const folds = (text: string) => text.match(/<details class="fold">/g)?.length ?? 0;
  expect([folds(page(10)), folds(page(11))]).toEqual([0, 11]);
});

describe("names that are shortened", () => {
  test.each([
    ["archive", 24, [], "archive"],
    ["balancer-primary-balancer", 24, ["balancer-secondary-balancer"], "…-primary-balancer"],
    ["one-two-three-four", 14, [], "one-two-…-four"],
    ["api-primary-name-of-it: PRIMARY, TTL 60 s", 38, [], "api-primary-…-of-it: PRIMARY, TTL 60 s"],
    ["aaaaaaaaaaaaaaaaaaaa", 9, [], "aaaa…aaaa"],
    ["xaaaaaaaaaaaaaaaaaaaay", 9, ["xaaaaaaaaaaaaaaaaaaaaaz"], "xaaa…aaay"],
    ["same-long-name-of-both", 12, ["same-long-name-of-both"], "same-…-both"],
  ])("%s", (name, most, others, shown) => {
    const text = shortenApart(name, most, [name, ...others]);
    expect([text, text.length <= most]).toEqual([shown, true]);
    for (const other of others.filter((one) => one !== name)) {
      expect(shortenApart(other, most, [name, ...others])).not.toBe(text);
    }
  });
});

test("has no two landmarks of one name, with several stacks", () => {
  const page = write(
    report(
      judged(everything, { resources: system }),
      judged({ ...everything, stack: "payments" }, { resources: system }),
    ),
  );
  const headings = new Map([...page.matchAll(/<h2 id="([^"]+)">([^<]*)</g)].map(([, id, text]) => [id, text]));
  const sections = [...page.matchAll(/<section[^>]* aria-labelledby="([^"]+)"/g)].map(([, id]) => headings.get(id));
  const regions = [...page.matchAll(/ role="(?:region|search)" aria-label="([^"]*)"/g)].map(([, name]) => name);
  const names = [...sections, ...regions];
  expect(regions.length).toBeGreaterThan(8);
  expect(names).not.toContain(undefined);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
