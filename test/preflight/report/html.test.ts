import { createHash } from "node:crypto";
import { pictureOf } from "../../../preflight/picture/picture";
import type { Report } from "../../../preflight/report/format";
import { drawingOf } from "../../../preflight/report/html/drawing";
import { html, nothing, trusted } from "../../../preflight/report/html/markup";
import { recorded } from "../../helpers/recorded";
import { system } from "../picture/system";
import { everything, failed, HOSTILE, hostile, judged, QUEUE, report, violation, write as writeAs } from "./sample";

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
  expect(heading(report(judged()))).toBe("Nothing mandatory is broken");
  expect(heading(report(judged({ violations: [violation] })))).toBe("1 mandatory violation");
  expect(heading(failed)).toBe("1 system could not be judged");
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
  expect(heading(old)).toBe("Nothing mandatory is new, 1 known finding");
  expect(old).toContain("Known by k&lt;.json</h2><p>1 old finding</p></section>");
  expect(old).toContain('<th scope="col" class="number">Known</th>');
  expect(old).toMatch(/<tr class="known" data-kind="known".*\n.*<small>mandatory<\/small><br><small>high/);
  expect(old).toContain("= known");
  const gone = { finding: "violation", policy: "sqs-require-redrive", urn: QUEUE, count: 2 } as const;
  const both = page({ known: { file: "k.json", old: 1, gone: [gone] } }, known, violation);
  expect(heading(both)).toBe("1 mandatory violation, 1 known finding");
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

test("a picture too wide to be read when it is made smaller can be shown as large as it is drawn", async () => {
  const { resources } = await recorded("fleet");
  const drawn = (shown: typeof resources) => String(drawingOf(pictureOf(shown, new Map()), "shop", "stack-0"));
  const choice = 'id="stack-0-full-size"> <label class="wide" for="stack-0-full-size">In full size';
  expect([drawn(resources).includes(choice), drawn(system).includes("full-size")]).toEqual([true, false]);
}, 240_000);
