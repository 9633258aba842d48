import { isOutputOnly } from "../../model/aws/provider-types";
import { unknown } from "../../model/graph/unknown";
import type { ExampleResource } from "../../policy-pack/engine/example";
import type { Rule } from "../../policy-pack/engine/rule";
import { rules } from "../../policy-pack/rules";
import { share } from "../helpers/histories";
import { type Case, casesOf, today } from "./case-files";
import { judgementOn } from "./show";

/* A value that is not known yet is no reason to let something pass: whatever is unknown in what is wrong, the verdict is a
   violation or undetermined. */

type Way = readonly string[];

/** Every place inside a value, as the keys that lead to it; the value itself is none. */
function placesIn(value: unknown): readonly Way[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...placesIn(inner).map((place) => [key, ...place])]);
}

/** The value with another in one place. */
function withAt(value: unknown, [key, ...rest]: Way, put: unknown): unknown {
  if (key === undefined) {
    return put;
  }
  const changed = withAt((value as Readonly<Record<string, unknown>>)[key], rest, put);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? changed : item))
    : { ...(value as object), [key]: changed };
}

/** The places of a case that hold values: properties of what is judged, and of its provider. */
function valuePlaces(rule: Rule, example: Case): readonly Way[] {
  if (rule.kind === "resource") {
    const inProvider = placesIn("provider" in example ? example.provider : undefined);
    return [
      ...placesIn(example.given).map((place) => ["given", ...place]),
      ...inProvider.map((place) => ["provider", ...place]),
    ];
  }
  return (example.given as readonly ExampleResource[]).flatMap(({ props, context }, index) => [
    ...placesIn(props).map((place) => ["given", String(index), "props", ...place]),
    ...placesIn(context.provider).map((place) => ["given", String(index), "context", "provider", ...place]),
  ]);
}

/** The case with an unknown in one place, which in a stack is the output of a resource that nobody asks about. */
function hidden(rule: Rule, example: Case, place: Way): Case {
  const spoilt = withAt(example, place, unknown.string) as Case;
  const [, index = "", part, property = ""] = place;
  if (rule.kind === "resource" || part !== "props") {
    return spoilt;
  }
  const given = spoilt.given as readonly ExampleResource[];
  const { context } = given[Number(index)] as ExampleResource;
  const sources = { ...context.sources, [property]: [...(context.sources?.[property] ?? []), elsewhere.name] };
  const changed = withAt(given, [index, "context"], { ...context, sources }) as readonly ExampleResource[];
  return { ...spoilt, given: [...changed, elsewhere] };
}

const elsewhere: ExampleResource = { type: "test:index:Elsewhere", name: "elsewhere", props: {}, context: {} };

/** What stands in a place. */
function valueAt(value: unknown, way: Way): unknown {
  return way.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>>)[key], value);
}

/**
 * What AWS makes up, as an id, is unknown only until the thing is there: a text that is known before cannot be it, and
 * whoever refers to it has it from there.
 */
function isMadeUp(example: Case, [, index = "", part, property = ""]: Way): boolean {
  const given = Array.isArray(example.given) ? (example.given as readonly ExampleResource[])[Number(index)] : undefined;
  return part === "props" && given !== undefined && isOutputOnly(given.type, property);
}

/** An output that will be filled in is something, where nothing at all stood. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Every so many-th of them, the first one always; all in `npm run test:histories`. */
function shareOf<Item>(items: readonly Item[], part: number): readonly Item[] {
  const step = Math.max(1, Math.floor(items.length / share(items.length, part)));
  return items.filter((_, index) => index % step === 0);
}

/** Policies that simulate a recovery for each place: a smaller part of the places, in `npm test`. */
const simulating: ReadonlySet<string> = new Set(["recovery-limit-rto", "recovery-limit-rpo"]);

function* passesWhereUnknown(rule: Rule, example: Case): Iterable<string> {
  const part = simulating.has(rule.meta.name) ? 1 / 50 : 1 / 10;
  for (const place of shareOf(valuePlaces(rule, example), part)) {
    if (isNothing(valueAt(example, place)) || isMadeUp(example, place)) continue;
    const { findings, undetermined } = judgementOn(rule, hidden(rule, example, place));
    if (findings.length + undetermined.length === 0) yield place.join(".");
  }
}

describe.each(rules.map((rule) => [rule.meta.name, rule] as const))("%s", (_name, rule) => {
  const own = [...rule.examples.fail, ...(rule.examples.undetermined ?? [])] as unknown as readonly Case[];
  const { fail = [], undetermined = [] } = casesOf(rule);
  const cases = [...own, ...fail, ...undetermined];

  beforeEach(() => void jest.useFakeTimers({ now: new Date(`${today}T12:00:00Z`) }));
  afterEach(() => void jest.useRealTimers());

  function* passing(): Iterable<string> {
    for (const example of cases) {
      jest.setSystemTime(new Date(`${example.today ?? today}T12:00:00Z`));
      for (const place of passesWhereUnknown(rule, example)) yield `${example.because}: ${place}`;
    }
  }

  test("lets nothing pass because a value is unknown", () => expect([...passing()]).toEqual([]));
});
