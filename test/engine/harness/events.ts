import { type Finding, parseFinding } from "./finding";

/** The parts of the engine's event log that the tests read. */
export interface EngineEvent {
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
    readonly severity?: string;
    /** The exceptions under which it blocks nothing (Pulumi 3.271 and later). */
    readonly exceptions?: readonly { readonly id: string; readonly reason: string }[];
  };
  readonly resourcePreEvent?: { readonly metadata: { readonly urn: string; readonly op: string } };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
  readonly summaryEvent?: {
    readonly resourceChanges?: Readonly<Record<string, number>>;
    readonly result?: string;
  };
}

/** One JSON object a line. */
export function parseEvents(log: string): readonly EngineEvent[] {
  return log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as EngineEvent);
}

/** What the pack rejected, in the one order in which findings are compared. */
export function mandatoryFindings(events: readonly EngineEvent[]): readonly Finding[] {
  return events
    .flatMap(({ policyEvent }) =>
      policyEvent?.enforcementLevel === "mandatory" && !isExcepted(policyEvent) ? [policyEvent] : [],
    )
    .map(({ policyName, resourceUrn = "", message }) => parseFinding(policyName, resourceUrn, message))
    .sort(byText);
}

function isExcepted({ exceptions = [] }: NonNullable<EngineEvent["policyEvent"]>): boolean {
  return exceptions.length > 0;
}

/** What the pack found and an exception lets pass, with the ids of those that do. */
export function exceptedFindings(
  events: readonly EngineEvent[],
): readonly (Finding & { readonly ids: readonly string[] })[] {
  return events
    .flatMap(({ policyEvent }) => (policyEvent !== undefined && isExcepted(policyEvent) ? [policyEvent] : []))
    .map(({ policyName, resourceUrn = "", message, exceptions = [] }) => ({
      ...parseFinding(policyName, resourceUrn, message),
      ids: exceptions.map(({ id }) => id),
    }))
    .sort(byText);
}

/** How the engine begins what a pack says of a policy that it could not judge. */
const UNDETERMINED = "can't run policy";

/** What the pack advises, which rejects nothing. */
export function advisoryFindings(events: readonly EngineEvent[]): readonly Finding[] {
  return adviceOf(events)
    .filter(({ message }) => !message.includes(UNDETERMINED))
    .map(({ policyName, resourceUrn = "", message }) => parseFinding(policyName, resourceUrn, message))
    .sort(byText);
}

/** The policies that the pack could not judge. */
export function undeterminedMessages(events: readonly EngineEvent[]): readonly string[] {
  return adviceOf(events)
    .filter(({ message }) => message.includes(UNDETERMINED))
    .map(({ policyName, message }) => `${policyName}: ${message.trim()}`);
}

function adviceOf(events: readonly EngineEvent[]) {
  return events.flatMap(({ policyEvent }) =>
    policyEvent !== undefined && policyEvent.enforcementLevel !== "mandatory" ? [policyEvent] : [],
  );
}

export function errorsOf(events: readonly EngineEvent[]): readonly string[] {
  return events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.trim()] : [],
  );
}

/** The resources that an operation touched or left as they are; providers that the engine made itself are left out. */
export function touchedUrns(events: readonly EngineEvent[]): readonly string[] {
  const urns = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn ?? []);
  return [...new Set(urns)].filter((urn) => !isDefaultProvider(urn)).sort();
}

export function isDefaultProvider(urn: string): boolean {
  return /::pulumi:providers:[^:]+::default(_|$)/.test(urn);
}

/** How many resources a finished operation created, updated, deleted or left the same. */
export function changesOf(events: readonly EngineEvent[]): Readonly<Record<string, number>> {
  return events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent?.resourceChanges ?? {};
}

function byText(left: Finding, right: Finding): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}
