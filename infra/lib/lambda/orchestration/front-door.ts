import http from "node:http";
import https from "node:https";
import * as z from "zod/mini";
import { Failure } from "../runtime/failure";
import type { WriterWord } from "./observation";

/** More than a page says that is ours. */
const longestPage = 4_096;

interface Page {
  readonly status: number;
  readonly text: string;
}

/**
 * Whether a region's own front door answers a client of the served name well: like Route 53, with a status from 200 to 399.
 * A new connection each time, so that no old one hides that nobody gets in any more.
 */
export function answersWell(url: string, servedName: string, timeLimitMs: number): Promise<boolean> {
  return askPage(url, servedName, timeLimitMs, false).then(
    ({ status }) => status >= 200 && status < 400,
    // Whatever stands between: for a client there is no answer.
    () => false,
  );
}

const wordShape = z.object({
  writer: z.enum(["answers", "silent"]),
  copiedUntil: z.optional(z.nullable(z.number().check(z.positive()))),
});

/**
 * What the page of the standby says of the writer, whatever it says of itself.
 * @throws Failure when there is no page, or it says nothing of the writer
 */
export async function readWriterWord(url: string, servedName: string, timeLimitMs: number): Promise<WriterWord> {
  const { text } = await askPage(url, servedName, timeLimitMs, true).catch((): Page => {
    throw new Failure("unavailable", "The standby's page does not answer.");
  });
  const read = z.safeParse(wordShape, parsed(text));
  if (!read.success) {
    throw new Failure("misconfigured", "The standby's page says nothing of the writer.");
  }
  return { writer: read.data.writer, copiedUntil: read.data.copiedUntil ?? undefined };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function askPage(url: string, servedName: string, timeLimitMs: number, isTextWanted: boolean): Promise<Page> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const request = target.protocol === "https:" ? https.request : http.request;
    const signal = AbortSignal.timeout(timeLimitMs);
    const options = { signal, agent: false, servername: servedName, headers: { host: servedName } };
    const asked = request(target, options, (answer) => {
      const { statusCode: status = 0 } = answer;
      if (!isTextWanted) {
        resolve({ status, text: "" });
        answer.destroy();
        return;
      }
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > longestPage) {
          answer.destroy(new Error("The page is too long."));
        }
      });
      answer.on("end", () => resolve({ status, text }));
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}
