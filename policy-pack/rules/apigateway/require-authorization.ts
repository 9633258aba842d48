import type { MethodArgs, RestApiArgs } from "@pulumi/aws/apigateway";
import type { ApiArgs, RouteArgs } from "@pulumi/aws/apigatewayv2";
import { ApiPaths, findOpenOperations } from "../../../model/aws/api-routes";
import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { matchesWildcard } from "../../../model/aws/wildcard";
import { unknowable } from "../../../model/graph/interruption";
import { isGiven, stated } from "../../../model/graph/reading";
import type { Member, Plain, Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type Finding, type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type RestApi = Member<Plain<RestApiArgs>>;
type HttpApi = Member<Plain<ApiArgs>>;

/** True for a route that may be called by anyone, because the config says so. */
type MayBePublic = (route: string) => boolean;

const want = "an authorizer or AWS_IAM, unless publicRoutes names";

/** Callers of a private API come by a network; with a policy of its own the API says itself who they are. */
function asksElsewhere(api: RestApi, isUnderPolicy: (api: RestApi) => boolean): boolean {
  const types = stated(api, "endpointConfiguration")?.types;
  return String(types) === "PRIVATE" || isGiven(() => api.props.policy) || isUnderPolicy(api);
}

function* judgeMethods(stack: Stack, mayBePublic: MayBePublic): Check<StackFinding> {
  const apis = new Directory(stack.of(tokens.restApi));
  const policies = new Referrers(stack.of(tokens.restApiPolicy), "restApiId", apis);
  const isUnderPolicy = (api: RestApi) => policies.of(api).length > 0;
  const paths = new ApiPaths(stack);
  for (const method of stack.of(tokens.restApiMethod)) {
    yield* about(method, function* () {
      const { authorization, httpMethod } = method.props;
      // A browser asks by OPTIONS before it sends anything, and proves nothing by it.
      if ((authorization !== "NONE" && isGiven(() => authorization)) || httpMethod === "OPTIONS") {
        return;
      }
      const found = apis.find(method, "restApi", () => method.props.restApi);
      const [api] = found.members;
      if (api === undefined) {
        yield found.unknown ?? unknowable("restApi");
      } else if (!asksElsewhere(api, isUnderPolicy)) {
        const route = `${httpMethod} ${paths.of(method, () => method.props.resourceId)}`;
        yield* mayBePublic(route) ? [] : [{ at: "authorization", got: authorization, want: `${want} ${route}` }];
      }
    });
  }
  for (const api of stack.of(tokens.restApi)) {
    yield* about(api, () => (asksElsewhere(api, isUnderPolicy) ? [] : judgeBody(api, mayBePublic)));
  }
}

/** An API that is written down as one document. */
function* judgeBody(api: RestApi | HttpApi, mayBePublic: MayBePublic): Check<Finding> {
  const body = stated(api, "body");
  if (body === undefined || body === null) {
    return;
  }
  const open = (findOpenOperations(body) ?? unknowable("body")).filter(
    (route) => !route.startsWith("OPTIONS ") && !mayBePublic(route),
  );
  if (open.length > 0) {
    yield { at: "body", got: new Word("open to anyone"), want: `${want} ${open.join(" and ")}` };
  }
}

function* judgeRoutes(stack: Stack, mayBePublic: MayBePublic): Check<StackFinding> {
  const apis = new Directory(stack.of(tokens.httpApi));
  for (const route of stack.of(tokens.httpApiRoute)) {
    yield* about(route, function* () {
      const { authorizationType, routeKey = "" } = route.props;
      const isOpen = authorizationType === "NONE" || !isGiven(() => authorizationType);
      if (!isOpen || routeKey.startsWith("OPTIONS ") || mayBePublic(routeKey)) {
        return;
      }
      const { members, unknown: lost } = apis.find(route, "apiId", () => route.props.apiId);
      const [api] = members;
      // All messages of a socket come over the connection that $connect let in.
      const isSocket =
        api === undefined ? lost !== undefined && !/ /.test(routeKey) : api.props.protocolType === "WEBSOCKET";
      if (!isSocket || routeKey === "$connect") {
        yield { at: "authorizationType", got: authorizationType, want: `${want} ${routeKey}` };
      } else if (api === undefined) {
        yield lost ?? unknowable("apiId");
      }
    });
  }
  for (const api of stack.of(tokens.httpApi)) {
    yield* about(api, function* () {
      yield* judgeBody(api, mayBePublic);
      const routeKey = stated(api, "routeKey") ?? "$default";
      if (isGiven(() => api.props.target) && api.props.protocolType !== "WEBSOCKET" && !mayBePublic(routeKey)) {
        yield { at: "target", got: new Word("open to anyone"), want: `${want} ${routeKey}` };
      }
    });
  }
}

const east = { provider: { region: "us-east-1" } };
const rest = resource(tokens.restApi, "api", { name: "orders" }, east);
const below = { ...east, sources: { parentId: ["api"], restApi: ["api"] } };
const part = (pathPart: string) =>
  resource(tokens.restApiResource, pathPart, { restApi: unknown.string, parentId: unknown.string, pathPart }, below);
const methodAt = (place: string, props: Plain<MethodArgs>) =>
  resource(
    tokens.restApiMethod,
    "method",
    { restApi: unknown.string, resourceId: unknown.string, httpMethod: "POST", authorization: "NONE", ...props },
    { ...east, sources: { restApi: ["api"], resourceId: [place] } },
  );
const orders = part("orders");
const method = (props: Plain<MethodArgs>) => methodAt("orders", props);
const http = resource(tokens.httpApi, "http", { name: "orders", protocolType: "HTTP" }, east);
const route = (props: Plain<RouteArgs>) =>
  resource(
    tokens.httpApiRoute,
    "route",
    { apiId: unknown.string, routeKey: "POST /orders", ...props },
    { ...east, sources: { apiId: ["http"] } },
  );

export default stackRule({
  meta: {
    name: "apigateway-require-authorization",
    severity: "critical",
    level: "advisory",
    law: "Every method or route of a public API requires authorization, unless it is listed as public.",
    rationale:
      "Anyone who learns the address may call a method without authorization; an API key tells callers apart and proves nothing.",
    remediation: "Set authorization to AWS_IAM or an authorizer, or name the route in publicRoutes.",
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
    framework: { wellArchitected: "SEC3-BP01", nist: ["AC-3", "IA-2"] },
  },
  config: {
    publicRoutes: {
      type: "array",
      items: { type: "string", minLength: 1 },
      uniqueItems: true,
      default: ["GET /health", "GET */health"],
      description:
        "What anyone may call, as method and path; * stands for anything. $default is a route of an HTTP API.",
    },
  },
  *check(stack, { publicRoutes }): Check<StackFinding> {
    const kinds = [tokens.restApiMethod, tokens.httpApiRoute, tokens.restApi, tokens.httpApi];
    if (kinds.every((kind) => stack.of<unknown>(kind).length === 0)) {
      return skip("no API");
    }
    const mayBePublic: MayBePublic = (route) => publicRoutes.some((pattern) => matchesWildcard(pattern, route));
    yield* judgeMethods(stack, mayBePublic);
    yield* judgeRoutes(stack, mayBePublic);
    return undefined;
  },
  examples: {
    pass: [
      { because: "callers must sign", given: [rest, orders, method({ authorization: "AWS_IAM" })] },
      {
        because: "what is public answers health",
        given: [rest, part("health"), methodAt("health", { httpMethod: "GET" })],
      },
      {
        because: "the config names the route",
        config: { publicRoutes: ["POST /orders"] },
        given: [rest, orders, method({}), http, route({})],
      },
      { because: "a route has an authorizer", given: [http, route({ authorizationType: "JWT" })] },
    ],
    fail: [
      { because: "anyone may place orders", given: [rest, orders, method({})], at: ["method authorization"] },
      {
        because: "an API key is all that is asked",
        given: [rest, orders, method({ apiKeyRequired: true })],
        at: ["method authorization"],
      },
      { because: "a route states no authorization", given: [http, route({})], at: ["route authorizationType"] },
      {
        because: "a document guards nothing",
        given: [
          resource(
            tokens.restApi,
            "api",
            { name: "orders", body: JSON.stringify({ openapi: "3.0.1", paths: { "/orders": { post: {} } } }) },
            east,
          ),
        ],
        at: ["api body"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown what is asked",
        given: [rest, orders, method({ authorization: unknown.string })],
        at: ["method authorization"],
      },
      {
        because: "the API is managed elsewhere",
        given: [resource(tokens.restApiMethod, "method", { restApi: "a1b2c3", authorization: "NONE" })],
        at: ["method restApi"],
      },
    ],
    skip: [{ because: "there is no API", given: [resource(tokens.topic, "orders", {})] }],
  },
});
