import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
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
    await tab.setViewport({ width: 1280, height: 800 });
    await tab.goto(pathToFileURL(page).href);
    const section = await tab.waitForSelector(".stack");
    await section?.screenshot({ path: join(images, `report-${scheme}.png`) as `${string}.png` });
  }
  await browser.close();
}

main();
