import { type Carrier, carriersOf, type DocumentKind, eachOf, typesCarrying } from "../../model/aws/carriers";
import { findGrant, grantTypes } from "../../model/aws/grants";
import {
  type Fault,
  findStatement,
  type OpenedDocument,
  openDocument,
  type Segments,
  type Statement,
} from "../../model/aws/iam-document";
import { isBoundaryAlone, ownPolicies } from "../../model/aws/permissions-boundary";
import { type Interruption, part } from "../../model/graph/interruption";
import { path } from "../../model/graph/path";
import { tokensOf } from "../../model/graph/tokens";
import { skip } from "./check";
import type { ResourceExamples } from "./example";
import { type Finding, shapeOf, Word } from "./finding";
import type { Meta } from "./meta";
import type { WithStack } from "./policy";
import { type ResourceRule, resourceRule } from "./rule";
import type { ConfigOf, Fields } from "./schema";
import type { InStack } from "./subject";
import { enlist, tellerOf } from "./unreadable";

type Steps = Generator<Finding | Interruption, void, void>;

/** The document that a statement stands in. */
export interface Place extends Pick<Carrier, "kind" | "starIsItself"> {
  /** Set where the document is judged with the stack of what carries it. */
  readonly inStack?: InStack;
  /** The statements of the document that deny. Throws where one is unknown. */
  denials(): readonly Statement[];
}

interface DocumentRuleSource<F extends Fields> {
  readonly meta: Meta;
  readonly config: F;
  /** Which documents it judges. */
  readonly kinds: readonly DocumentKind[];
  /** Set for the policy that tells of a document that cannot be read; while it is switched off, another policy does. */
  readonly tellsOfUnreadable?: true;
  /** Carriers about which the rest of the stack has a say; for policies of identities, those that may be a boundary. */
  readonly withStack?: WithStack;
  /** Judges one statement. Every statement runs as a part of its own. */
  readonly check: (statement: Statement, config: ConfigOf<NoInfer<F>>, place: Place) => Steps;
  readonly examples: ResourceExamples<Readonly<Record<string, unknown>>, ConfigOf<NoInfer<F>>>;
}

/** Makes a rule that judges the statements of IAM documents, whichever resource carries them. */
export function documentRule<const F extends Fields>(source: DocumentRuleSource<F>): ResourceRule {
  const { meta, config, kinds, check, examples, tellsOfUnreadable = false } = source;
  enlist(meta.name, kinds, tellsOfUnreadable);
  const types = [...typesCarrying(kinds), ...(kinds.includes("resource") ? grantTypes : [])];
  const [first = "", ...others] = types;
  return resourceRule({
    meta,
    config,
    on: tokensOf<Readonly<Record<string, unknown>>>(first, ...others),
    ...stackOf(source),
    *check(props, settings, { type, inStack }) {
      const grant = findGrant(type, props);
      if (grant !== undefined) {
        yield* part(() => check(grant, settings, { kind: "resource", denials: () => [] }));
        return;
      }
      let documents = 0;
      for (const { property, ...place } of carriersOf(type).filter(({ kind }) => kinds.includes(kind))) {
        const tells = tellerOf(place.kind) === meta.name;
        const found = function* (document: unknown, at: Segments) {
          const opened = openDocument(document, at);
          documents += tells || opened.faults.length === 0 ? 1 : 0;
          yield* judge(opened, tells, (statement) =>
            check(statement, settings, { ...place, ...(inStack ? { inStack } : {}), denials: () => denialsOf(opened) }),
          );
        };
        yield* part(() => visit(props, property, [], { tells, found }));
      }
      return documents === 0 ? skip("carries no policy document that can be read") : undefined;
    },
    examples,
  });
}

/** What is judged with the stack: policies that may be a boundary alone, and what the rule names. */
function stackOf({ kinds, withStack }: Pick<DocumentRuleSource<Fields>, "kinds" | "withStack">) {
  if (withStack !== undefined) {
    return { withStack };
  }
  return kinds.includes("identity") ? { withStack: { on: ownPolicies, isException: isBoundaryAlone } } : {};
}

function denialsOf({ statements }: OpenedDocument): readonly Statement[] {
  return statements
    .flatMap(({ at, read }) => findStatement(read(), at) ?? [])
    .filter((statement) => statement.denies());
}

/** What to do with the documents that are found; `tells` is set for the one policy that tells of what cannot be read. */
interface Visitor {
  readonly tells: boolean;
  readonly found: (document: unknown, at: Segments) => Steps;
}

/** Follows a carrier's property to the documents it leads to. */
function* visit(owner: unknown, [step, ...rest]: Segments, at: Segments, visitor: Visitor): Steps {
  if (owner === undefined || owner === null || owner === "") {
    return;
  }
  if (step === undefined) {
    yield* visitor.found(owner, at);
  } else if (step !== eachOf) {
    yield* visit((owner as Readonly<Record<string, unknown>>)[step], rest, [...at, step], visitor);
  } else if (Array.isArray(owner)) {
    for (let index = 0; index < owner.length; index++) {
      yield* part(() => visit(owner[index], rest, [...at, index], visitor));
    }
  } else if (visitor.tells) {
    yield { at: path(...at), got: shapeOf(owner), want: "a list" };
  }
}

/** Statements one by one; one that is none is told by one policy, and passed by in all others. */
function* judge({ statements, faults }: OpenedDocument, tells: boolean, check: (statement: Statement) => Steps): Steps {
  yield* tells ? faults.map(findingOf) : [];
  for (const entry of statements) {
    yield* part(function* () {
      const value = entry.read();
      const statement = findStatement(value, entry.at);
      if (statement !== undefined) {
        yield* check(statement);
      } else if (tells) {
        yield findingOf({ at: entry.at, value, want: "a statement" });
      }
    });
  }
}

function findingOf({ at, value, word, want }: Fault): Finding {
  return { at: path(...at), got: word === undefined ? value : new Word(word), want };
}
