import type { APIGatewayProxyResult } from "aws-lambda";
import { findAlbRequest } from "./alb-event";
import type { HttpRequest, HttpResponse } from "./message";

/**
 * The request inside the proxy event of a REST API: method, path, headers and body stand where a load balancer puts
 * them. The path is without the stage; a stage or base path would only show in `requestContext`.
 */
export function findApiRequest(event: unknown): HttpRequest | undefined {
  return findAlbRequest(event);
}

/** API Gateway refuses an answer that has any other member. */
export function toApiResult({ status, headers, body }: HttpResponse): APIGatewayProxyResult {
  return { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false };
}
