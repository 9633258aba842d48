import { awsFormsOf, awsTypesOf } from "../../model/aws/cloud-control/forms";
import { knownRegion } from "../../model/aws/region";
import { path, segmentsOf } from "../../model/graph/path";
import type { Tokens } from "../../model/graph/tokens";
import type { StackFinding } from "./finding";
import type { Judgement } from "./judgement";
import type { Subject } from "./subject";

/** True for a resource of Cloud Control that is known as one of `@pulumi/aws`, too. */
export function isCloudControl(type: string): boolean {
  return awsTypesOf(type).length > 0;
}

/** Whether a policy judges resources of a type, in either form. */
export function judges(on: Tokens<unknown>, type: string): boolean {
  const types = awsTypesOf(type);
  return types.length === 0 ? on.has(type) : types.some((one) => on.has(one));
}

/**
 * Judges a resource as what it is in `@pulumi/aws`; one of Cloud Control is the thing and its parts, and what is found is
 * told by the names that its own form has.
 */
export function judgeAsAws(subject: Subject, on: Tokens<unknown>, judge: (subject: Subject) => Judgement): Judgement {
  if (!isCloudControl(subject.type)) {
    return judge(subject);
  }
  const region = knownRegion(subject);
  const forms = awsFormsOf(subject.type, subject.props, region).filter(({ type }) => on.has(type));
  const judgements = forms.map(({ type, props, knows, placeOf }) => {
    const { findings, ...rest } = judge({ ...subject, type, props, knows });
    return { ...rest, findings: findings.map((finding) => placed(finding, placeOf)) };
  });
  return joined(judgements);
}

type PlaceOf = (segments: readonly (string | number)[]) => readonly (string | number)[];

/** A finding by the names of the resource's own form. */
export function placed(finding: StackFinding, placeOf: PlaceOf): StackFinding {
  return { ...finding, at: path(...placeOf(segmentsOf(finding.at))) };
}

function joined(judgements: readonly Judgement[]): Judgement {
  const findings = judgements.flatMap((one) => one.findings);
  const undetermined = judgements.flatMap((one) => one.undetermined);
  const isSkipped = judgements.every(({ skipped }) => skipped !== undefined);
  const skipped = isSkipped ? (judgements[0]?.skipped ?? "nothing of it is there to judge") : undefined;
  return { findings, undetermined, ...(skipped === undefined ? {} : { skipped }) };
}
