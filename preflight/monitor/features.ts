import { ResourceMonitorFeature } from "@pulumi/pulumi/proto/resource_pb";

/** Of an SDK that is newer than the protocol here (`RESOURCE_MONITOR_FEATURE_STATE_MIGRATIONS`): a first preview has nothing to migrate. */
const STATE_MIGRATIONS = 16 as ResourceMonitorFeature;

/** What this monitor does as the engine does it; an SDK falls back or refuses where a feature is not named. */
const FEATURES: ReadonlyMap<string, ResourceMonitorFeature> = new Map([
  ["secrets", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS],
  ["resourceReferences", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES],
  ["outputValues", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES],
  ["aliasSpecs", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS],
  ["deletedWith", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH],
  ["replaceWith", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH],
  ["replacementTrigger", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER],
  ["transforms", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_TRANSFORMS],
  ["invokeTransforms", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS],
  ["parameterization", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION],
  ["resourceHooks", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS],
  ["errorHooks", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS],
  ["stateMigrations", STATE_MIGRATIONS],
]);

export function supportsFeature(id: string): boolean {
  return FEATURES.has(id);
}

export function supportedFeatures(): ResourceMonitorFeature[] {
  return [...FEATURES.values()];
}
