import type { GraphResource } from "../../../preflight/graph";
import type { DeclaredStack } from "../stacks";
import { type Document, statementsOf, textsOf } from "./evaluate";
import { documentsIn } from "./stack-resources";

export interface Role {
  readonly arn: string;
  readonly policies: readonly Document[];
}

/** The role of a function. @throws Error where the stack does not have it, or it has a policy that is not in the stack */
export function roleOf(stack: DeclaredStack, code: GraphResource): Role {
  const { role: arn } = code.inputs;
  const { resources } = stack.recording;
  const role = resources.find(
    ({ type, inputs }) => type === "aws:iam/role:Role" && arn === `arn:aws:iam::${accountOf(arn)}:role/${inputs.name}`,
  );
  if (typeof arn !== "string" || role === undefined) {
    throw new Error(`The role of ${code.name} is ${JSON.stringify(arn)}, expected one of the stack.`);
  }
  for (const property of ["permissionsBoundary", "managedPolicyArns", "inlinePolicies"]) {
    if (role.inputs[property] !== undefined) {
      throw new Error(`The role of ${code.name} has ${property}, which is not decided here.`);
    }
  }
  const isOfRole = ({ inputs, propertyDependencies }: GraphResource) =>
    inputs.role === role.inputs.name || propertyDependencies.role?.includes(role.urn) === true;
  const attached = resources.filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
  const outside = attached.filter(isOfRole);
  if (outside.length > 0) {
    throw new Error(
      `${code.name} has a policy that is not in the stack: ${JSON.stringify(outside[0]?.inputs.policyArn)}.`,
    );
  }
  const policies = resources
    .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
    .filter(isOfRole)
    .flatMap(({ inputs }) => documentsIn(inputs.policy));
  return { arn, policies };
}

export function accountOf(arn: unknown): string {
  return typeof arn === "string" ? (arn.split(":")[4] ?? "") : "";
}

/** Each action with each resource that a role's policies allow. */
export function grantsOf({ policies }: Role): readonly { readonly action: string; readonly resource: string }[] {
  return policies
    .flatMap(statementsOf)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) =>
      textsOf(Action).flatMap((action) => textsOf(Resource).map((resource) => ({ action, resource }))),
    );
}
