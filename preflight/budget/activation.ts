import type { GraphResource } from "../graph";
import { globalDatabases } from "./aurora";
import { findOrchestrator } from "./automation";
import {
  auroraAutomaticPromotion,
  auroraFirstInstance,
  auroraPromotion,
  failoverDecision,
  instanceLaunch,
} from "./estimates";
import { type Inventory, readNumber, UNKNOWN_READING } from "./inventory";
import { known, makeTerm, type Term, undetermined } from "./term";

const GROUP = "aws:autoscaling/group:Group";
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";

/** A database in the standby region takes writes only after it is promoted, and is promoted only with an instance. */
function promotionTerms(inventory: Inventory, orchestrator: GraphResource | undefined): readonly (readonly Term[])[] {
  const instances = inventory.ofType(INSTANCE);
  return globalDatabases(inventory).map(({ global, members }) => {
    const headless = members.filter(
      (member) => !instances.some((instance) => inventory.refersTo(instance, "clusterIdentifier", member)),
    );
    const promotion = orchestrator === undefined ? [promotionOf(global)] : automaticPromotion(global, orchestrator);
    return [...promotion, ...headless.slice(0, 1).map(firstInstance)];
  });
}

function promotionOf({ urn }: GraphResource): Term {
  return makeTerm("rto", known(auroraPromotion.seconds), {
    name: "Aurora: promotion of the secondary cluster (estimate)",
    urn,
    property: "globalClusterIdentifier",
    basis: auroraPromotion.source,
  });
}

function automaticPromotion({ urn }: GraphResource, orchestrator: GraphResource): readonly Term[] {
  return [
    makeTerm("rto", known(failoverDecision.seconds), {
      name: "decision to fail over (estimate)",
      urn: orchestrator.urn,
      property: "role",
      basis: failoverDecision.source,
    }),
    makeTerm("rto", known(auroraAutomaticPromotion.seconds), {
      name: "Aurora: promotion that begins by itself (estimate: most likely; AWS states no number)",
      urn,
      property: "globalClusterIdentifier",
      basis: auroraAutomaticPromotion.source,
    }),
  ];
}

function firstInstance({ urn }: GraphResource): Term {
  return makeTerm("rto", known(auroraFirstInstance.seconds), {
    name: "Aurora: first instance of a cluster without one (estimate)",
    urn,
    property: "clusterIdentifier",
    basis: auroraFirstInstance.source,
  });
}

/** A group that runs nothing is a standby that has to be filled first. */
function scaleOutTerm({ urn, inputs }: GraphResource): readonly Term[] {
  const property = inputs.desiredCapacity === undefined ? "minSize" : "desiredCapacity";
  const capacity = readNumber(inputs[property]);
  const name = "Auto Scaling: first instance of an empty group (estimate)";
  if (capacity === UNKNOWN_READING) {
    const basis = "the value is known only after deployment";
    return [makeTerm("rto", undetermined, { name, urn, property, basis })];
  }
  if (capacity !== 0) return [];
  return [makeTerm("rto", known(instanceLaunch.seconds), { name, urn, property, basis: instanceLaunch.source })];
}

export interface Activation {
  /** The promotion of the database that takes longest: all are promoted at the same time. */
  readonly promotion: readonly Term[];
  /** It begins without anybody, and goes on while clients still hold the old answer. */
  readonly isAutomatic: boolean;
  /** What has to be started beside it. */
  readonly others: readonly Term[];
}

/**
 * What the standby has to do before it can serve. Functions are not in it: a cold start is below a second or two,
 * and needs no decision.
 */
export function readActivation(inventory: Inventory): Activation {
  const orchestrator = findOrchestrator(inventory);
  const [slowest = []] = [...promotionTerms(inventory, orchestrator)].sort((one, other) => length(other) - length(one));
  const [scaleOut] = inventory.ofType(GROUP).flatMap(scaleOutTerm);
  return {
    promotion: slowest,
    isAutomatic: orchestrator !== undefined,
    others: scaleOut === undefined ? [] : [scaleOut],
  };
}

function length(terms: readonly Term[]): number {
  return terms.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
}
