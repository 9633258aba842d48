import type { GraphResource } from "../graph";
import { globalDatabases } from "./aurora";
import { auroraFirstInstance, auroraPromotion, instanceLaunch } from "./estimates";
import { type Inventory, readNumber, UNKNOWN_READING } from "./inventory";
import { known, makeTerm, type Term, undetermined } from "./term";

const GROUP = "aws:autoscaling/group:Group";
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";

/** A database in the standby region takes writes only after it is promoted, and is promoted only with an instance. */
function promotionTerms(inventory: Inventory): readonly Term[] {
  const instances = inventory.ofType(INSTANCE);
  return globalDatabases(inventory).flatMap(({ global, members }) => {
    const promotion = makeTerm("rto", known(auroraPromotion.seconds), {
      name: "Aurora: promotion of the secondary cluster (estimate)",
      urn: global.urn,
      property: "globalClusterIdentifier",
      basis: auroraPromotion.source,
    });
    const headless = members.filter(
      (member) => !instances.some((instance) => inventory.refersTo(instance, "clusterIdentifier", member)),
    );
    return [promotion, ...headless.slice(0, 1).map(firstInstance)];
  });
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

/**
 * What the standby has to do before it can serve. Functions are not in it: a cold start is below a second or two,
 * and needs no decision.
 */
export function activationTerms(inventory: Inventory): readonly Term[] {
  const [scaleOut] = inventory.ofType(GROUP).flatMap(scaleOutTerm);
  return [...promotionTerms(inventory), ...(scaleOut === undefined ? [] : [scaleOut])];
}
