import { given, inEast, unknownList, unknownText } from "../../given";

const restApi = "aws:apigateway/restApi:RestApi";
const restPolicy = "aws:apigateway/restApiPolicy:RestApiPolicy";
const part = "aws:apigateway/resource:Resource";
const method = "aws:apigateway/method:Method";
const httpApi = "aws:apigatewayv2/api:Api";
const route = "aws:apigatewayv2/route:Route";
const rest = given(restApi, "api", { id: "a1" }, inEast);
const open = { restApi: "a1", resourceId: "r1", httpMethod: "GET", authorization: "NONE" };
const openapi = (document: object) =>
  given(restApi, "api", { body: JSON.stringify({ openapi: "3.0.1", ...document }) }, inEast);
const jwt = { type: "oauth2", "x-amazon-apigateway-authorizer": { type: "jwt" } };

export default {
  pass: [
    {
      because: "the path below the root is public, and everything is known as after an update",
      given: [
        rest,
        given(part, "v1", { id: "r0", restApi: "a1", parentId: "root", pathPart: "v1" }, inEast),
        given(part, "health", { id: "r1", restApi: "a1", parentId: "r0", pathPart: "health" }, inEast),
        given(method, "method", open, inEast),
      ],
    },
    {
      because: "a browser asks before it sends anything",
      given: [rest, given(method, "method", { ...open, httpMethod: "OPTIONS" }, inEast)],
    },
    {
      because: "the API is private",
      given: [
        given(restApi, "api", { id: "a1", endpointConfiguration: { types: "PRIVATE" } }, inEast),
        given(method, "method", open, inEast),
      ],
    },
    {
      because: "a policy of the API says who may call",
      given: [
        rest,
        given(restPolicy, "policy", { restApiId: "a1", policy: "{}" }, inEast),
        given(method, "method", open, inEast),
      ],
    },
    {
      because: "callers of a socket are asked when they connect",
      given: [
        given(httpApi, "socket", { id: "w1", protocolType: "WEBSOCKET" }, inEast),
        given(route, "connect", { apiId: "w1", routeKey: "$connect", authorizationType: "CUSTOM" }, inEast),
        given(route, "send", { apiId: "w1", routeKey: "send" }, inEast),
      ],
    },
    {
      because: "a document asks for a token everywhere but for health",
      given: [
        openapi({
          security: [{ jwt: [] }],
          paths: { "/orders": { post: {}, options: { security: [] } }, "/health": { get: { security: [] } } },
          components: { securitySchemes: { jwt } },
        }),
      ],
    },
    {
      because: "an operation is signed",
      given: [openapi({ paths: { "/orders": { post: { "x-amazon-apigateway-auth": { type: "AWS_IAM" } } } } })],
    },
  ],
  fail: [
    {
      because: "the word of the config is part of another path",
      given: [
        rest,
        given(part, "healthy", { id: "r1", restApi: "a1", parentId: "root", pathPart: "healthy" }, inEast),
        given(method, "method", open, inEast),
      ],
      at: ["method authorization"],
    },
    {
      because: "the root itself is open",
      given: [
        given(restApi, "api", {}, inEast),
        given(
          method,
          "method",
          { ...open, restApi: unknownText, resourceId: unknownText },
          { ...inEast, sources: { restApi: ["api"], resourceId: ["api"] } },
        ),
      ],
      at: ["method authorization"],
    },
    {
      because: "nothing is stated",
      given: [rest, given(method, "method", { ...open, authorization: undefined }, inEast)],
      at: ["method authorization"],
    },
    {
      because: "the default route of an API is open",
      given: [
        given(httpApi, "http", { id: "h1", protocolType: "HTTP" }, inEast),
        given(route, "route", { apiId: "h1", routeKey: "$default", authorizationType: "NONE" }, inEast),
      ],
      at: ["route authorizationType"],
    },
    {
      because: "anyone may open a socket",
      given: [
        given(httpApi, "socket", { id: "w1", protocolType: "WEBSOCKET" }, inEast),
        given(route, "connect", { apiId: "w1", routeKey: "$connect" }, inEast),
      ],
      at: ["connect authorizationType"],
    },
    {
      because: "an API is made with its only route",
      given: [
        given(
          httpApi,
          "http",
          { protocolType: "HTTP", target: "arn:aws:lambda:us-east-1:123456789012:function:f" },
          inEast,
        ),
      ],
      at: ["http target"],
    },
    {
      because: "a key is all that a document asks for",
      given: [
        openapi({
          paths: { "/orders": { post: { security: [{ key: [] }] } } },
          components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } } },
        }),
      ],
      at: ["api body"],
    },
    {
      because: "a document lets callers choose to prove nothing",
      given: [
        openapi({
          paths: { "/orders": { "x-amazon-apigateway-any-method": { security: [{ jwt: [] }, {}] } } },
          components: { securitySchemes: { jwt } },
        }),
      ],
      at: ["api body"],
    },
    {
      because: "a document names a scheme that it does not have",
      given: [openapi({ security: [{ jwt: [] }], paths: { "/orders": { get: {} } } })],
      at: ["api body"],
    },
  ],
  undetermined: [
    {
      because: "the path is unknown",
      given: [
        rest,
        given("random:index/randomPet:RandomPet", "pet", {}),
        given(method, "method", { ...open, resourceId: unknownText }, { ...inEast, sources: { resourceId: ["pet"] } }),
      ],
      at: ["method resourceId"],
    },
    {
      because: "a document is in YAML, which nobody reads here",
      given: [given(restApi, "api", { body: "openapi: 3.0.1\npaths: {}\n" }, inEast)],
      at: ["api body"],
    },
    {
      because: "it is unknown whether the API is private",
      given: [
        given("random:index/randomPet:RandomPet", "pet", {}),
        given(
          restApi,
          "api",
          { id: "a1", endpointConfiguration: { types: unknownList } },
          { ...inEast, sources: { endpointConfiguration: ["pet"] } },
        ),
        given(method, "method", open, inEast),
      ],
      at: ["api endpointConfiguration.types"],
    },
  ],
};
