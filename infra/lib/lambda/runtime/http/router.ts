import type { Logger } from "../log";
import type { HttpRequest, HttpResponse } from "./message";
import { Refusal } from "./refusal";

/** What a route's handler gets besides the request. */
export interface Call {
  /** Aborted when the request's time is over. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** The decoded segment of the path that stands for `{name}`. */
  parameter(name: string): string;
}

export interface Route {
  readonly method: "GET" | "POST";
  /** Segments, each literal or `{name}`: `/transactions/{id}`. */
  readonly path: string;
  handle(request: HttpRequest, call: Call): Promise<HttpResponse>;
}

export interface RouteMatch {
  readonly route: Route;
  readonly parameters: ReadonlyMap<string, string>;
}

/** @throws Refusal 404 for a path that no route has, 405 for a method that the path does not have */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const matches = routes.flatMap((route) => {
    const parameters = matchPath(route.path, path);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const match = matches.find(({ route }) => route.method === method);
  if (match !== undefined) {
    return match;
  }
  if (matches.length === 0) {
    throw new Refusal({ status: 404, code: "not-found", message: "There is nothing at this path." });
  }
  const allow = matches.map(({ route }) => route.method).sort();
  throw new Refusal({
    status: 405,
    code: "method-not-allowed",
    message: `This path answers ${allow.join(" and ")}.`,
    headers: { allow: allow.join(", ") },
  });
}

function matchPath(pattern: string, path: string): ReadonlyMap<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/").map(decodeSegment);
  const parameters = new Map<string, string>();
  const fits = wanted.every((segment, index) => {
    const value = given[index];
    if (!segment.startsWith("{")) {
      return value === segment;
    }
    parameters.set(segment.slice(1, -1), value ?? "");
    return value !== undefined && value !== "";
  });
  return fits && wanted.length === given.length ? parameters : undefined;
}

/** Undefined for a broken percent-encoding, which no path of ours can equal. */
function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
