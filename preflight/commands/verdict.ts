import { isAbsolute, relative } from "node:path";
import type { Judgement } from "../analyzer/judge";
import type { Budget } from "../budget/term";
import type { GraphResource, LogMessage, Recording, SourcePosition, Urn } from "../graph";
import { isProviderType } from "../monitor/urn";
import { HIDDEN, isSecretPath, Redactor } from "../redact";
import type { Undetermined, Verdict, Violation } from "../verdict";

export interface VerdictInput {
  readonly recording: Recording;
  readonly judgement: Judgement;
  readonly budget: Budget;
  readonly profile: string | null;
  readonly seconds: number;
}

/** Puts together the answer about one stack: sorted, with positions, and with no secret in it. */
export function makeVerdict({ recording, judgement, budget, profile, seconds }: VerdictInput): Verdict {
  const { resources, outputs } = recording;
  const writer = new VerdictWriter(resources, new Redactor(resources, outputs));
  return {
    schemaVersion: 1,
    stack: recording.stack,
    profile,
    resources: resources.filter((resource) => !isDefaultProvider(resource)).length,
    violations: sorted(judgement.violations.map((violation) => writer.violation(violation))),
    undetermined: unique(sorted(judgement.undetermined.map((item) => writer.undetermined(item)))),
    exempted: unique(sorted(judgement.exempted)),
    unusedExemptions: sorted(judgement.unusedExemptions),
    notJudged: sorted(recording.notJudged),
    budget,
    notes: writer.notes(recording.logs),
    seconds,
  };
}

/** The engine makes these by itself and does not count them among a program's resources. */
function isDefaultProvider({ type, name }: GraphResource): boolean {
  return isProviderType(type) && /^default(_|$)/.test(name);
}

class VerdictWriter {
  private readonly byUrn: ReadonlyMap<Urn, GraphResource>;

  constructor(
    resources: readonly GraphResource[],
    private readonly redactor: Redactor,
  ) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  violation(violation: Violation): Violation {
    const resource = this.byUrn.get(violation.urn);
    const hidden = violation.path !== "" && resource !== undefined && isSecretPath(resource, violation.path);
    const got = hidden ? HIDDEN : violation.got;
    const message = hidden
      ? violation.message.replace(` is ${violation.got}, `, () => ` is ${got}, `)
      : violation.message;
    return {
      ...violation,
      got: this.redactor.text(got),
      want: this.redactor.text(violation.want),
      message: this.redactor.text(message),
      ...this.source(violation.urn),
    };
  }

  undetermined(item: Undetermined): Undetermined {
    return { ...item, reason: this.redactor.text(item.reason), ...this.source(item.urn) };
  }

  /** Warnings and errors of the run; sorted, because a program may log them in any order. */
  notes(logs: readonly LogMessage[]): readonly string[] {
    const messages = logs.filter(({ severity }) => severity !== "info").map(({ message }) => message.trim());
    return [...new Set(messages.map((message) => this.redactor.text(message)))].sort();
  }

  private source(urn: Urn): { source: SourcePosition } | Record<string, never> {
    const position = this.byUrn.get(urn)?.sourcePosition;
    return position === undefined ? {} : { source: { ...position, file: shortPath(position.file) } };
  }
}

/** Relative to the working directory where that is shorter to read. */
export function shortPath(file: string): string {
  const path = isAbsolute(file) ? relative(process.cwd(), file) : file;
  return path.startsWith("..") ? file : path;
}

interface Placed {
  readonly policy?: string;
  readonly urn: string;
  readonly path?: string;
  readonly message?: string;
  readonly reason?: string;
}

function sorted<Item extends Placed>(items: readonly Item[]): readonly Item[] {
  return [...items].sort(
    (left, right) =>
      compare(left.policy, right.policy) ||
      compare(left.urn, right.urn) ||
      compare(left.path, right.path) ||
      compare(left.message, right.message) ||
      compare(left.reason, right.reason),
  );
}

function compare(left = "", right = ""): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Of equal neighbours one stays. */
function unique<Item>(items: readonly Item[]): readonly Item[] {
  return items.filter((item, index) => index === 0 || JSON.stringify(item) !== JSON.stringify(items[index - 1]));
}
