/**
 * What this monitor does as the engine does it, by its name and by its number (`ResourceMonitorFeature`); an SDK falls back or
 * refuses where a feature is not named. A first preview has no state to migrate.
 */
const FEATURES: ReadonlyMap<string, number> = new Map([
  ["secrets", 0],
  ["resourceReferences", 1],
  ["outputValues", 2],
  ["aliasSpecs", 3],
  ["deletedWith", 5],
  ["replaceWith", 6],
  ["replacementTrigger", 4],
  ["transforms", 7],
  ["invokeTransforms", 8],
  ["parameterization", 9],
  ["resourceHooks", 10],
  ["errorHooks", 11],
  ["stateMigrations", 16],
]);

export function supportsFeature(id: string): boolean {
  return FEATURES.has(id);
}

export function supportedFeatures(): number[] {
  return [...FEATURES.values()];
}
