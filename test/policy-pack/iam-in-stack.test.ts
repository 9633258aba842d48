import type { ExampleResource } from "../../policy-pack/engine/example";
import { rules } from "../../policy-pack/rules";
import { given, unknownText } from "./given";
import { saidOfStack } from "./stack-said";

/* What a resource says of IAM may depend on the rest of its stack: which policy is attached, which API carries a policy. */

/** The findings of a policy on a stack, as `resource: path`; and `?` where something is undetermined. */
function found(name: string, resources: readonly ExampleResource[]): readonly string[] {
  const rule = rules.find(({ meta }) => meta.name === name);
  if (rule === undefined) throw new Error(`There is no policy ${name}.`);
  return saidOfStack(rule, resources).map((said) =>
    said === "?" ? said : `${said.name}: ${said.message.replace(/ is .*/s, "")}`,
  );
}

describe("iam-forbid-admin-policy", () => {
  const attached = (props: object, sources: Record<string, string[]>) =>
    given("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", { role: "app", ...props }, { sources });
  const role = (managedPolicyArns: unknown, sources: readonly string[]) =>
    given("aws:iam/role:Role", "app", { managedPolicyArns }, { sources: { managedPolicyArns: sources } });
  const own = given("aws:iam/policy:Policy", "own", { policy: "{}" });
  const nativeOwn = given("aws-native:iam:ManagedPolicy", "own", { policyDocument: {} });
  const other = given("pulumi:pulumi:StackReference", "platform", { name: "acme/platform/prod" });
  const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
  const judged = (...resources: readonly ExampleResource[]) => found("iam-forbid-admin-policy", resources);

  test("a policy of the stack's own is none of AWS's, before its ARN is known", () => {
    expect(judged(own, attached({ policyArn: unknownText }, { policyArn: ["own"] }))).toEqual([]);
    expect(judged(own, role([unknownText, unknownText], ["own"]))).toEqual([]);
    expect(judged(own, role(unknownText, ["own"]))).toEqual([]);
    expect(judged(nativeOwn, role([unknownText], ["own"]))).toEqual([]);
  });

  test("one of AWS's beside it is found all the same", () => {
    expect(judged(own, role([unknownText, admin], ["own"]))).toEqual(["app: managedPolicyArns[1]"]);
    expect(judged(attached({ policyArn: admin }, {}))).toEqual(["attachment: policyArn"]);
  });

  test("an ARN that comes from elsewhere stays undetermined", () => {
    expect(judged(own, other, attached({ policyArn: unknownText }, { policyArn: ["platform"] }))).toEqual(["?"]);
    expect(judged(own, other, role([unknownText, unknownText], ["own", "platform"]))).toEqual(["?"]);
    expect(judged(own, attached({ policyArn: unknownText }, {}))).toEqual(["?"]);
  });

  test("a list that the provider is to fill in is none of the program's; an ARN in a list that is given is unknown", () => {
    expect(judged(role(unknownText, []))).toEqual([]);
    expect(judged(role([unknownText], []))).toEqual(["?"]);
  });

  test("a list is a list", () => {
    expect(judged(role("arn:aws:iam::aws:policy/ReadOnlyAccess", []))).toEqual(["app: managedPolicyArns"]);
  });
});

describe("iam-forbid-public-principal, of the policy of a REST API", () => {
  const invoke = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
  const document = (...statements: readonly object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const api = (props: object = {}, policy?: string) =>
    given("aws:apigateway/restApi:RestApi", "api", { name: "orders", ...props, ...(policy ? { policy } : {}) });
  const policyOf = (policy: string, restApiId = unknownText) =>
    given(
      "aws:apigateway/restApiPolicy:RestApiPolicy",
      "policy",
      { restApiId, policy },
      { sources: { restApiId: ["api"] } },
    );
  const method = (authorization: string) =>
    given(
      "aws:apigateway/method:Method",
      "method",
      { restApi: unknownText, httpMethod: "GET", authorization },
      { sources: { restApi: ["api"] } },
    );
  const judged = (...resources: readonly ExampleResource[]) => found("iam-forbid-public-principal", resources);

  test.each(["NONE", "COGNITO_USER_POOLS", "CUSTOM"])("it says nothing where a method asks for %s", (authorization) => {
    expect(judged(api({}, document(invoke)), method(authorization))).toEqual([]);
    expect(judged(api(), policyOf(document(invoke)), method(authorization))).toEqual([]);
  });

  test("an API of one region is as public as one of the edge", () => {
    expect(judged(api({ endpointConfiguration: { types: "REGIONAL" } }, document(invoke)), method("NONE"))).toEqual([]);
    expect(judged(api({ body: '{"openapi":"3.0.1","paths":{"/":{"get":{}}}}' }, document(invoke)))).toEqual([]);
  });

  test.each<[string, readonly ExampleResource[]]>([
    ["a method asks for a signature, which any account can make", [api({}, document(invoke)), method("AWS_IAM")]],
    [
      "an operation asks for one",
      [api({ body: '{"paths":{"/":{"get":{"x-amazon-apigateway-auth":{"type":"AWS_IAM"}}}}}' }, document(invoke))],
    ],
    ["the API is private", [api({ endpointConfiguration: { types: "PRIVATE" } }, document(invoke)), method("NONE")]],
    [
      "more than calls is allowed",
      [api({}, document({ ...invoke, Action: ["execute-api:Invoke", "execute-api:InvalidateCache"] }))],
    ],
    ["nothing is said of what", [api({}, document({ Effect: "Allow", Principal: "*", Resource: "*" }))]],
  ])("it is a finding where %s", (_, resources) => {
    expect(judged(...resources)).toEqual(["api: policy.Statement[0].Principal"]);
  });

  test("what is unknown is undetermined", () => {
    expect(judged(api({}, document(invoke)), method(unknownText))).toEqual(["?"]);
    expect(judged(api({ endpointConfiguration: { types: unknownText } }, document(invoke)))).toEqual(["?"]);
    expect(
      judged(
        given("aws:apigateway/restApiPolicy:RestApiPolicy", "policy", {
          restApiId: "a1b2c3",
          policy: document(invoke),
        }),
      ),
    ).toEqual(["?"]);
  });

  test("a policy that the provider is to fill in is none of the program's; one that is made of something is unknown", () => {
    const hidden = (sources: readonly string[]) =>
      given(
        "aws:apigateway/restApi:RestApi",
        "api",
        { name: "orders", policy: unknownText },
        { sources: { policy: sources } },
      );
    const other = given("pulumi:pulumi:StackReference", "platform", { name: "acme/platform/prod" });
    expect(judged(hidden([]), method("NONE"))).toEqual([]);
    expect(judged(other, hidden(["platform"]), method("NONE"))).toEqual(["?"]);
  });

  test("a statement beside it is judged as ever", () => {
    const foreign = { ...invoke, Action: "execute-api:ManageConnections" };
    expect(judged(api({}, document(invoke, foreign)), method("NONE"))).toEqual(["api: policy.Statement[1].Principal"]);
  });
});
