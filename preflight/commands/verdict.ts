import { isAbsolute } from "node:path";
import type { Judgement } from "../analyzer/judge";
import type { GraphResource, LogMessage, Recording, SourcePosition, Urn } from "../graph";
import { isProviderType } from "../monitor/urn";
import { wayWithin } from "../paths";
import type { Budget } from "../recovery/budget";
import { HIDDEN, isShort, Redactor } from "../redact";
import { shorten } from "../report/shorten";
import { everyScalar, findSecret, findSecretAbove, valueAt } from "../secrets";
import type { Excepted, Exempted, Undetermined, Verdict, Violation } from "../verdict";
import { Words } from "../words";

export interface VerdictInput {
  readonly recording: Recording;
  readonly judgement: Judgement;
  readonly budget: Budget;
  readonly profile: string | null;
  readonly seconds: number;
  /** What is judged: a program, where left out, or what a file says of a preview or of a stack that is deployed. */
  readonly source?: Source;
  /** Texts to hide besides the secrets of the stack: those of its config. */
  readonly secrets?: readonly string[];
}

export type Source = "program" | "preview" | "deployed";

/** Puts together the answer about one stack: sorted, with positions, and with no secret in it. */
export function makeVerdict(input: VerdictInput): Verdict {
  const { recording, judgement, budget, profile, seconds, secrets = [], source = "program" } = input;
  const { resources, outputs } = recording;
  const writer = new VerdictWriter(resources, new Redactor(resources, outputs, secrets), source);
  return {
    schemaVersion: 1,
    stack: recording.stack,
    profile,
    resources: resources.filter((resource) => !isDefaultProvider(resource)).length,
    violations: sorted(judgement.violations.map((violation) => writer.violation(violation))),
    undetermined: unique(sorted(judgement.undetermined.map((item) => writer.undetermined(item)))),
    exempted: unique(sorted(judgement.exempted.map((item) => writer.exempted(item)))),
    unusedExemptions: sorted(judgement.unusedExemptions),
    excepted: sorted(judgement.excepted.map((item) => writer.excepted(item))),
    unusedExceptions: judgement.unusedExceptions,
    notJudged: sorted(
      [...recording.notJudged, ...judgement.notJudged].map(({ urn, reason }) => ({
        urn,
        reason: shorten(reason, MAX_TEXT),
      })),
    ),
    budget,
    notes: [...judgement.notes, ...writer.notes(recording.logs)],
    seconds,
  };
}

/** The engine makes these by itself and does not count them among a program's resources. */
function isDefaultProvider({ type, name }: GraphResource): boolean {
  return isProviderType(type) && /^default(_|$)/.test(name);
}

const UNKNOWN_IN_PREVIEW = "can't be known during preview";

/** Characters of a note or of what a policy says; what is left out is counted. */
const MAX_TEXT = 8000;

const MAX_NOTES = 500;

/** Secrets at one place of all resources of a type. */
interface Alike {
  readonly short: Words;
  readonly truths: Words;
}

const NO_WORDS = new Words([]);

class VerdictWriter {
  private readonly byUrn: ReadonlyMap<Urn, GraphResource>;
  private readonly byType: ReadonlyMap<string, readonly GraphResource[]>;
  private readonly ownWords = new Map<Urn, Words>();
  private readonly wordsAt = new Map<string, Alike>();
  private readonly secretsAbove = new Map<string, string | undefined>();

