import { type Exemption, findCover, type ParsedExemptions } from "./exemption";
import { type StackFinding, say } from "./finding";
import type { Judgement, Unknown } from "./judgement";
import { packName } from "./pack-name";
import { UnknownValueError } from "./sdk";

/** A violation as it is reported. */
export interface Violation {
  readonly urn: string;
  readonly message: string;
}

/** An exemption at work: the finding it covers, and who answers for it. */
export interface Exempted {
  readonly urn: string;
  readonly path: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly exempted: readonly Exempted[];
}

/** Parts findings into those that stand and those that somebody answers for. */
export function weigh(
  findings: readonly StackFinding[],
  { exemptions }: ParsedExemptions,
  remediation: string,
  today: string,
): Verdict {
  const violations: Violation[] = [];
  const exempted: Exempted[] = [];
  for (const finding of findings) {
    const cover = findCover(exemptions, finding.urn, finding.at, today);
    if (cover !== undefined && !cover.expired) {
      exempted.push(exemptedBy(cover.exemption, finding));
      continue;
    }
    const notes =
      cover === undefined ? [] : [`An exemption by ${cover.exemption.owner} expired on ${cover.exemption.expires}.`];
    violations.push({ urn: finding.urn, message: say(finding, remediation, notes) });
  }
  return { violations, exempted };
}

function exemptedBy({ reason, owner, expires }: Exemption, { urn, at }: StackFinding): Exempted {
  return { urn, path: at, reason, owner, expires };
}

/** The reason under which exemptions at work are told through `notApplicable`. */
export function exemptedReason(exempted: readonly Exempted[]): string {
  return `exempted ${JSON.stringify(exempted)}`;
}

/** The SDK's own error, naming every value that was asked for and is unknown. */
export function unknownError(unknowns: Judgement["undetermined"], namesUrn: boolean): UnknownValueError | undefined {
  const [first] = unknowns;
  if (first === undefined) {
    return undefined;
  }
  const error = new UnknownValueError(first.error.unknownTypeSentinel, first.error.props);
  error.message = unknowns.map((unknown) => itemOf(unknown, namesUrn)).join("; ");
  return error;
}

/**
 * The note that the SDK makes of its error, made by hand: an exception can tell only one thing, and exemptions at work
 * are told by one as well. The SDK takes such a note in place of a message, though its types do not say so.
 */
export function unknownNote(policy: string, { message }: UnknownValueError, urn: string): string {
  const note = {
    message: `can't run policy '${policy}' from policy pack '${packName}' during preview: ${message}`,
    enforcementLevel: "advisory",
    urn,
  };
  return note as unknown as string;
}

const tail = " can't be known during preview";

function itemOf({ error, urn }: Unknown, namesUrn: boolean): string {
  return namesUrn ? error.message.replace(tail, ` of ${urn}${tail}`) : error.message;
}
