import { toFailure } from "../failure";
import type { Logger } from "../log";
import { withTimeLimit } from "../time-limit";
import { failureResponse, refusalResponse } from "./errors";
import type { HttpRequest, HttpResponse } from "./message";
import { Refusal } from "./refusal";
import { matchRoute, type Route } from "./router";

export interface ServeArgs {
  readonly routes: readonly Route[];
  readonly request: HttpRequest;
  readonly timeLimitMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

/** Answers one request, whatever happens, and logs one line about it. The path itself is not logged: it holds ids. */
export async function serve(args: ServeArgs): Promise<HttpResponse> {
  const started = args.now();
  const log = args.log.with({ method: args.request.method });
  const outcome = await answer({ ...args, log });
  const fields = { route: outcome.route, status: outcome.response.status, durationMs: args.now() - started };
  log.info("request answered", fields);
  return outcome.response;
}

interface Outcome {
  readonly route: string;
  readonly response: HttpResponse;
}

async function answer({ routes, request, timeLimitMs, log }: ServeArgs): Promise<Outcome> {
  let route = "none";
  try {
    const match = matchRoute(routes, request.method, request.path);
    route = match.route.path;
    const parameter = (name: string) => match.parameters.get(name) ?? "";
    const response = await withTimeLimit("The request", timeLimitMs, (signal) =>
      match.route.handle(request, { signal, log, parameter }),
    );
    return { route, response };
  } catch (thrown) {
    return { route, response: errorResponse(thrown, log) };
  }
}

function errorResponse(thrown: unknown, log: Logger): HttpResponse {
  if (thrown instanceof Refusal) {
    log.info("request refused", { refusal: thrown.args.code, problems: thrown.args.problems?.length });
    return refusalResponse(thrown);
  }
  const failure = toFailure(thrown);
  log.error("request failed", failure.logFields);
  return failureResponse(failure);
}