  constructor(
    resources: readonly GraphResource[],
    private readonly redactor: Redactor,
    private readonly from: Source,
  ) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.byType = groupByType(resources);
  }

  violation(violation: Violation): Violation {
    const { urn, path } = violation;
    const secret = this.secretAt(urn, path);
    const shown = secret === undefined ? violation : { ...violation, ...hide(violation, secret) };
    const [difference = "", ...rest] = this.say(shown.message, urn, path).split("\n");
    const truths = this.truths(urn, path);
    const told = this.redactor.text(this.say(shown.want, urn, path), truths);
    const want = this.redactor.withoutMultiples(told);
    const first = this.redactor.text(difference, truths);
    return {
      ...shown,
      got: secret === undefined ? this.say(violation.got, urn, path) : HIDDEN,
      want,
      message: [told === "" ? first : first.replaceAll(told, () => want), ...rest].join("\n"),
      ...this.source(urn),
    };
  }

  excepted({ exceptions, ...violation }: Excepted): Excepted {
    return { ...this.violation(violation), exceptions };
  }

  undetermined(item: Undetermined): Undetermined {
    const { urn, path } = item;
    const secret = this.secretAt(urn, path);
    const shown =
      secret === undefined
        ? { ...item, reason: this.whyUnknown(item.reason) }
        : { ...item, path: secret, reason: this.whySecret(secret) };
    return { ...shown, reason: this.say(shown.reason, urn, path), ...this.source(urn) };
  }

  /** The SDK speaks of a preview, whatever a pack judges. */
  private whyUnknown(reason: string): string {
    return this.from === "deployed" ? reason.replaceAll(UNKNOWN_IN_PREVIEW, "is not told by the file") : reason;
  }

  private whySecret(path: string): string {
    return this.from === "program"
      ? `${path} ${UNKNOWN_IN_PREVIEW}`
      : `${path} is secret, and the file does not tell it; pulumi stack export --show-secrets does`;
  }

  exempted(item: Exempted): Exempted {
    const { urn, path, reason } = item;
    return { ...item, path: this.secretAt(urn, path) ?? path, reason: this.redactor.text(reason) };
  }

  /** The part of a path that leads to a secret; undefined where it meets none. What is below a secret is one, names too. */
  private secretAt(urn: Urn, path: string): string | undefined {
    const resource = this.byUrn.get(urn);
    return resource === undefined || path === ""
      ? undefined
      : (findSecret(resource, path) ?? this.above(resource, path));
  }

  /** Where a path tells a name within the secret of another resource of the type, and the resource has nothing there. */
  private above(resource: GraphResource, path: string): string | undefined {
    const { type, inputs, outputs } = resource;
    if ([inputs, outputs].some((value) => valueAt(value, path) !== undefined)) {
      return undefined;
    }
    const key = JSON.stringify([type, path]);
    if (!this.secretsAbove.has(key)) {
      this.secretsAbove.set(key, this.findAbove(type, path));
    }
    return this.secretsAbove.get(key);
  }

  private findAbove(type: string, path: string): string | undefined {
    for (const other of this.byType.get(type) ?? []) {
      const found = findSecretAbove(other, path);
      const secretNames = found === undefined ? [] : this.redactor.secretNames([other.inputs, other.outputs]);
      if (found?.names.some((name) => secretNames.includes(name))) {
        return found.path;
      }
    }
    return undefined;
  }

  /** What a policy says about a place, without secrets and with an end. */
  private say(text: string, urn: Urn, path: string): string {
    const resource = this.byUrn.get(urn);
    const isFree = path === "" || resource === undefined;
    const shown = isFree
      ? this.redactor.free(text)
      : this.redactor.text(text, this.own(resource), this.alike(resource, path));
    return shorten(shown, MAX_TEXT);
  }

  /** What is short in the secrets of a resource and of what it depends on, and names within them. */
  private own(resource: GraphResource): Words {
    const known = this.ownWords.get(resource.urn) ?? this.redactor.wordsOf(this.related(resource));
    this.ownWords.set(resource.urn, known);
    return known;
  }

  private related(resource: GraphResource): readonly GraphResource[] {
    const { provider, parent, dependencies } = resource;
    const urns = new Set([provider, parent, ...dependencies]);
    return [resource, ...[...urns].flatMap((urn) => this.byUrn.get(urn ?? "") ?? [])];
  }

  /** What is short at the same place of a resource's like: a policy that compares two tells the other's. */
  private alike({ type }: GraphResource, path: string): Words {
    return this.secretsAlike(type, path).short;
  }

  /** The same of truth values, which words of advice may hold, too. */
  private truths(urn: Urn, path: string): Words {
    const type = this.byUrn.get(urn)?.type;
    return type === undefined || path === "" ? NO_WORDS : this.secretsAlike(type, path).truths;
  }

  private secretsAlike(type: string, path: string): Alike {
    const key = JSON.stringify([type, path]);
    const known = this.wordsAt.get(key) ?? this.findAlike(type, path);
    this.wordsAt.set(key, known);
    return known;
  }

  private findAlike(type: string, path: string): Alike {
    const others = (this.byType.get(type) ?? []).filter((other) => findSecret(other, path) !== undefined);
    const values = others.flatMap(({ inputs, outputs }) =>
      [inputs, outputs].map((value) => valueAt(value, path) ?? null),
    );
    const texts = values.flatMap(everyScalar);
    return {
      short: new Words(texts.filter(isShort)),
      truths: new Words(texts.filter((text) => text === "true" || text === "false")),
    };
  }

  /** Warnings and errors of the run; sorted, because a program may log them in any order. */
  notes(logs: readonly LogMessage[]): readonly string[] {
    const messages = logs.filter(({ severity }) => severity !== "info").map(({ message }) => message.trim());
    const notes = [...new Set(messages.map((message) => shorten(this.redactor.free(message), MAX_TEXT)))].sort();
    const left = notes.length - MAX_NOTES;
    return left > 0 ? [...notes.slice(0, MAX_NOTES), `${left} more notes are left out`] : notes;
  }

  private source(urn: Urn): { source: SourcePosition } | Record<string, never> {
    const position = this.byUrn.get(urn)?.sourcePosition;
    return position === undefined ? {} : { source: { ...position, file: shortPath(position.file) } };
  }
}

function groupByType(resources: readonly GraphResource[]): ReadonlyMap<string, readonly GraphResource[]> {
  const groups = new Map<string, GraphResource[]>();
  for (const resource of resources) {
    const group = groups.get(resource.type) ?? [];
    group.push(resource);
    groups.set(resource.type, group);
  }
  return groups;
}

/** What is wanted in place of a secret may be worked out from it, so the policy's own words stand for that. */
const WANTED = "what the policy demands";

/** The finding without what it says of a secret: the line that tells it is written anew, what to do stays. */
function hide({ message, policy }: Violation, path: string): Pick<Violation, "path" | "want" | "message"> {
  const [, ...rest] = message.split("\n");
  const want = `${WANTED} (${policy})`;
  return { path, want, message: [`${path} is ${HIDDEN}, expected ${want}`, ...rest].join("\n") };
}

/** Relative to the working directory where that is shorter to read. */
export function shortPath(file: string): string {
  return isAbsolute(file) ? (wayWithin(process.cwd(), file) ?? file) : file;
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
