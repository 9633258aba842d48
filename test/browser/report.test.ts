/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from "node:fs";
import type { Browser, Page } from "puppeteer-core";
import type { JudgedStack } from "../../preflight/report/format";
import { system } from "../preflight/picture/system";
import { declare, east, urnOf, west } from "../preflight/recovery/declare";
import { everything, hostile, judged, report, violation, write as writeAs } from "../preflight/report/sample";
import { type Opened, open, startBrowser, writePage } from "./browser";
import { contrastOf } from "./contrast";

const LAMBDA = "aws:lambda/function:Function";
const write = (name: string, ...stacks: readonly JudgedStack[]) => writePage(name, writeAs("html", report(...stacks)));

const FUNCTION = urnOf(LAMBDA, "function-east");
const shop = judged(
  {
    ...everything,
    stack: "shop",
    violations: [
      {
        ...violation,
        urn: FUNCTION,
        policy: "lambda-exact-memory",
        path: "memorySize",
        got: "128",
        want: "512",
      },
      { ...violation, urn: urnOf(LAMBDA, "function-west"), policy: "lambda-exact-memory", level: "advisory" },
      { ...violation, urn: urnOf("aws:dynamodb/table:Table", "orders") },
    ],
  },
  { resources: system },
);
const address = write("shop.html", shop, judged({ stack: "payments" }));

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const shownRows = (page: Page) =>
  page.$$eval("#findings-table tbody tr:not([hidden])", (rows) =>
    rows.map((row) => row.querySelector("strong")?.textContent),
  );
const told = (page: Page) => page.$eval("#shown", (output) => output.textContent);
const chosen = (page: Page) =>
  page.$eval("#filters", (form) => Object.fromEntries(new FormData(form as HTMLFormElement)) as Record<string, string>);

