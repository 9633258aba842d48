import type { GraphResource, JsonObject } from "../../../../preflight/graph";
import type { Graph } from "../../../helpers/graph";

export interface SimulatedEvent {
  readonly source: string;
  readonly region: string;
  readonly detail: Readonly<Record<string, string>>;
}

/** A rule of one bus that leads to a bus of another region. */
export interface Forwarding {
  readonly from: string;
  readonly to: string;
  readonly pattern: JsonObject;
}

/**
 * Whether EventBridge would match: every field of the pattern is there, and has one of the texts listed.
 * Exact for the part of the language that it knows; throws for any other.
 */
export function matches(pattern: JsonObject, event: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value = event[field];
    if (Array.isArray(wanted)) {
      if (!wanted.every((one) => typeof one === "string")) {
        throw new Error(`The pattern says ${JSON.stringify(wanted)} of ${field}, expected texts alone.`);
      }
      return wanted.includes(value as string);
    }
    if (typeof wanted !== "object" || wanted === null) {
      throw new Error(`The pattern says ${JSON.stringify(wanted)} of ${field}, expected a list.`);
    }
    return (
      typeof value === "object" &&
      value !== null &&
      matches(wanted as JsonObject, value as Readonly<Record<string, unknown>>)
    );
  });
}

/** Which rules of a recorded stack lead to a bus of another region. */
export function forwardingsOf(graph: Graph): readonly Forwarding[] {
  return graph.all("aws:cloudwatch/eventTarget:EventTarget").flatMap((target): readonly Forwarding[] => {
    const [, , service, to = ""] = String(target.inputs.arn).split(":");
    const rule = ruleOf(graph, target);
    return service === "events"
      ? [{ from: String(graph.regionOf(target)), to, pattern: JSON.parse(String(rule.inputs.eventPattern)) }]
      : [];
  });
}

function ruleOf(graph: Graph, target: GraphResource): GraphResource {
  const region = String(graph.regionOf(target));
  const rules = graph.within(region, "aws:cloudwatch/eventRule:EventRule");
  const found = rules.find(({ urn }) => target.propertyDependencies.rule?.includes(urn));
  if (found === undefined) {
    throw new Error(`${target.urn} has no rule.`);
  }
  return found;
}

/** More deliveries of one event than this are a loop. */
const limit = 20;

/**
 * On which buses an event is put, in order, when it is put on one bus. `regionOfCopy` is what EventBridge writes into the
 * copy: it keeps the original region; the other way is tried too.
 */
export function spread(
  forwardings: readonly Forwarding[],
  bus: string,
  event: SimulatedEvent,
  regionOfCopy: "kept" | "rewritten",
): readonly string[] {
  const seen: string[] = [];
  const open = [{ bus, event }];
  for (let next = open.shift(); next !== undefined && seen.length < limit; next = open.shift()) {
    const { bus: here, event: it } = next;
    seen.push(here);
    for (const { to } of forwardings.filter(({ from, pattern }) => from === here && matches(pattern, { ...it }))) {
      open.push({ bus: to, event: regionOfCopy === "kept" ? it : { ...it, region: to } });
    }
  }
  return seen;
}
