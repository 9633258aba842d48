import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";

/** A real browser; as root Chromium starts without its sandbox only. */
export function startBrowser(): Promise<Browser> {
  const executablePath = execFileSync(join(__dirname, "setup"), ["--check"], { encoding: "utf8" }).trim();
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return puppeteer.launch({ executablePath, args: [...args, "--disable-dev-shm-usage"] });
}

/** A page, and all that it complained about or asked the network for. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

const directory = mkdtempSync(join(tmpdir(), "report-"));

export function writePage(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

/** Opens a report in a tab of its own. */
export async function open(browser: Browser, address: string, script = true): Promise<Opened> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) {
      complaints.push(`request: ${request.url()}`);
    }
  });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address);
  return { page, complaints };
}
