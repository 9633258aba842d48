import type { GraphResource } from "../graph";
import { isObject } from "../wire";
import { findText, type Inventory, objectsIn, textsIn } from "./inventory";

const FUNCTION = "aws:lambda/function:Function";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const POLICY = "aws:iam/policy:Policy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

const FAILOVER = "rds:failoverglobalcluster";

/** Whether a policy's text allows a failover of a global database. */
function allowsFailover(text: string | undefined): boolean {
  return statementsIn(text).some((statement) => {
    if (!isObject(statement) || statement.Effect !== "Allow") return false;
    const actions = typeof statement.Action === "string" ? [statement.Action] : textsIn(statement.Action);
    return actions.some((action) => [FAILOVER, "rds:*", "*"].includes(action.toLowerCase()));
  });
}

function statementsIn(text: string | undefined) {
  try {
    return objectsIn(objectsIn(JSON.parse(text ?? "null"))[0]?.Statement);
  } catch {
    return [];
  }
}

/** A reference by what the program recorded, or by a name or an ARN's last part that is known as text. */
function refersByName(from: GraphResource, property: string, to: GraphResource, inventory: Inventory): boolean {
  const text = findText(from.inputs[property]);
  const name = findText(to.inputs.name);
  return (
    inventory.refersTo(from, property, to) ||
    (text !== undefined && name !== undefined && (text === name || /[:/]([^:/]+)$/.exec(text)?.[1] === name))
  );
}

function mayFailOver(role: GraphResource, inventory: Inventory): boolean {
  const inline = objectsIn(role.inputs.inlinePolicies).map(({ policy }) => findText(policy));
  const own = inventory
    .ofType(ROLE_POLICY)
    .filter((policy) => refersByName(policy, "role", role, inventory))
    .map(({ inputs }) => findText(inputs.policy));
  const attached = inventory
    .ofType(ATTACHMENT)
    .filter((attachment) => refersByName(attachment, "role", role, inventory))
    .flatMap((attachment) =>
      inventory.ofType(POLICY).filter((policy) => refersByName(attachment, "policyArn", policy, inventory)),
    )
    .map(({ inputs }) => findText(inputs.policy));
  return [...inline, ...own, ...attached].some(allowsFailover);
}

/**
 * The function that fails a global database over without being asked: its role may, and a rule's events or its clock
 * start it. Where it lives is not asked here.
 */
export function findOrchestrator(inventory: Inventory): GraphResource | undefined {
  const roles = inventory.ofType(ROLE).filter((role) => mayFailOver(role, inventory));
  const targets = inventory.ofType(TARGET);
  return inventory
    .ofType(FUNCTION)
    .filter((fn) => roles.some((role) => refersByName(fn, "role", role, inventory)))
    .find((fn) => targets.some((target) => refersByName(target, "arn", fn, inventory)));
}