/** What axe finds, its experimental rule on labels among the rest. */
async function axe(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await engine.run(document, {
      rules: { "label-content-name-mismatch": { enabled: true } },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

/** In pixels of the screen. */
function smallestLetter(page: Page): Promise<number> {
  return page.$$eval(".picture svg text", (texts) =>
    Math.min(
      ...texts.map((text) => {
        const scale = (text as SVGTextElement).getScreenCTM()?.a ?? 0;
        return Number.parseFloat(getComputedStyle(text).fontSize) * scale;
      }),
    ),
  );
}

describe("the page", () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open(browser, address);
  });
  afterEach(async () => {
    expect(opened.complaints).toEqual([]);
    await opened.page.close();
  });

  test("finds by words", async () => {
    const { page } = opened;
    expect([await told(page), (await shownRows(page)).length]).toEqual(["7 of 7", 7]);
    await page.type("input[name=text]", "512 MEMORY");
    expect([await told(page), await shownRows(page)]).toEqual(["1 of 7", ["function-east"]]);
    await page.click("button[type=reset]");
    await page.waitForFunction(() => document.getElementById("shown")?.textContent === "7 of 7");
  });

  test("filters by what is chosen", async () => {
    const { page } = opened;
    await page.select("select[name=policy]", "lambda-exact-memory");
    expect(await shownRows(page)).toEqual(["function-east", "function-west"]);
    await page.select("select[name=region]", "us-west-2");
    expect(await shownRows(page)).toEqual(["function-west"]);
    await page.select("select[name=kind]", "mandatory");
    expect([await shownRows(page), await told(page)]).toEqual([[], "0 of 7"]);
  });

  test("leads from a box of the picture to its findings, by keyboard too", async () => {
    const { page } = opened;
    await page.$eval('a.box[data-service="Lambda"][data-region="us-east-1"]', (box) => box.focus());
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("shown")?.textContent === "1 of 7");
    expect(await shownRows(page)).toEqual(["function-east"]);
    expect(await chosen(page)).toMatchObject({ stack: "shop", region: "us-east-1", service: "Lambda" });
    expect(new URL(page.url()).hash).toBe("#findings?stack=shop&region=us-east-1&service=Lambda");
  });

  test("leads to no findings from a box that has none", async () => {
    const { page } = opened;
    await page.click('a.box[data-service="S3"][data-region="us-east-1"]');
    await page.waitForFunction(() => document.getElementById("shown")?.textContent === "0 of 7");
    expect(await chosen(page)).toMatchObject({ service: "S3" });
  });

  test("can be walked with the keyboard: first past all to the findings, then every control, each with a name", async () => {
    const { page } = opened;
    const names: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLLabelElement> };
        const label = element.labels?.[0]?.textContent ?? "";
        return element === document.body
          ? "(end)"
          : (element.getAttribute("aria-label") ?? (label || element.textContent)).trim();
      });
      names.push(name);
    }
    const walk = names.slice(0, names.indexOf("(end)"));
    expect(names).toContain("(end)");
    expect(walk[0]).toBe("Skip to the findings");
    expect(walk.filter((name) => name === "")).toEqual([]);
    expect(walk).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/ Lambda in us-west-2: 1 resource, 1 advisory$/),
        "Show all",
        "Picture of shop",
      ]),
    );
  });

  test("counts the days that an exemption has left", async () => {
    const { page } = opened;
    const until = await page.$$eval("time", (times) => times.map((time) => time.parentElement?.textContent));
    expect(until).toHaveLength(2);
    for (const text of until) {
      expect(text).toMatch(/^20\d\d-\d\d-\d\d \((?:\d+ days? left|last day|expired)\)$/);
    }
  });

  test("has one heading above all, headings in order, and headings for every column", async () => {
    const { page } = opened;
    const levels = await page.$$eval("h1, h2, h3", (list) => list.map(({ tagName }) => Number(tagName.slice(1))));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
    const bare = await page.$$eval("thead th:not([scope=col]), svg[role=img]:not([aria-label])", (list) => list.length);
    expect([bare, await page.$eval("html", ({ lang }) => lang)]).toEqual([0, "en"]);
    const ids = await page.$$eval("[id]", (list) => list.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(["light", "dark"])("can be read in %s", async (scheme) => {
    const { page } = opened;
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const pairs = await page.evaluate(() => {
      const paper = getComputedStyle(document.body).backgroundColor;
      const clear = "rgba(0, 0, 0, 0)";
      const texts = [...document.querySelectorAll("h1, td, small, a:not(.box), .facts, .chip, th")].map((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return { color, behind: backgroundColor === clear ? paper : backgroundColor };
      });
      const drawn = [...document.querySelectorAll("a.box")].flatMap((box) => {
        const frame = box.querySelector(".frame");
        const behind = frame === null ? paper : getComputedStyle(frame).fill;
        return [...box.querySelectorAll(".title, .row")].map((text) => ({
          color: getComputedStyle(text).fill,
          behind,
        }));
      });
      return [...texts, ...drawn];
    });
    expect(pairs.length).toBeGreaterThan(50);
    expect(pairs.filter(({ color, behind }) => contrastOf(color, behind) < 4.5)).toEqual([]);
    const paper = await page.$eval("body", (body) => getComputedStyle(body).backgroundColor);
    expect(contrastOf(paper, "rgb(255, 255, 255)") > 10).toBe(scheme === "dark");
  });

  test.each([360, 390, 800, 1000, 1120])("hides no column on a screen of %d px", async (width) => {
    const { page } = opened;
    await page.setViewport({ width, height: 700 });
    await page.$$eval("details", (list) => {
      for (const details of list) details.open = true;
    });
    const found = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth - window.innerWidth,
      beside: [...document.querySelectorAll("table")].filter(
        ({ parentElement: frame }) => frame !== null && frame.scrollWidth > frame.clientWidth + 1,
      ).length,
    }));
    expect(found.page).toBeLessThanOrEqual(0);
    expect(found.beside).toBe(0);
  });

  test.each([390, 800, 1120])("breaks no verdict and no heading within a word at %d px", async (width) => {
    const { page } = opened;
    await page.setViewport({ width, height: 700 });
    const lines = await page.$$eval(".chip, .cards thead th", (elements) =>
      elements.map((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const words = (element.textContent ?? "").trim().split(/\s+/).length;
        return { words, lines: new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size };
      }),
    );
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((element) => element.lines > element.words)).toEqual([]);
  });

  test("names the column of each cell where there is no heading above it", async () => {
    const { page } = opened;
    await page.setViewport({ width: 390, height: 700 });
    const titles = await page.$$eval("#findings-table tbody tr:first-child > *", (cells) =>
      cells.map((cell) => getComputedStyle(cell, "::before").content.replaceAll('"', "")),
    );
    expect(titles).toEqual(["Verdict", "System", "Policy", "Resource", "Found", "Where"]);
    const rest = await page.$$eval(".cards [data-title]", (cells) =>
      cells
        .filter((cell) => cell.checkVisibility())
        .map((cell) => cell.clientHeight - Number.parseFloat(getComputedStyle(cell, "::before").height)),
    );
    expect(rest.length).toBeGreaterThan(20);
    expect(Math.min(...rest)).toBeGreaterThanOrEqual(0);
  });

  test("keeps the filter in the address, and takes it from there", async () => {
    const { page } = opened;
    await page.select("select[name=policy]", "lambda-exact-memory");
    await page.type("input[name=text]", "west");
    const shared = page.url();
    expect(new URL(shared).hash).toBe("#findings?text=west&policy=lambda-exact-memory");
    const other = await browser.newPage();
    await other.goto(shared);
    expect(await shownRows(other)).toEqual(["function-west"]);
    expect(await chosen(other)).toMatchObject({ policy: "lambda-exact-memory", text: "west" });
    await other.click("button[type=reset]");
    await other.waitForFunction(() => location.hash === "#findings");
    await other.close();
  });

  test.each(["light", "dark"])("has nothing that axe finds in %s", async (scheme) => {
    const { page } = opened;
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.$$eval("details", (list) => {
      for (const details of list) details.open = true;
    });
    expect(await axe(page)).toEqual([]);
  });

  test("draws no letter of less than 11 px at 1400 px", async () => {
    const { page } = opened;
    await page.setViewport({ width: 1400, height: 900 });
    expect(await smallestLetter(page)).toBeGreaterThanOrEqual(11);
  });

  test("prints without controls, with every remedy and all that was folded", async () => {
    const { page } = opened;
    await page.emulateMediaType("print");
    expect(await page.$eval("#filters", (form) => getComputedStyle(form).display)).toBe("none");
    const pdf = await page.pdf({ format: "A4" });
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe("%PDF-");
    const pages =
      Buffer.from(pdf)
        .toString("latin1")
        .match(/\/Type \/Page\b/g) ?? [];
    expect(pages.length).toBeLessThan(10);
    const unfolded = () => page.$$eval("details.words, td details", (list) => list.map(({ open: isOpen }) => isOpen));
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await unfolded()).not.toContain(false);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await unfolded()).not.toContain(true);
  });
});

