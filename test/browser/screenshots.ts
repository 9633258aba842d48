import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "puppeteer-core";
import { startBrowser } from "./browser";

const root = resolve(__dirname, "../..");
const images = join(root, "docs", "images");

/** What the README shows: the trading system on a runtime that its policy does not know, in light and in dark. */
async function main(): Promise<void> {
  const page = join(mkdtempSync(join(tmpdir(), "screenshots-")), "report.html");
  const command = ["preflight/main.js", "check", "--stack", "trading", "--config", "runtime=nodejs22.x"];
  const { status, stderr } = spawnSync(process.execPath, [...command, "--format", "html", "--out", page], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0 && status !== 1) {
    throw new Error(`the report could not be made: ${stderr}`);
  }
  mkdirSync(images, { recursive: true });
  const browser = await startBrowser();
  for (const scheme of ["light", "dark"]) {
    const tab = await browser.newPage();
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await tab.setViewport({ width: 1400, height: 900 });
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: join(images, `report-${scheme}.png`) as `${string}.png`, clip: await regionsOf(tab) });
  }
  await browser.close();
}

/** Where the page shows the regions, with the bars of recovery below. */
async function regionsOf(tab: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const boxOf = async (selector: string) => {
    const box = await (await tab.waitForSelector(selector))?.boundingBox();
    if (box == null) throw new Error(`the page shows no ${selector}`);
    return box;
  };
  const [picture, charts] = [await boxOf(".picture"), await boxOf(".charts")];
  return { x: picture.x, y: picture.y, width: picture.width, height: charts.y + charts.height + 8 - picture.y };
}

main();
