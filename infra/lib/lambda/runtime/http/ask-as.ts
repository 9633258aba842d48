import http from "node:http";
import https from "node:https";

/** Status of one region's own front door, asked as a client of the served name; undefined when it does not answer. */
export function statusAs(url: URL, servedName: string, signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = url.protocol === "https:" ? https.request : http.request;
    const options = { signal, servername: servedName, headers: { host: servedName } };
    const asked = request(url, options, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    // Whatever stands between: for a client there is no answer.
    asked.on("error", () => resolve(undefined));
    asked.end();
  });
}
