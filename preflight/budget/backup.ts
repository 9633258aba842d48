import { backupAndCopy, defaultBackupStartWindow } from "../../model/recovery/estimates";
import type { GraphResource, JsonObject } from "../graph";
import { findText, type Inventory, objectsIn, readNumber, textsIn } from "./inventory";
import { longestGapOf } from "./schedule";
import { known, makeTerm, type Term, unbounded, undetermined } from "./term";

const PLAN = "aws:backup/plan:Plan";
const SELECTION = "aws:backup/selection:Selection";
const VAULT = "aws:backup/vault:Vault";

/** What the store is, and the property by which it would be replicated. */
export interface Unreplicated {
  readonly store: string;
  readonly property: string;
}

export interface CopyRule {
  readonly plan: GraphResource;
  readonly rule: JsonObject;
  readonly index: number;
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
      .map((rule, index) => ({ plan, rule, index }))
      .filter(({ rule }) => objectsIn(rule.copyActions).some((action) => leavesRegion(action, plan, inventory))),
  );
}

/** The age of the newest copy in the other region: one period, the start window, the job and its copy. */
function copyTerm({ plan, rule, index }: CopyRule, store: string): Term {
  const schedule = findText(rule.schedule);
  const period = schedule === undefined ? undefined : longestGapOf(schedule);
  const window = readNumber(rule.startWindow) ?? defaultBackupStartWindow.seconds / 60;
  const source = {
    name: `AWS Backup: copy of a ${store} without replica`,
    urn: plan.urn,
    property: `rules[${index}].schedule`,
  };
  if (period === undefined || typeof window !== "number") {
    const basis = "the schedule or its start window is not known, or does not repeat every week";
    return makeTerm("rpo", undetermined, { ...source, basis });
  }
  const basis = `period, start window, and an estimate for job and copy (${backupAndCopy.source})`;
  return makeTerm("rpo", known(period + window * 60 + backupAndCopy.seconds), { ...source, basis });
}

/** What is left of a store that is in one region only: the best copy that AWS Backup takes out of it, or nothing. */
export function lastResort(resource: GraphResource, { store, property }: Unreplicated, inventory: Inventory): Term {
  const copies = copyRules(resource, inventory).map((rule) => copyTerm(rule, store));
  const best = copies.sort(
    (left, right) => (left.seconds ?? Number.MAX_VALUE) - (right.seconds ?? Number.MAX_VALUE),
  )[0];
  if (best !== undefined) return best;
  return makeTerm("rpo", unbounded, {
    name: `${store} without replica`,
    urn: resource.urn,
    property,
    basis: "its data is in one region only: with the region, all of it is lost",
  });
}
