import { findGrant, grantTypes } from "../../../model/aws/grants";

const lambda = "aws:lambda/permission:Permission";
const layer = "aws:lambda/layerVersionPermission:LayerVersionPermission";
const events = "aws:cloudwatch/eventPermission:EventPermission";
const service = "aws:ec2/vpcEndpointService:VpcEndpointService";
const allowed = "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple";

/** What a grant says, every value read. */
function said(type: string, props: Readonly<Record<string, unknown>>) {
  const statement = findGrant(type, props);
  return {
    principals: statement?.principals().map(({ type: kind, at, read }) => [kind, at.join("."), read()]),
    actions: statement?.entries("Action").map(({ at, read }) => [at.join("."), read()]),
    conditions: statement
      ?.conditions()
      .map(({ operator, key, values }) => [operator, key, ...values.map(({ at, read }) => [at.join("."), read()])]),
  };
}

describe("a resource that is a statement in itself", () => {
  test("lets somebody call a function, under conditions", () => {
    const props = {
      principal: "sns.amazonaws.com",
      action: "lambda:InvokeFunction",
      sourceArn: "arn:aws:sns:us-east-1:123456789012:alerts",
      sourceAccount: "123456789012",
      principalOrgId: "o-a1b2c3d4e5",
    };
    expect(said(lambda, props)).toEqual({
      principals: [["*", "principal", "sns.amazonaws.com"]],
      actions: [["action", "lambda:InvokeFunction"]],
      conditions: [
        ["ArnLike", "aws:SourceArn", ["sourceArn", "arn:aws:sns:us-east-1:123456789012:alerts"]],
        ["StringEquals", "aws:SourceAccount", ["sourceAccount", "123456789012"]],
        ["StringEquals", "aws:PrincipalOrgID", ["principalOrgId", "o-a1b2c3d4e5"]],
      ],
    });
  });

  test("lets an organisation use a layer", () => {
    const props = { principal: "*", action: "lambda:GetLayerVersion", organizationId: "o-a1b2c3d4e5" };
    expect(said(layer, props)).toEqual({
      principals: [["*", "principal", "*"]],
      actions: [["action", "lambda:GetLayerVersion"]],
      conditions: [["StringEquals", "aws:PrincipalOrgID", ["organizationId", "o-a1b2c3d4e5"]]],
    });
  });

  test("lets an organisation put events on a bus", () => {
    const condition = { type: "StringEquals", key: "aws:PrincipalOrgID", value: "o-a1b2c3d4e5" };
    expect(said(events, { principal: "*", action: "events:PutEvents", condition })).toEqual({
      principals: [["*", "principal", "*"]],
      actions: [["action", "events:PutEvents"]],
      conditions: [["StringEquals", "aws:PrincipalOrgID", ["condition.value", "o-a1b2c3d4e5"]]],
    });
  });

  test.each([[undefined], [null], ["everybody"]])("has no condition in %j", (condition) => {
    expect(said(events, { principal: "*", condition })).toEqual({
      principals: [["*", "principal", "*"]],
      actions: [],
      conditions: [],
    });
  });

  test("lets principals find an endpoint service, one by one", () => {
    expect(said(service, { allowedPrincipals: ["arn:aws:iam::123456789012:root", "*"] })).toEqual({
      principals: [
        ["*", "allowedPrincipals.0", "arn:aws:iam::123456789012:root"],
        ["*", "allowedPrincipals.1", "*"],
      ],
      actions: [],
      conditions: [],
    });
    expect(said(allowed, { principalArn: "*", action: "no action of its own" })).toEqual({
      principals: [["*", "principalArn", "*"]],
      actions: [],
      conditions: [],
    });
  });

  test("has nothing in any other element, denies nothing and stands at the resource itself", () => {
    const statement = findGrant(lambda, { principal: "*", action: "lambda:*" });
    expect(statement?.entries("Resource")).toEqual([]);
    expect(statement?.find("NotAction")).toBeUndefined();
    expect(statement?.denies()).toBe(false);
    expect(statement?.at).toEqual([]);
  });

  test.each(["aws:sns/topic:Topic", "constructor", ""])("is not %j", (type) => {
    expect(findGrant(type, { principal: "*" })).toBeUndefined();
  });

  test("is one of five", () =>
    expect([...grantTypes].sort()).toEqual([events, service, allowed, layer, lambda].sort()));
});
