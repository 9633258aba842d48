/** One node of an API's tree of paths. */
export interface PathNode {
  /** `/payments/{id}` */
  readonly path: string;
  /** Path of the node above; `/` is the root, which every API has. */
  readonly parent: string;
  /** `{id}` */
  readonly segment: string;
  /** For a logical name: `payments-id`. */
  readonly label: string;
}

/** Every node that these paths need, parents first, each once; without the root. */
export function planPaths(paths: readonly string[]): readonly PathNode[] {
  const nodes = new Map<string, PathNode>();
  for (const path of paths) {
    const segments = path.split("/").slice(1);
    for (const [index, segment] of segments.entries()) {
      const own = segments.slice(0, index + 1);
      const node = {
        path: `/${own.join("/")}`,
        parent: `/${own.slice(0, -1).join("/")}`,
        segment,
        label: labelOf(own),
      };
      nodes.set(node.path, nodes.get(node.path) ?? node);
    }
  }
  return [...nodes.values()];
}

/** The names in a path: `id` in `/payments/{id}`. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function labelOf(segments: readonly string[]): string {
  return segments.map((segment) => segment.replace(/[{}]/g, "")).join("-");
}

/** What a request must bring along, in the words of API Gateway. */
export function requestParameters(path: string, requiredHeaders: readonly string[]): Readonly<Record<string, boolean>> {
  return Object.fromEntries([
    ...pathParameters(path).map((name) => [`method.request.path.${name}`, true]),
    ...requiredHeaders.map((name) => [`method.request.header.${name}`, true]),
  ]);
}

/** What API Gateway itself answers, in the form in which the functions answer. */
export const gatewayResponses = [
  { label: "client-error", type: "DEFAULT_4XX", error: "request-refused" },
  { label: "server-error", type: "DEFAULT_5XX", error: "unavailable" },
  { label: "bad-body", type: "BAD_REQUEST_BODY", status: 422, error: "invalid-body" },
  { label: "bad-parameters", type: "BAD_REQUEST_PARAMETERS", status: 400, error: "parameter-required" },
  { label: "no-path", type: "MISSING_AUTHENTICATION_TOKEN", status: 404, error: "not-found" },
  { label: "throttled", type: "THROTTLED", status: 429, error: "throttled" },
] as const;

/** `$context.error.messageString` is JSON text already, quotes included. */
export function gatewayBody(error: string): string {
  return `{"error":"${error}","message":$context.error.messageString,"requestId":"$context.requestId"}`;
}

/** One line per request, as JSON. The path is the declared one: a real one may hold what nobody should log. */
export const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  requestTime: "$context.requestTime",
  sourceIp: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  domainName: "$context.domainName",
  httpMethod: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  protocol: "$context.protocol",
  status: "$context.status",
  responseLength: "$context.responseLength",
  responseLatency: "$context.responseLatency",
  integrationStatus: "$context.integration.integrationStatus",
  integrationLatency: "$context.integration.latency",
  integrationRequestId: "$context.integration.requestId",
  errorType: "$context.error.responseType",
  errorMessage: "$context.error.message",
  traceId: "$context.xrayTraceId",
});
