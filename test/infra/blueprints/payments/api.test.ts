import type { GraphResource, JsonObject } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { certificates, everythingGiven, withCallerCertificates, withZoneAlone } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("payments"));
});

const regions = ["us-east-1", "us-east-2"] as const;
/** Health is asked of a function of its own, which the load of the service does not reach. */
const functionOf = (route: string) =>
  route === "get-health" ? "payment-health-function-dev" : "payment-processor-function-dev";
const routes = ["get-health", "get-payments-id", "post-payments"];

describe.each(regions)("in %s", (region) => {
  const only = (type: string) => graph.only(region, `aws:apigateway/${type}`);
  const labelled = (type: string): readonly (readonly [string, GraphResource])[] =>
    graph
      .within(region, type)
      .map((resource) => [resource.name.replace(/^api-(primary|secondary)-[a-z]+-/, ""), resource] as const);
  const methodSettings = () =>
    graph.within(region, "aws:apigateway/methodSettings:MethodSettings").map(({ inputs }) => inputs);
  const method = (label: string) =>
    labelled("aws:apigateway/method:Method").find(([name]) => name === label)?.[1] as GraphResource;

  test('payments: "Set up API Gateway REST APIs in both us-east-1 and us-east-2"', () => {
    expect(only("restApi:RestApi").inputs).toMatchObject({
      name: "payments-api-dev",
      endpointConfiguration: { types: "REGIONAL" },
      disableExecuteApiEndpoint: false,
    });
  });

  test("it has the paths and methods of the payment system, open to callers that sign, and the health check's to anyone", () => {
    const segments = graph.within(region, "aws:apigateway/resource:Resource").map(({ inputs }) => inputs.pathPart);
    expect(segments).toEqual(["health", "payments", "{id}"]);
    expect(labelled("aws:apigateway/method:Method").map(([name]) => name)).toEqual(routes);
    for (const [label, { inputs }] of labelled("aws:apigateway/method:Method")) {
      const authorization = label === "get-health" ? "NONE" : "AWS_IAM";
      expect(inputs).toMatchObject({ authorization, apiKeyRequired: false });
    }
  });

  test('payments: "Integrate with Lambda functions for payment processing endpoints"', () => {
    const integrations = labelled("aws:apigateway/integration:Integration");
    expect(integrations.map(([name]) => name)).toEqual(routes);
    for (const [name, integration] of integrations) {
      expect(integration.inputs).toMatchObject({
        type: "AWS_PROXY",
        integrationHttpMethod: "POST",
        uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${region}:123456789012:function:${functionOf(name)}:live-dev/invocations`,
        timeoutMilliseconds: 20_000,
      });
      expect(graph.comesAfter(integration, method(name))).toBe(true);
    }
  });

  test("each route has a permission of its own for its one function, tied to this account and this API", () => {
    const permissions = labelled("aws:lambda/permission:Permission").filter(([, { name }]) => name.startsWith("api-"));
    expect(permissions.map(([name]) => name)).toEqual(routes);
    for (const [name, { inputs, propertyDependencies }] of permissions) {
      expect(inputs).toMatchObject({
        action: "lambda:InvokeFunction",
        function: functionOf(name),
        qualifier: "live-dev",
        principal: "apigateway.amazonaws.com",
        sourceAccount: "123456789012",
      });
      expect(propertyDependencies.sourceArn).toEqual([only("restApi:RestApi").urn]);
    }
  });

  test("a payment is validated before the function runs: its body by a model, its key by its presence", () => {
    expect(only("requestValidator:RequestValidator").inputs).toMatchObject({
      name: "payments-request-validator-dev",
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const model = only("model:Model");
    expect(model.inputs).toMatchObject({ name: "Paymentdev", contentType: "application/json" });
    const schema = JSON.parse(String(model.inputs.schema));
    expect(schema.required).toEqual(["amount", "currency", "debtor", "creditor"]);
    expect(schema.properties.amount).toEqual({ type: "integer", minimum: 1, maximum: 999_999_999_999 });
    expect(schema.additionalProperties).toBe(false);
    expect(method("post-payments").inputs).toMatchObject({
      requestModels: { "application/json": "Paymentdev" },
      requestParameters: { "method.request.header.Idempotency-Key": true },
    });
    expect(method("get-payments-id").inputs.requestParameters).toEqual({ "method.request.path.id": true });
    expect(graph.comesAfter(method("post-payments"), model)).toBe(true);
  });

  test("what the API answers by itself looks like what the functions answer", () => {
    const responses = graph.within(region, "aws:apigateway/response:Response").map(({ inputs }) => inputs);
    expect(responses.map(({ responseType, statusCode }) => [responseType, statusCode])).toEqual([
      ["BAD_REQUEST_BODY", "422"],
      ["BAD_REQUEST_PARAMETERS", "400"],
      ["DEFAULT_4XX", undefined],
      ["MISSING_AUTHENTICATION_TOKEN", "404"],
      ["DEFAULT_5XX", undefined],
      ["THROTTLED", "429"],
    ]);
    for (const { responseTemplates } of responses) {
      const text = String((responseTemplates as JsonObject)["application/json"]);
      const answered = text
        .replace("$context.error.messageString", '"Forbidden"')
        .replace("$context.requestId", "c6af9ac6");
      expect(Object.keys(JSON.parse(answered))).toEqual(["error", "message", "requestId"]);
    }
  });

  test("the deployment holds everything, and a stage serves it", () => {
    const deployment = only("deployment:Deployment");
    expect(deployment.inputs.triggers).toEqual({ content: expect.stringMatching(/^[0-9a-f]{64}$/) });
    for (const type of ["method:Method", "integration:Integration", "response:Response", "model:Model"]) {
      for (const earlier of graph.within(region, `aws:apigateway/${type}`)) {
        expect(graph.comesAfter(deployment, earlier)).toBe(true);
      }
    }
    expect(only("stage:Stage").inputs).toMatchObject({ stageName: "live-dev", cacheClusterEnabled: false });
    expect(graph.comesAfter(only("stage:Stage"), deployment)).toBe(true);
  });

  test('payments: "Enable request/response logging": a JSON line per request', () => {
    const { accessLogSettings } = only("stage:Stage").inputs as { accessLogSettings: JsonObject };
    expect(accessLogSettings.destinationArn).toBe(
      `arn:aws:logs:${region}:123456789012:log-group:payments-api-access-logs-dev`,
    );
    expect(Object.keys(JSON.parse(String(accessLogSettings.format)))).toEqual(
      expect.arrayContaining(["requestId", "sourceIp", "httpMethod", "resourcePath", "status", "responseLatency"]),
    );
    expect(String(accessLogSettings.format)).not.toContain("$context.path");
  });

  test("execution is logged and measured, without the texts of requests: they are payments", () => {
    expect(methodSettings().map(({ methodPath }) => methodPath)).toEqual(["*/*", "health/GET"]);
    for (const { settings } of methodSettings()) {
      expect(settings).toMatchObject({ loggingLevel: "INFO", dataTraceEnabled: false, metricsEnabled: true });
    }
  });

  test("the log that API Gateway names by itself is the stack's: it ends after a time, and with the stack", () => {
    const [log] = graph
      .within(region, "aws:cloudwatch/logGroup:LogGroup")
      .filter(({ name }) => name.endsWith("-execution-logs"));
    expect(log?.inputs).toMatchObject({ retentionInDays: 30, skipDestroy: false });
    expect(log?.propertyDependencies.name).toEqual([only("restApi:RestApi").urn]);
    expect(log !== undefined && graph.comesAfter(only("stage:Stage"), log)).toBe(true);
  });

  test("the stage is throttled, and health checks apart from what callers send", () => {
    expect(methodSettings().map(({ settings }) => settings)).toMatchObject([
      { throttlingRateLimit: 500, throttlingBurstLimit: 1_000 },
      { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
    ]);
  });

  test('payments: "Configure custom domain names for each regional API": the same name in both regions', () => {
    const domain = only("domainName:DomainName");
    expect(domain.inputs).toMatchObject({
      domainName: "api.example.com",
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
      regionalCertificateArn: expect.stringMatching(new RegExp(`^arn:aws:acm:${region}:123456789012:certificate/`)),
    });
    expect(domain.inputs).not.toHaveProperty("certificateArn");
    const mapping = only("basePathMapping:BasePathMapping");
    expect(mapping.inputs).toMatchObject({ domainName: "api.example.com", stageName: "live-dev" });
    expect(mapping.inputs).not.toHaveProperty("basePath");
    expect(mapping.propertyDependencies.stageName).toEqual([only("stage:Stage").urn]);
  });
});

test("both regions deploy the same content", () => {
  const [primary, secondary] = graph.inputs("aws:apigateway/deployment:Deployment");
  expect(primary?.triggers).toEqual(secondary?.triggers);
});

test("the account's logging role is left alone unless the configuration says otherwise", () => {
  expect(graph.managed.filter(({ type }) => type === "aws:apigateway/account:Account")).toEqual([]);
});

describe("with everything given", () => {
  let given: Graph;
  beforeAll(async () => {
    given = new Graph(await recorded("payments", everythingGiven));
  });

  test.each(regions)("%s uses the given certificate", (region) => {
    expect(given.only(region, "aws:apigateway/domainName:DomainName").inputs.regionalCertificateArn).toBe(
      certificates[region],
    );
  });

  test.each(regions)("%s has the account's logging role, and what logs waits for it", (region) => {
    const account = given.only(region, "aws:apigateway/account:Account");
    expect(account.inputs.cloudwatchRoleArn).toBe(
      `arn:aws:iam::123456789012:role/payments-api-logging-role-${region}-dev`,
    );
    for (const type of ["stage:Stage", "methodSettings:MethodSettings"]) {
      const found = given.within(region, `aws:apigateway/${type}`);
      expect(found).not.toEqual([]);
      expect(found.filter((later) => !given.comesAfter(later, account))).toEqual([]);
    }
    const rights = given.only(region, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(rights.inputs.policyArn).toBe("arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs");
    expect(given.comesAfter(account, rights)).toBe(true);
  });

  test.each(regions)("%s asks the users of the pool beside it for a token, and the health check for none", (region) => {
    const authorizer = given.only(region, "aws:apigateway/authorizer:Authorizer");
    expect(authorizer.inputs).toMatchObject({
      name: "payments-api-authorizer-dev",
      type: "COGNITO_USER_POOLS",
      providerArns: [expect.stringContaining(`arn:aws:cognito-idp:${region}:`)],
    });
    const methods = given.within(region, "aws:apigateway/method:Method");
    expect(methods.map(({ inputs }) => inputs.authorization)).toEqual([
      "NONE",
      "COGNITO_USER_POOLS",
      "COGNITO_USER_POOLS",
    ]);
    expect(methods.slice(1).map(({ propertyDependencies }) => propertyDependencies.authorizerId)).toEqual([
      [authorizer.urn],
      [authorizer.urn],
    ]);
  });

  test.each(regions)("%s is throttled as the stack file says, health checks as ever", (region) => {
    const settings = given.within(region, "aws:apigateway/methodSettings:MethodSettings").map(({ inputs }) => inputs);
    expect(settings).toMatchObject([
      { settings: { throttlingRateLimit: 50, throttlingBurstLimit: 80 } },
      { settings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 } },
    ]);
  });

  test("no certificate is made, and no zone", () => {
    expect(given.managed.filter(({ type }) => /^aws:acm\/|route53\/zone:/.test(type))).toEqual([]);
  });
});

describe("with a zone, and no certificates", () => {
  let proven: Graph;
  beforeAll(async () => {
    proven = new Graph(await recorded("trading", withZoneAlone));
  });

  test.each(regions)(
    "%s has a certificate of its own for the API's name, valid before the name is served",
    (region) => {
      const certificate = proven.only(region, "aws:acm/certificate:Certificate");
      expect(certificate.inputs).toMatchObject({ domainName: "api.example.com", validationMethod: "DNS" });
      const domain = proven.only(region, "aws:apigateway/domainName:DomainName");
      const validation = proven.only(region, "aws:acm/certificateValidation:CertificateValidation");
      expect(domain.propertyDependencies.regionalCertificateArn).toEqual([validation.urn]);
      expect(validation.options.customTimeouts).toMatchObject({ create: "10m" });
    },
  );
});

describe("with certificates of callers", () => {
  let asked: Graph;
  beforeAll(async () => {
    asked = new Graph(await recorded("payments", withCallerCertificates));
  });

  describe.each(regions)("%s", (region) => {
    test("compares them with the truststore of its own region, under the name that callers use", () => {
      expect(asked.only(region, "aws:apigateway/domainName:DomainName").inputs.mutualTlsAuthentication).toEqual({
        truststoreUri: `s3://bank-callers-${region}/authorities.pem`,
      });
    });

    test("asks a function whether one was shown, for each call, and the health check for nothing", () => {
      const authorizer = asked.only(region, "aws:apigateway/authorizer:Authorizer");
      expect(authorizer.inputs).toMatchObject({
        name: "payments-api-authorizer-dev",
        type: "REQUEST",
        authorizerUri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${region}:123456789012:function:payment-authorizer-function-dev:live-dev/invocations`,
        authorizerResultTtlInSeconds: 0,
        identitySource: "context.identity.sourceIp",
      });
      const methods = asked.within(region, "aws:apigateway/method:Method");
      expect(methods.map(({ inputs }) => inputs.authorization)).toEqual(["NONE", "CUSTOM", "CUSTOM"]);
      expect(methods.slice(1).map(({ propertyDependencies }) => propertyDependencies.authorizerId)).toEqual([
        [authorizer.urn],
        [authorizer.urn],
      ]);
    });

    test("lets this one authorizer call the function, which is released and watched like the others", () => {
      const permission = asked
        .within(region, "aws:lambda/permission:Permission")
        .find(({ name }) => name.endsWith("permission-authorizer"));
      const authorizer = asked.only(region, "aws:apigateway/authorizer:Authorizer");
      expect(permission?.inputs).toMatchObject({
        function: "payment-authorizer-function-dev",
        qualifier: "live-dev",
        principal: "apigateway.amazonaws.com",
        sourceAccount: "123456789012",
      });
      expect(permission?.propertyDependencies.sourceArn).toContain(authorizer.urn);
      const gate = asked.only(region, "aws:lambda/invocation:Invocation");
      expect(Object.keys(gate.inputs.triggers as object)).toContain("authorizer");
      expect(JSON.parse(String(gate.inputs.input)).alarms).toContain("authorizer-errors-alarm-dev");
    });
  });

  test("no region asks the other one by that name: it has no certificate to show", () => {
    expect(asked.managed.filter(({ name }) => name.includes("domain-check"))).toEqual([]);
  });

  test("the program then has nothing to warn of", () => {
    expect(asked.recording.logs).toEqual([]);
  });
});

test("anyone may call only where the stack file says so, and the program repeats it", async () => {
  const open = new Graph(await recorded("payments", { callers: "anyone" }));
  const methods = open.inputs("aws:apigateway/method:Method");
  expect(new Set(methods.map(({ authorization }) => authorization))).toEqual(new Set(["NONE"]));
  expect(open.recording.logs).toEqual([
    expect.objectContaining({ severity: "warning", message: expect.stringContaining("callers is anyone") }),
  ]);
});
