import { createHash } from "node:crypto";
import { join } from "node:path";
import { judge } from "../../preflight/analyzer/judge";
import { connectPack, type PolicyPack } from "../../preflight/analyzer/pack";
import { spawnPack } from "../../preflight/analyzer/pack-process";
import { readProfile } from "../../preflight/analyzer/profile";
import { makeVerdict } from "../../preflight/commands/verdict";
import type { GraphResource, Json, JsonObject, Recording } from "../../preflight/graph";
import { PreflightError } from "../../preflight/problem";
import { budgetOf } from "../../preflight/recovery/budget";
import { recoverySettings } from "../../preflight/recovery/settings";
import { findFormat } from "../../preflight/report";
import type { Report } from "../../preflight/report/format";
import { safeForLog } from "../../preflight/report/printable";
import { blind } from "../../preflight/secrets";
import { isArray, isObject, makeSecret, UNKNOWN } from "../../preflight/wire";
import { sampled, share } from "../helpers/histories";
import { recorded } from "../helpers/recorded";

/** What a program should never send, by kind. */
const hostile: Readonly<Record<string, Json>> = {
  unknown: UNKNOWN,
  secret: makeSecret("mUtAtion-secret-value"),
  null: null,
  "a text": "mutated",
  "a number": -1,
  "a truth value": true,
  "an empty list": [],
  "an empty object": {},
  deep: deep(60),
  huge: "x".repeat(100_000),
  "half a character": "\ud800",
  commands: "::error::x\n##vso[task.complete]\u001b[2J\u202e##teamcity[x]",
  "a name of JavaScript's": JSON.parse('{"__proto__": {"x": 1}, "constructor": null, "toString": "x"}'),
};

function deep(levels: number): Json {
  return levels === 0 ? [] : { Statement: [deep(levels - 1)] };
}

type Place = readonly (string | number)[];

/** Every place in a value but the whole. */
function placesIn(value: Json): readonly Place[] {
  const entries: readonly (readonly [string | number, Json])[] = isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, item]) => [[key], ...placesIn(item).map((place) => [key, ...place])]);
}

function withAt(value: Json, [key, ...rest]: Place, put: Json): Json {
  if (key === undefined) {
    return put;
  }
  if (isArray(value)) {
    return value.map((item, index) => (index === key ? withAt(item, rest, put) : item));
  }
  const object = value as JsonObject;
  return { ...object, [key]: withAt(object[key] ?? null, rest, put) };
}

interface Mutation {
  /** `trading: unknown at aws:lb/listener:Listener defaultActions.[].type` */
  readonly name: string;
  readonly index: number;
  readonly place: Place;
  readonly put: Json;
}

/** Each place of each type once, at the first resource that has it, with each value. */
function mutationsOf(stack: string, resources: readonly GraphResource[]): readonly Mutation[] {
  const seen = new Set<string>();
  return resources.flatMap(({ type, inputs }, index) =>
    placesIn(inputs).flatMap((place) => {
      const where = `${type} ${place.map((key) => (typeof key === "number" ? "[]" : key)).join(".")}`;
      if (seen.has(where)) {
        return [];
      }
      seen.add(where);
      return Object.entries(hostile).map(([kind, put]) => ({
        name: `${stack}: ${kind} at ${where}`,
        index,
        place,
        put,
      }));
    }),
  );
}

/**
 * How many of a system's mutations are tried: 40 by `npm run test:histories`, 2 of two systems by `npm test`, all by
 * `npm run mutations`, as many as MUTATIONS says where it is a number; which, MUTATION_SEED decides.
 */
const { MUTATIONS: asked = String(share(40, 0.05)), MUTATION_SEED: seed = "1" } = process.env;
const sample = asked === "all" ? Number.POSITIVE_INFINITY : Number(asked);

