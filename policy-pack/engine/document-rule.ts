import { type Carrier, carriersOf, type DocumentKind, eachOf, typesCarrying } from "../facts/carriers";
import { findGrant, grantTypes } from "../facts/grants";
import { type Fault, findStatement, openDocument, type Segments, type Statement } from "../facts/iam-document";
import { tokensOf } from "../facts/tokens";
import { type Interruption, part, skip } from "./check";
import type { ResourceExamples } from "./example";
import { type Finding, shapeOf, Word } from "./finding";
import type { Meta } from "./meta";
import { path } from "./path";
import { type ResourceRule, resourceRule } from "./rule";
import type { ConfigOf, Fields } from "./schema";

type Steps = Generator<Finding | Interruption, void, void>;

/** The document that a statement stands in. */
export type Place = Pick<Carrier, "kind" | "starIsItself">;

interface DocumentRuleSource<F extends Fields> {
  readonly meta: Meta;
  readonly config: F;
  /** Which documents it judges. */
  readonly kinds: readonly DocumentKind[];
  /** Judges one statement. Every statement runs as a part of its own. */
  readonly check: (statement: Statement, config: ConfigOf<NoInfer<F>>, place: Place) => Steps;
  readonly examples: ResourceExamples<Readonly<Record<string, unknown>>, ConfigOf<NoInfer<F>>>;
}

/** Makes a rule that judges the statements of IAM documents, whichever resource carries them. */
export function documentRule<const F extends Fields>(source: DocumentRuleSource<F>): ResourceRule {
  const { meta, config, kinds, check, examples } = source;
  const types = [...typesCarrying(kinds), ...(kinds.includes("resource") ? grantTypes : [])];
  const [first = "", ...others] = types;
  return resourceRule({
    meta,
    config,
    on: tokensOf<Readonly<Record<string, unknown>>>(first, ...others),
    *check(props, settings, { type }) {
      const grant = findGrant(type, props);
      if (grant !== undefined) {
        yield* part(() => check(grant, settings, { kind: "resource" }));
        return;
      }
      let documents = 0;
      for (const carrier of carriersOf(type).filter(({ kind }) => kinds.includes(kind))) {
        yield* part(() =>
          visit(props, carrier.property, [], (document, at) => {
            documents++;
            return judge(document, at, (statement) => check(statement, settings, carrier));
          }),
        );
      }
      return documents === 0 ? skip("carries no policy document") : undefined;
    },
    examples,
  });
}

/** Follows a carrier's property to the documents it leads to. */
function* visit(
  owner: unknown,
  [step, ...rest]: Segments,
  at: Segments,
  found: (document: unknown, at: Segments) => Steps,
): Steps {
  if (owner === undefined || owner === null || owner === "") {
    return;
  }
  if (step === undefined) {
    yield* found(owner, at);
    return;
  }
  if (step !== eachOf) {
    yield* visit((owner as Readonly<Record<string, unknown>>)[step], rest, [...at, step], found);
    return;
  }
  if (!Array.isArray(owner)) {
    yield { at: path(...at), got: shapeOf(owner), want: "a list" };
    return;
  }
  for (let index = 0; index < owner.length; index++) {
    yield* part(() => visit(owner[index], rest, [...at, index], found));
  }
}

function* judge(document: unknown, at: Segments, check: (statement: Statement) => Steps): Steps {
  const { statements, faults } = openDocument(document, at);
  yield* faults.map(findingOf);
  for (const entry of statements) {
    yield* part(function* () {
      const value = entry.read();
      const statement = findStatement(value, entry.at);
      if (statement === undefined) {
        yield findingOf({ at: entry.at, value, want: "a statement" });
      } else {
        yield* check(statement);
      }
    });
  }
}

function findingOf({ at, value, word, want }: Fault): Finding {
  return { at: path(...at), got: word === undefined ? value : new Word(word), want };
}