test("shows everything without a script, but the filter", async () => {
  const { page, complaints } = await open(browser, address, false);
  expect(await page.$eval("#filters", (form) => (form as HTMLElement).offsetHeight)).toBe(0);
  expect(await page.$$eval("#findings-table tbody tr", (rows) => rows.every((row) => row.offsetHeight > 0))).toBe(true);
  expect(complaints).toEqual([]);
  await page.close();
});

test("runs nothing that a program has written", async () => {
  const { page, complaints } = await open(browser, write("hostile.html", { ...hostile, resources: system }));
  expect(await page.$$eval("img, iframe, script", (list) => list.map(({ tagName }) => tagName))).toEqual(["SCRIPT"]);
  expect(
    await page.$$eval("a:not(.box)", (list) =>
      list.map(({ href }) => href).filter((href) => !href.startsWith("file:")),
    ),
  ).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test("stays usable with 2,000 resources and a violation of each", async () => {
  const many = Array.from({ length: 2000 }, (_, index) =>
    declare(
      index % 2 === 0 ? LAMBDA : "aws:sqs/queue:Queue",
      `r-${index}`,
      {},
      { provider: (index % 4 < 2 ? east : west).urn },
    ),
  );
  const violations = many.map(({ urn }) => ({ ...violation, urn }));
  const large = judged({ violations, resources: 2000 }, { resources: [east, west, ...many] });
  const { page, complaints } = await open(browser, write("large.html", large));
  expect(await told(page)).toBe("2000 of 2000");
  expect(await page.$$eval(".picture svg *", (list) => list.length)).toBeLessThan(200);
  await page.type("input[name=text]", "r-1999");
  expect(await shownRows(page)).toEqual(["r-1999"]);
  await page.click('a.box[data-service="SQS"][data-region="us-west-2"]');
  await page.waitForFunction(() => document.getElementById("shown")?.textContent === "500 of 2000");
  expect(complaints).toEqual([]);
  await page.close();
});

describe("many stacks", () => {
  const stacks = Array.from({ length: 60 }, (_, index) => judged({ stack: `shop-${index}` }, { resources: system }));
  const many = write("many.html", ...stacks);

  test("are folded, and one that is asked for opens", async () => {
    const { page, complaints } = await open(browser, many);
    const opened = () => page.$$eval("details.fold", (list) => list.filter(({ open: isOpen }) => isOpen).length);
    expect([await page.$$eval("details.fold", (list) => list.length), await opened()]).toEqual([60, 0]);
    await page.click('a[href="#stack-59"]');
    await page.waitForFunction(() => document.querySelectorAll("details.fold[open]").length === 1);
    expect(await page.$eval("#stack-59 .picture", (picture) => picture.checkVisibility())).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);

  test("need no scrolling sideways on a phone", async () => {
    const { page } = await open(browser, many);
    await page.setViewport({ width: 390, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.close();
  }, 60_000);
});

describe("three, four and five regions", () => {
  test.each([3, 4, 5])("%d: drawn with letters that can be read, side by side on the page", async (count) => {
    const names = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-south-1"].slice(0, count);
    const providers = names.map((region) => declare("pulumi:providers:aws", region, { region }));
    const resources = providers.flatMap((provider) =>
      ["aws:lambda/function:Function", "aws:sqs/queue:Queue", "aws:sns/topic:Topic", "aws:kms/key:Key"].map((type) =>
        declare(type, `${provider.name}-${type.split(":").at(-1)}`, {}, { provider: provider.urn }),
      ),
    );
    const wide = judged({ stack: "wide" }, { resources: [...providers, ...resources] });
    const { page } = await open(browser, write(`regions-${count}.html`, wide));
    await page.setViewport({ width: 1400, height: 900 });
    expect(await page.$$eval(".lane", (lanes) => lanes.length)).toBe(count);
    expect(await smallestLetter(page)).toBeGreaterThanOrEqual(11);
    expect(await page.$eval(".picture", (frame) => frame.scrollWidth <= frame.clientWidth)).toBe(true);
    await page.close();
  });
});

test("no two labels of a chart run into each other", async () => {
  const { page } = await open(browser, address);
  const collisions = await page.$$eval("svg.chart", (charts) =>
    charts.flatMap((chart) => {
      const boxes = [...chart.querySelectorAll("text")].map((text) => ({
        text: text.textContent,
        box: text.getBoundingClientRect(),
      }));
      return boxes.flatMap((one, index) =>
        boxes
          .slice(index + 1)
          .filter(
            ({ box }) =>
              box.left < one.box.right &&
              one.box.left < box.right &&
              box.top < one.box.bottom &&
              one.box.top < box.bottom,
          )
          .map((other) => `${one.text} | ${other.text}`),
      );
    }),
  );
  expect(collisions).toEqual([]);
  await page.close();
});
