import { BusForwarding } from "../components/events/bus-forwarding";
import { EventBus } from "../components/events/event-bus";
import { ServiceRole } from "../components/iam/service-role";
import { busGrants } from "../iam/grants/events";
import { nameHealthcare } from "../naming/systems/healthcare";
import { type ByRole, inBoth, type RegionPair } from "../regions/pair";
import { days } from "../units/time";
import type { Ground } from "./healthcare-site";

/** Whose events the rules are about; the functions name it too. */
export const eventSource = "healthcare.records";
/** Both regions can replay what happened since a mistake that took two weeks to show. */
const archiveRetention = days(14);

/** A bus in each region; what happens in one region is told on both. */
export function eventBuses(pair: RegionPair, grounds: ByRole<Ground>): ByRole<EventBus> {
  const roles = inBoth(
    pair,
    (region, peer) =>
      new ServiceRole(`forwarding-${region.role}`, {
        region,
        roleName: nameHealthcare(region.names).forwardRole,
        service: "events.amazonaws.com",
        statements: [busGrants.put(peer.arns.eventBus(nameHealthcare(peer.names).bus))],
      }),
  );
  const buses = inBoth(pair, (region, peer) => {
    const { names, apiRole } = grounds[region.role];
    const arn = region.arns.eventBus(names.bus);
    return new EventBus(`events-${region.role}`, {
      region,
      busName: names.bus,
      archiveName: names.archive,
      archived: { source: [eventSource] },
      archiveRetention,
      statements: [
        busGrants.receive(arn, "FromOtherRegion", roles[peer.role].arn),
        busGrants.receive(arn, "FromApplication", apiRole.arn),
      ],
      principals: [roles[peer.role].role, apiRole.role],
    });
  });
  inBoth(
    pair,
    (region, peer) =>
      new BusForwarding(`events-to-${peer.role}`, {
        from: buses[region.role],
        to: buses[peer.role],
        ruleName: grounds[region.role].names.forwardRule,
        source: eventSource,
        role: roles[region.role],
        deadLetters: grounds[region.role].deadLetters,
      }),
  );
  return buses;
}