/** The same for the same seed, and spread over types and kinds. */
function sampleOf(mutations: readonly Mutation[]): readonly Mutation[] {
  const rank = ({ name }: Mutation) => createHash("sha256").update(`${seed} ${name}`).digest("hex");
  const ranked = mutations.map((mutation) => [rank(mutation), mutation] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return ranked.slice(0, sample).map(([, mutation]) => mutation);
}

function mutate(resources: readonly GraphResource[], { index, place, put }: Mutation): readonly GraphResource[] {
  return resources.map((resource, at) => {
    if (at !== index) {
      return resource;
    }
    const inputs = withAt(resource.inputs, place, put) as JsonObject;
    return {
      ...resource,
      inputs,
      outputs: resource.outputs === resource.inputs ? inputs : { ...resource.outputs, ...inputs },
    };
  });
}

const root = join(__dirname, "../..");
const identity = { project: "p", stack: "s", organization: "o", dryRun: true, config: {}, configSecretKeys: [] };
let pack: PolicyPack;

beforeAll(async () => {
  pack = await connectPack(spawnPack({ directory: root, identity, timeLimitSeconds: 60 }), identity, 60);
});
afterAll(() => pack.close());

const notationOf = (format: string) => (format === "junit" ? "xml" : "json");

/** Resource policies see one resource: what did not change was judged before. */
const answers = new WeakMap<GraphResource, ReturnType<PolicyPack["client"]["analyze"]>>();

/** What the log of a pipeline is told of a graph, judged by the pack over its protocol. */
async function reportsOn(recording: Recording): Promise<string> {
  const { resources, stack } = recording;
  const profile = readProfile(join(root, "policy-pack", "profiles", `${stack}.json`));
  const judgement = await judge({
    pack: remembering(resources),
    identity,
    resources,
    profile,
    profileName: stack,
    deployed: false,
  });
  const visible = blind(resources);
  const budget = budgetOf(visible, recoverySettings(profile));
  const verdict = makeVerdict({ recording, judgement, budget, profile: stack, seconds: 1 });
  const { policies, passes } = judgement;
  const judged = { verdict, policies, passes, resources: visible, origin: "Pulumi.yaml" };
  const report: Report = { heading: stack, stacks: [judged], failures: [], isSummary: false };
  return ["text", "json", "markdown", "sarif", "junit"]
    .flatMap((name) =>
      [...findFormat(name)(report, { colour: false })].map((piece) => safeForLog(piece, notationOf(name))),
    )
    .join("\n");
}

function remembering(resources: readonly GraphResource[]): PolicyPack {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const client: PolicyPack["client"] = Object.create(pack.client);
  client.analyze = (request) => {
    const resource = byUrn.get(request.urn ?? "");
    const answer = (resource && answers.get(resource)) ?? pack.client.analyze(request);
    if (resource !== undefined) {
      answers.set(resource, answer);
    }
    return answer;
  };
  return { ...pack, client };
}

function wordsOf(error: unknown): string {
  return error instanceof PreflightError ? `${error.message}\n${error.detail}` : String(error);
}

/** What no log may hold: what a terminal or the reader of a pipeline's log would act on. */
const UNSAFE = /(?!\n)[\p{Cc}\u202a-\u202e]|^\s*::error|##vso\[|##teamcity\[/mu;

const systems = ["trading", "payments", "transactions", "healthcare", "fleet"];

describe.each(sample > 2 ? systems : sampled(systems, 0.4))("%s", (stack) => {
  test(
    "is judged whatever stands in one place of it, and its secrets are not shown",
    async () => {
      const recording = await recorded(stack);
      const all = mutationsOf(stack, recording.resources);
      const tried = sampleOf(all);
      expect(all.length).toBeGreaterThan(1000);
      const faults: string[] = [];
      for (const mutation of tried) {
        try {
          const text = await reportsOn({ ...recording, resources: mutate(recording.resources, mutation) });
          const wrong = /mUtAtion-secret/.exec(text)?.[0] ?? UNSAFE.exec(text)?.[0];
          if (wrong !== undefined) faults.push(`${mutation.name}: shows ${JSON.stringify(wrong)}`);
        } catch (error) {
          faults.push(`${mutation.name}: ${wordsOf(error)}`);
        }
      }
      process.stderr.write(`${stack}: ${tried.length} of ${all.length} mutations tried\n`);
      expect(faults).toEqual([]);
    },
    sample > 40 ? 8 * 3_600_000 : 300_000,
  );
});
