import type { DnsRecord } from "../aws/records";
import { tokens } from "../aws/tokens";
import { isGiven, known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import type { Tokens } from "../graph/tokens";
import { isPrivate, leadsClients } from "./names";

/** What answers callers from outside the stack's own networks. */
const doors: readonly Tokens<unknown>[] = [
  tokens.loadBalancer,
  tokens.classicBalancer,
  tokens.restApi,
  tokens.httpApi,
  tokens.functionUrl,
  tokens.distribution,
  tokens.accelerator,
  tokens.appService,
  tokens.graphApi,
  tokens.eventApi,
  tokens.appEnvironment,
];

/** The first thing of a stack that answers from outside; undefined when nothing does. */
export function findFrontDoor(stack: Stack, records: readonly DnsRecord[]): Member<unknown> | undefined {
  const open = doors.flatMap((kind) => stack.of(kind) as readonly Member[]).filter(isPublic);
  const named = records.find((record) => known(() => isFrontDoor(record)) === true);
  return open[0] ?? named?.owner;
}

/** True for a public record by which clients connect. Throws where that depends on what is unknown. */
export function isFrontDoor(record: DnsRecord): boolean {
  return !isPrivate(record) && leadsClients(record) && leadsSomewhere(record);
}

function isPublic({ props }: Member): boolean {
  return known(() => props.internal) !== true && !isPrivateApi(props) && !isHidden(props);
}

/** An App Runner service or a GraphQL API for networks of its own, an environment that works off a queue. */
function isHidden(props: Readonly<Record<string, unknown>>): boolean {
  const network = known(() => props.networkConfiguration) as
    | { readonly ingressConfiguration?: { readonly isPubliclyAccessible?: unknown } }
    | undefined;
  return (
    known(() => network?.ingressConfiguration?.isPubliclyAccessible) === false ||
    known(() => props.visibility) === "PRIVATE" ||
    known(() => props.tier) === "Worker"
  );
}

function isPrivateApi(props: Readonly<Record<string, unknown>>): boolean {
  const configuration = known(() => props.endpointConfiguration) as { readonly types?: unknown } | undefined;
  return String(known(() => configuration?.types)) === "PRIVATE";
}

/** Records that are answered with a place to connect to; mail and delegation are not this stack's to serve. */
function leadsSomewhere({ props }: DnsRecord): boolean {
  const isAddress = ["A", "AAAA", "CNAME", "HTTPS"].includes(String(props.type).toUpperCase());
  return isAddress && (isGiven(() => props.records) || isGiven(() => props.aliases));
}
