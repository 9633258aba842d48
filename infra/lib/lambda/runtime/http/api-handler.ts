import type { APIGatewayProxyResult, Context } from "aws-lambda";
import type { Logger } from "../log";
import { findApiRequest, toApiResult } from "./api-event";
import { json } from "./message";
import type { Route } from "./router";
import { serve } from "./serve";
import { findTraceId } from "./trace";

/** Time kept back from the function's own limit to write the answer and its log line, in milliseconds. */
const ANSWER_RESERVE_MS = 500;

export interface ApiHandlerArgs {
  readonly routes: readonly Route[];
  readonly log: Logger;
  /** Longest time for one request, in milliseconds; less when the function's own limit comes first. */
  readonly timeLimitMs: number;
  readonly now: () => number;
}

export type InvocationContext = Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">;

/** A Lambda handler for the proxy integrations of a REST API. It always answers, and never throws. */
export function apiHandler(
  args: ApiHandlerArgs,
): (event: unknown, context: InvocationContext) => Promise<APIGatewayProxyResult> {
  return async (event, context) => {
    const log = args.log.with({ requestId: context.awsRequestId });
    const request = findApiRequest(event);
    if (request === undefined) {
      log.error("malformed event");
      return toApiResult(json(400, { error: "malformed-event", message: "A REST API's event is expected." }));
    }
    const remaining = context.getRemainingTimeInMillis() - ANSWER_RESERVE_MS;
    const timeLimitMs = Math.max(0, Math.min(args.timeLimitMs, remaining));
    const response = await serve({ ...args, request, timeLimitMs, log: log.with({ traceId: findTraceId(request) }) });
    const headers = { ...response.headers, "x-request-id": context.awsRequestId };
    return toApiResult({ ...response, headers });
  };
}
