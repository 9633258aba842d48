import type { GraphResource, JsonObject } from "../../graph";
import { findText, type Inventory, objectsIn, textsIn } from "../../inventory";

const PLAN = "aws:backup/plan:Plan";
const SELECTION = "aws:backup/selection:Selection";
const VAULT = "aws:backup/vault:Vault";

export interface CopyRule {
  readonly plan: GraphResource;
  readonly rule: JsonObject;
}

function isSelectedByTag(store: GraphResource, selection: GraphResource, inventory: Inventory): boolean {
  return objectsIn(selection.inputs.selectionTags).some((tag) => {
    const key = findText(tag.key);
    const value = findText(tag.value);
    return key !== undefined && value !== undefined && inventory.isTagged(store, key, value);
  });
}

function isSelected(store: GraphResource, selection: GraphResource, inventory: Inventory): boolean {
  const arns = textsIn(selection.inputs.resources);
  if (inventory.refersTo(selection, "resources", store) || arns.includes("*")) return true;
  const arn = findText(store.outputs.arn);
  const name = findText(store.inputs.name) ?? findText(store.inputs.clusterIdentifier);
  const named = arns.some((text) => text === arn || (name !== undefined && /[:/]/.test(text) && endsWith(text, name)));
  return named || isSelectedByTag(store, selection, inventory);
}

function endsWith(arn: string, name: string): boolean {
  return arn.split(/[:/]/).at(-1) === name;
}

/** Whether a copy goes to a vault in another region than the plan's. */
function leavesRegion(action: JsonObject, plan: GraphResource, inventory: Inventory): boolean {
  const home = inventory.regionOf(plan);
  const arn = findText(action.destinationVaultArn);
  if (arn !== undefined) return arn.split(":")[3] !== home;
  const vaults = inventory.referredTo(plan, "rules", inventory.ofType(VAULT));
  return vaults.some((vault) => inventory.regionOf(vault) !== home);
}

export function copyRules(store: GraphResource, inventory: Inventory): readonly CopyRule[] {
  const selections = inventory.ofType(SELECTION).filter((selection) => isSelected(store, selection, inventory));
  const plans = inventory
    .ofType(PLAN)
    .filter((plan) => selections.some((selection) => inventory.refersTo(selection, "planId", plan)));
  return plans.flatMap((plan) =>
    objectsIn(plan.inputs.rules)
      .map((rule) => ({ plan, rule }))
      .filter(({ rule }) => objectsIn(rule.copyActions).some((action) => leavesRegion(action, plan, inventory))),
  );
}
