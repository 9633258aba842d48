import { createHash } from "node:crypto";
import * as apigateway from "@pulumi/aws/apigateway";
import { Permission } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import { inMilliseconds, type Seconds } from "../../units/time";
import type { RegionalFunction } from "../lambda/regional-function";
import { gatewayBody, gatewayResponses, planPaths, requestParameters } from "./rest-api.plan";

export interface ApiRoute {
  readonly method: "GET" | "POST";
  /** `/payments/{id}` */
  readonly path: string;
  readonly function: RegionalFunction;
  /** Anyone may call it, whoever may call the others. */
  readonly isPublic?: true;
  readonly requiredHeaders?: readonly string[];
  /** What a body must be: a name of letters and digits, and a JSON schema of draft 4. */
  readonly body?: { readonly name: string; readonly schema: object };
}

/**
 * Who may call: principals of AWS that IAM lets, who sign; users of a pool of the same region, who bring a token; those
 * who come under the custom domain with a certificate, of which a function is asked; or whoever reaches the API.
 */
export type Callers =
  | { readonly of: "iam" | "anyone" }
  | { readonly of: "mtls"; readonly authorizerName: string; readonly function: RegionalFunction }
  | { readonly of: "cognito"; readonly authorizerName: string; readonly userPoolArn: string };

export interface RestApiArgs {
  readonly region: Region;
  readonly apiName: string;
  readonly validatorName: string;
  readonly routes: readonly ApiRoute[];
  readonly callers: Callers;
  /** The one stage from which the functions may be invoked. */
  readonly stageName: string;
  /** How long an answer of a function is waited for. */
  readonly timeout: Seconds;
}

/** A regional REST API: each route is a proxy to one function, which only that route may invoke. */
export class RestApi extends pulumi.ComponentResource {
  readonly region: Region;
  readonly apiName: string;
  readonly api: apigateway.RestApi;
  /** A snapshot of everything above: what a stage serves. */
  readonly deployment: apigateway.Deployment;
  /** Without these a route answers 500. */
  readonly permissions: readonly pulumi.Resource[];
  /** The region's own host, which asks no other region. */
  readonly host: pulumi.Output<string>;

  constructor(name: string, args: RestApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:apigateway:RestApi", name, {}, within(args.region, opts));
    const { region, apiName, validatorName, routes, stageName, timeout, callers } = args;
    this.region = region;
    this.apiName = apiName;

    this.api = new apigateway.RestApi(
      `${name}-api`,
      {
        name: apiName,
        endpointConfiguration: { types: "REGIONAL" },
        // The health checks ask this API under its own host: under the shared name either region might answer.
        disableExecuteApiEndpoint: false,
        tags: region.tags,
      },
      { parent: this },
    );
    const validator = new apigateway.RequestValidator(
      `${name}-validator`,
      { restApi: this.api.id, name: validatorName, validateRequestBody: true, validateRequestParameters: true },
      { parent: this },
    );
    const resourceIds = this.#paths(name, routes);
    const asked = this.#authorization(name, callers);
    const { authorization } = asked;
    const parts = routes.flatMap((route) =>
      this.#route(name, route, { resourceIds, validator, timeout, asked: authorization }),
    );
    const responses = this.#responses(name);
    this.permissions = [...asked.permissions, ...routes.map((route) => this.#permission(name, route, stageName))];
    this.deployment = new apigateway.Deployment(
      `${name}-deployment`,
      { restApi: this.api.id, triggers: { content: contentHash(args) } },
      { parent: this, dependsOn: [validator, ...parts, ...responses] },
    );

    this.host = pulumi.interpolate`${this.api.id}.execute-api.${region.name}.amazonaws.com`;
    this.registerOutputs({ host: this.host });
  }

  #authorization(name: string, callers: Callers): Asked {
    if (callers.of === "mtls") {
      return this.#certificates(name, callers.authorizerName, callers.function);
    }
    if (callers.of !== "cognito") {
      return { authorization: { authorization: callers.of === "iam" ? "AWS_IAM" : "NONE" }, permissions: [] };
    }
    const authorizer = new apigateway.Authorizer(
      `${name}-authorizer`,
      {
        restApi: this.api.id,
        name: callers.authorizerName,
        type: "COGNITO_USER_POOLS",
        providerArns: [callers.userPoolArn],
      },
      { parent: this },
    );
    const authorization = { authorization: "COGNITO_USER_POOLS", authorizerId: authorizer.id };
    return { authorization, permissions: [] };
  }

  /** The function is asked for each call: nothing of a caller is kept. */
  #certificates(name: string, authorizerName: string, authorizing: RegionalFunction): Asked {
    const { arns, account } = this.region;
    const authorizer = new apigateway.Authorizer(
      `${name}-authorizer`,
      {
        restApi: this.api.id,
        name: authorizerName,
        type: "REQUEST",
        authorizerUri: arns.functionInvocation(authorizing.calledArn),
        authorizerResultTtlInSeconds: 0,
        // Every request has one. Without a word here one would be refused for want of a header Authorization.
        identitySource: "context.identity.sourceIp",
      },
      { parent: this },
    );
    const permission = new Permission(
      `${name}-permission-authorizer`,
      {
        action: "lambda:InvokeFunction",
        function: authorizing.functionName,
        qualifier: authorizing.qualifier,
        principal: "apigateway.amazonaws.com",
        sourceAccount: account,
        sourceArn: pulumi
          .all([this.api.id, authorizer.id])
          .apply(([api, authorizerId]) => arns.apiAuthorizer(api, authorizerId)),
      },
      { parent: this, dependsOn: [authorizing.called] },
    );
    return { authorization: { authorization: "CUSTOM", authorizerId: authorizer.id }, permissions: [permission] };
  }

