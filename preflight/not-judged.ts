import { awsTypesOf } from "../model/aws/cloud-control/forms";
import type { GraphResource, NotJudged } from "./graph";
import { isProviderType, packageOf } from "./monitor/urn";

/** What the pack of this package is called. */
const OWN_PACK = "dr-guardrails";

/** The provider whose resources the pack's policies know. */
const KNOWN_PACKAGE = "aws";

/** Packages whose resources stand in no account: random names, certificates' texts, images that are built. */
const HELPERS: ReadonlySet<string> = new Set([
  "archive",
  "docker",
  "docker-build",
  "null",
  "pulumi",
  "random",
  "std",
  "time",
  "tls",
]);

/**
 * The resources of a stack that no policy of a pack looks at: those of other providers. What another pack looks at, nobody
 * says; of that nothing is returned. What is only read is nobody's to judge.
 */
export function unknownTo(packName: string, resources: readonly GraphResource[]): readonly NotJudged[] {
  if (packName !== OWN_PACK) {
    return [];
  }
  return resources
    .filter(({ custom, external, type }) => custom && !external && !isProviderType(type) && !isKnown(type))
    .map(({ urn, type }) => ({ urn, reason: `no policy of the pack judges ${type}` }));
}

function isKnown(type: string): boolean {
  const name = packageOf(type);
  return name === KNOWN_PACKAGE || HELPERS.has(name) || awsTypesOf(type).length > 0;
}
