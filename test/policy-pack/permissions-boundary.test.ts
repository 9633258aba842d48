import type { ResourceValidation } from "@pulumi/policy";
import type { ExampleResource } from "../../policy-pack/engine/example";
import { rules } from "../../policy-pack/rules";
import { given, unknownText } from "./given";
import { subjectOf } from "./show";
import { saidOfStack } from "./stack-said";

/* A policy of the account's own is judged with the stack: one that is a permissions boundary alone grants nothing. */

const statement = { Effect: "Allow", Action: ["s3:*", "sqs:*"], Resource: "*" };
const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const account = "arn:aws:iam::123456789012:policy";
const laws = ["iam-forbid-wildcard-action", "iam-forbid-wildcard-resource"] as const;

function ruleOf(name: string) {
  const rule = rules.find(({ meta }) => meta.name === name);
  if (rule?.kind !== "resource") {
    throw new Error(`${name} is no policy on resources`);
  }
  return rule;
}

/** The names of the resources that a policy refuses as it judges the stack; `unknown` where it cannot say. */
function refused(law: string, resources: readonly ExampleResource[]): readonly string[] | "unknown" {
  const names = saidOfStack(ruleOf(law), resources).map((said) => (said === "?" ? "unknown" : said.name));
  return names.includes("unknown") ? "unknown" : names;
}

const role = "aws:iam/role:Role";
const user = "aws:iam/user:User";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const policy = (props: object = {}) => given("aws:iam/policy:Policy", "limits", { policy: document, ...props });
const from = (property: string) => ({ sources: { [property]: ["limits"] } });
const bounded = given(role, "worker", { permissionsBoundary: unknownText }, from("permissionsBoundary"));

describe.each(laws)("%s", (law) => {
  test.each<[string, readonly ExampleResource[]]>([
    ["of a role, by reference", [policy(), bounded]],
    [
      "of a user, by reference",
      [policy(), given(user, "dev", { permissionsBoundary: unknownText }, from("permissionsBoundary"))],
    ],
    [
      "by its ARN, once it is deployed",
      [policy({ arn: `${account}/x` }), given(role, "worker", { permissionsBoundary: `${account}/x` })],
    ],
    [
      "by an ARN that is put together",
      [policy({ name: "max" }), given(role, "worker", { permissionsBoundary: `${account}/max` })],
    ],
    [
      "with a path",
      [
        policy({ name: "max", path: "/limits/" }),
        given(role, "worker", { permissionsBoundary: `${account}/limits/max` }),
      ],
    ],
    [
      "of a permission set, by its name",
      [
        policy({ name: "max" }),
        given("aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment", "set", {
          permissionsBoundary: { customerManagedPolicyReference: { name: "max", path: "/" } },
        }),
      ],
    ],
    [
      "beside other policies that are attached",
      [policy(), bounded, given(attachment, "other", { role: "worker", policyArn: `${account}/other` })],
    ],
  ])("lets a boundary be as wide as it likes: %s", (_, resources) => expect(refused(law, resources)).toEqual([]));

  test.each<[string, readonly ExampleResource[]]>([
    ["nobody refers to it", [policy()]],
    [
      "another is the boundary",
      [policy({ name: "max" }), given(role, "worker", { permissionsBoundary: `${account}/maximum` })],
    ],
    ["it is called so, and bounds nobody", [policy({ name: "permissions-boundary" })]],
    [
      "it is attached as well",
      [policy(), bounded, given(attachment, "too", { role: "worker", policyArn: unknownText }, from("policyArn"))],
    ],
    [
      "a role lists it as well",
      [policy(), bounded, given(role, "admin", { managedPolicyArns: [unknownText] }, from("managedPolicyArns"))],
    ],
    [
      "it is attached by its ARN",
      [policy({ name: "max" }), bounded, given(attachment, "too", { policyArn: `${account}/max` })],
    ],
    [
      "something unknown is attached",
      [policy(), bounded, given(attachment, "some", { role: "worker", policyArn: unknownText })],
    ],
    [
      "a permission set takes it by its name",
      [
        policy({ name: "max" }),
        bounded,
        given("aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment", "set", {
          customerManagedPolicyReference: { name: "max" },
        }),
      ],
    ],
  ])("judges it where %s", (_, resources) => expect(refused(law, resources)).toEqual(["limits"]));

  test("judges both forms of it alike", () => {
    const native = given("aws-native:iam:ManagedPolicy", "limits", { policyDocument: JSON.parse(document) });
    const attached = given("aws-native:iam:ManagedPolicy", "limits", {
      policyDocument: JSON.parse(document),
      roles: ["r"],
    });
    const bearer = given(
      "aws-native:iam:Role",
      "worker",
      { permissionsBoundary: unknownText },
      from("permissionsBoundary"),
    );
    expect(refused(law, [native])).toEqual(["limits"]);
    expect(refused(law, [native, bearer])).toEqual([]);
    expect(refused(law, [attached, bearer])).toEqual(["limits"]);
  });

  test("says what is unknown, of which resource", () => {
    expect(refused(law, [given("aws:iam/policy:Policy", "limits", { policy: unknownText })])).toBe("unknown");
    expect(refused(law, [given("aws:iam/policy:Policy", "limits", { policy: unknownText }), bounded])).toEqual([]);
  });

  test("leaves it to the stack when the resource is registered, and nothing else", () => {
    const notApplicable = (reason: string): never => {
      throw new Error(reason);
    };
    const validate = (type: string) =>
      (ruleOf(law).policy.validateResource as ResourceValidation)(
        { ...subjectOf({ given: { policy: document }, type }, type), getConfig: () => ({}), notApplicable } as never,
        () => undefined,
      );
    expect(() => validate("aws:iam/policy:Policy")).toThrow("judged with the stack");
    expect(() => validate("aws-native:iam:ManagedPolicy")).toThrow("judged with the stack");
    expect(() => validate("aws:iam/rolePolicy:RolePolicy")).not.toThrow();
    expect(refused(law, [given("aws:iam/rolePolicy:RolePolicy", "own", { policy: document })])).toEqual([]);
  });
});
