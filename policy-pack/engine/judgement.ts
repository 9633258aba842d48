import { Interruption } from "../../model/graph/interruption";
import { path } from "../../model/graph/path";
import { isUnknownValue, type UnknownValue } from "../../model/graph/unknown";
import { type Check, Skip } from "./check";
import { type Finding, type StackFinding, shapeOf, Word } from "./finding";
import { withoutTraces } from "./quiet";
import type { Reader } from "./reader";

/** A value that a check asked for and that is unknown at preview. */
export interface Unknown {
  readonly urn: string;
  readonly error: UnknownValue;
}

/** What a rule says of what it was shown. */
export interface Judgement {
  readonly findings: readonly StackFinding[];
  readonly undetermined: readonly Unknown[];
  /** Why there was nothing to judge; absent when there was. */
  readonly skipped?: string;
}

/**
 * Runs a check to its end. An unknown value makes its part undetermined; any other exception becomes a finding at the
 * place that was read last, so that no input can pass by confusing a rule and none can stop a deployment by crashing it.
 */
export function collect(start: () => Check<Finding>, urn: string, reader: Reader): Judgement {
  return withoutTraces(() => run(start, urn, reader));
}

function run(start: () => Check<Finding>, urn: string, reader: Reader): Judgement {
  const findings: StackFinding[] = [];
  const undetermined = new Map<string, Unknown>();
  const interrupted = ({ cause, urn: known }: Interruption) => {
    const place = reader.last;
    if (isUnknownValue(cause)) {
      const owner = known ?? place?.urn ?? urn;
      undetermined.set(`${owner} ${cause.message}`, { urn: owner, error: cause });
    } else {
      const finding = { urn: place?.urn ?? urn, ...misshapen(reader, cause) };
      if (!findings.some((known) => known.urn === finding.urn && known.at === finding.at)) {
        findings.push(finding);
      }
    }
  };
  let skipped: string | undefined;
  try {
    const check = start();
    let step = check.next();
    while (step.done !== true) {
      if (step.value instanceof Interruption) {
        interrupted(step.value);
      } else {
        findings.push({ urn, ...step.value });
      }
      step = check.next();
    }
    skipped = step.value instanceof Skip ? step.value.reason : undefined;
  } catch (cause) {
    interrupted(cause instanceof Interruption ? cause : new Interruption(cause));
  }
  const judged = findings.length > 0 || undetermined.size > 0;
  return {
    findings,
    undetermined: [...undetermined.values()],
    ...(judged || skipped === undefined ? {} : { skipped }),
  };
}

function misshapen({ last }: Reader, cause: unknown): Finding {
  const want = "a value of the shape that the provider documents";
  if (last === undefined) {
    return { at: "resource", got: new Word("of an unforeseen shape"), want };
  }
  // A method that is not there was looked up on the value that should have had it.
  const isMissingMethod =
    last.value === undefined && cause instanceof TypeError && /not a function/.test(cause.message);
  return isMissingMethod
    ? { at: path(...last.segments.slice(0, -1)), got: shapeOf(last.owner), want }
    : { at: path(...last.segments), got: shapeOf(last.value), want };
}
