import http from "node:http";
import https from "node:https";

/**
 * Whether a region's own front door answers a client of the served name well: like Route 53, with a status from 200 to 399.
 * A new connection each time, so that no old one hides that nobody gets in any more.
 */
export function answersWell(url: string, servedName: string, timeLimitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const request = target.protocol === "https:" ? https.request : http.request;
    const signal = AbortSignal.timeout(timeLimitMs);
    const options = { signal, agent: false, servername: servedName, headers: { host: servedName } };
    const asked = request(target, options, (answer) => {
      const { statusCode = 0 } = answer;
      resolve(statusCode >= 200 && statusCode < 400);
      answer.destroy();
    });
    // Whatever stands between: for a client there is no answer.
    asked.on("error", () => resolve(false));
    asked.end();
  });
}
