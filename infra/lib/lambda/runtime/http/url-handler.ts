import type { Context, LambdaFunctionURLResult } from "aws-lambda";
import type { Logger } from "../log";
import { json } from "./message";
import type { Route } from "./router";
import { serve } from "./serve";
import { findUrlRequest, toUrlResult } from "./url-event";

export interface UrlHandlerArgs {
  readonly routes: readonly Route[];
  readonly log: Logger;
  /** Longest time for one request, in milliseconds. */
  readonly timeLimitMs: number;
  readonly now: () => number;
}

/** A Lambda handler for a function URL. It always answers, and never throws. */
export function urlHandler(
  args: UrlHandlerArgs,
): (event: unknown, context: Pick<Context, "awsRequestId">) => Promise<LambdaFunctionURLResult> {
  return async (event, { awsRequestId }) => {
    const log = args.log.with({ requestId: awsRequestId });
    const request = findUrlRequest(event);
    if (request === undefined) {
      log.error("malformed event");
      return toUrlResult(json(400, { error: "malformed-event", message: "A function URL's event is expected." }));
    }
    return toUrlResult(await serve({ ...args, request, log }));
  };
}
