import { quantile, spreadOf } from "../spread";
import { type State, stateOf } from "./loss";
import type { FailureRow } from "./row";
import type { Run } from "./run";
import type { Scenario } from "./scenario";
import type { DeclaredSystem, Store } from "./system";

/** What one store lacks after a failure. */
export interface StoreLack {
  readonly store: Store;
  readonly values: readonly (number | undefined)[];
  readonly state: State;
}

/** `mayBeTold`: alarms live of which it is not known whether they ring, so a copy that falls behind may be noticed. */
export function lacksOf(
  { stores }: DeclaredSystem,
  scenario: Scenario,
  runs: readonly Run[],
  mayBeTold: boolean,
): readonly StoreLack[] {
  const isStopped = scenario.replicationCut && scenario.frontDoor === "answers";
  return stores.map((store, index) => {
    const values = runs.map(({ losses }) => losses[index]?.seconds);
    const state = stateOf(store, scenario, quantile(values, 0.99));
    return { store, values, state: state === "unbounded" && isStopped && mayBeTold ? "undetermined" : state };
  });
}

/** The store that lacks most; a store whose loss nobody states is in no figure, unless no other lacks anything. */
export function missingOf(
  system: DeclaredSystem,
  scenario: Scenario,
  runs: readonly Run[],
  mayBeTold: boolean,
): FailureRow["missing"] {
  const lacks = lacksOf(system, scenario, runs, mayBeTold).map((lack) => {
    const order = quantile(lack.values, 0.99) ?? Number.POSITIVE_INFINITY;
    return { ...lack, order: lack.state === "undetermined" ? 0 : order };
  });
  const found = lacks.filter(({ order }) => order > 0).sort((one, other) => other.order - one.order);
  const [worst] = [...found, ...lacks.filter(({ state, store }) => state === "undetermined" && store.isCounted)];
  return worst === undefined
    ? null
    : { store: `${worst.store.service} ${worst.store.name}`, seconds: spreadOf(worst.values), state: worst.state };
}
