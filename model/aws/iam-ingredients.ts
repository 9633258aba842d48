import { findArn } from "./arn";

/** Actions that make something of several others and are allowed only where a statement allows what they make. */
const makers: ReadonlySet<string> = new Set(["ec2:runinstances", "ec2:createfleet", "ec2:createvolume"]);

/** What those take and do not make. */
const taken = /^(capacity-reservation|image|key-pair|placement-group|security-group|snapshot|subnet)\//;

/**
 * True for resources that these actions only make something of: images and subnets of new instances. Nothing is granted by
 * them alone, since whoever starts an instance needs the instance, too. Source: the Amazon EC2 user guide, "Example
 * policies to control access", RunInstances.
 */
export function areIngredients(actions: readonly string[], resource: string): boolean {
  const arn = findArn(resource);
  return (
    arn?.service === "ec2" &&
    taken.test(arn.resource) &&
    actions.length > 0 &&
    actions.every((action) => makers.has(action.toLowerCase()))
  );
}