  #paths(name: string, routes: readonly ApiRoute[]): ReadonlyMap<string, pulumi.Output<string>> {
    const ids = new Map([["/", this.api.rootResourceId]]);
    for (const { path, parent, segment, label } of planPaths(routes.map((route) => route.path))) {
      const resource = new apigateway.Resource(
        `${name}-path-${label}`,
        { restApi: this.api.id, parentId: ids.get(parent) ?? this.api.rootResourceId, pathPart: segment },
        { parent: this },
      );
      ids.set(path, resource.id);
    }
    return ids;
  }

  /** A method, what it demands of a request, and the function behind it. */
  #route(
    name: string,
    route: ApiRoute,
    { resourceIds, validator, timeout, asked }: RouteParts,
  ): readonly pulumi.Resource[] {
    const { method: httpMethod, path, requiredHeaders = [], body } = route;
    const label = labelOf(route);
    const resourceId = resourceIds.get(path) ?? this.api.rootResourceId;
    const model =
      body &&
      new apigateway.Model(
        `${name}-model-${label}`,
        {
          restApi: this.api.id,
          name: body.name,
          contentType: "application/json",
          schema: JSON.stringify(body.schema),
        },
        { parent: this },
      );
    const method = new apigateway.Method(
      `${name}-method-${label}`,
      {
        restApi: this.api.id,
        resourceId,
        httpMethod,
        ...(route.isPublic ? { authorization: "NONE" } : asked),
        apiKeyRequired: false,
        requestValidatorId: validator.id,
        requestParameters: requestParameters(path, requiredHeaders),
        ...(model === undefined ? {} : { requestModels: { "application/json": model.name } }),
      },
      { parent: this },
    );
    const integration = new apigateway.Integration(
      `${name}-integration-${label}`,
      {
        restApi: this.api.id,
        resourceId,
        httpMethod,
        type: "AWS_PROXY",
        // Lambda is invoked by POST, whatever the method of the request.
        integrationHttpMethod: "POST",
        uri: this.region.arns.functionInvocation(route.function.calledArn),
        timeoutMilliseconds: inMilliseconds(timeout),
      },
      // API Gateway asks for the function when it is called: the permission waits for it.
      { parent: this, dependsOn: [method] },
    );
    return model === undefined ? [method, integration] : [model, method, integration];
  }

  #permission(name: string, route: ApiRoute, stageName: string): Permission {
    const { arns, account } = this.region;
    return new Permission(
      `${name}-permission-${labelOf(route)}`,
      {
        action: "lambda:InvokeFunction",
        function: route.function.functionName,
        qualifier: route.function.qualifier,
        principal: "apigateway.amazonaws.com",
        sourceAccount: account,
        sourceArn: this.api.id.apply((id) => arns.apiMethod(id, stageName, route.method, route.path)),
      },
      { parent: this, dependsOn: [route.function.called] },
    );
  }

  #responses(name: string): readonly pulumi.Resource[] {
    return gatewayResponses.map((response) => {
      const { label, type, error } = response;
      return new apigateway.Response(
        `${name}-response-${label}`,
        {
          restApiId: this.api.id,
          responseType: type,
          ...("status" in response ? { statusCode: String(response.status) } : {}),
          responseTemplates: { "application/json": gatewayBody(error) },
        },
        { parent: this },
      );
    });
  }
}

interface RouteParts {
  readonly resourceIds: ReadonlyMap<string, pulumi.Output<string>>;
  readonly validator: apigateway.RequestValidator;
  readonly timeout: Seconds;
  readonly asked: Authorization;
}

/** What methods ask for, and what must be there for it. */
interface Asked {
  readonly authorization: Authorization;
  readonly permissions: readonly pulumi.Resource[];
}

interface Authorization {
  readonly authorization: string;
  readonly authorizerId?: pulumi.Output<string>;
}

/** For a logical name: `post-payments`. */
function labelOf({ method, path }: ApiRoute): string {
  return [
    method.toLowerCase(),
    ...planPaths([path])
      .slice(-1)
      .map(({ label }) => label),
  ].join("-");
}

/** A deployment is a snapshot: it must be made anew whenever anything in it changes. */
function contentHash({ routes, timeout, callers }: RestApiArgs): string {
  const described = routes.map(({ function: { functionName, qualifier }, ...route }) => ({
    ...route,
    functionName,
    qualifier,
  }));
  const responses = gatewayResponses.map((response) => ({ ...response, body: gatewayBody(response.error) }));
  const content = JSON.stringify({ routes: described, responses, timeout, callers: callers.of });
  return createHash("sha256").update(content).digest("hex");
}
