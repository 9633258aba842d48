import { join } from "node:path";
import { judge } from "../../preflight/analyzer/judge";
import { connectPack, type PolicyPack } from "../../preflight/analyzer/pack";
import { spawnPack } from "../../preflight/analyzer/pack-process";
import { readProfile } from "../../preflight/analyzer/profile";
import { makeVerdict } from "../../preflight/commands/verdict";
import { drillStack } from "../../preflight/drill/drill";
import { findDrillFormat } from "../../preflight/drill/format";
import type { GraphResource, Json, JsonObject, Recording } from "../../preflight/graph";
import { budgetOf } from "../../preflight/recovery/budget";
import { failureTable } from "../../preflight/recovery/failures";
import { recoverySettings } from "../../preflight/recovery/settings";
import { Redactor } from "../../preflight/redact";
import { findFormat, formatNames } from "../../preflight/report";
import { formatBudgets } from "../../preflight/report/budget";
import type { Report } from "../../preflight/report/format";
import { blind, secretTexts } from "../../preflight/secrets";
import { exportState } from "../../preflight/state/export";
import { TimeLimit } from "../../preflight/time-limit";
import { isArray, isObject, isUnknown, makeSecret, SIGNATURE } from "../../preflight/wire";
import { share } from "../helpers/histories";
import { recorded } from "../helpers/recorded";

const root = join(__dirname, "../..");
const timeLimitSeconds = 60;

/** Gives every value of a stack a form that occurs nowhere else, and marks it secret. */
class Tainting {
  private count = 0;

  constructor(private readonly isWhole: boolean) {}

  resource(resource: GraphResource): GraphResource {
    const inputs = this.properties(resource.inputs);
    const outputs = resource.outputs === resource.inputs ? inputs : this.properties(resource.outputs);
    return { ...resource, inputs, outputs };
  }

  /** Each property as a whole, with names of its own for the keys of tags; or each value in it by itself. */
  private properties(properties: JsonObject): JsonObject {
    const entries = Object.entries(properties).map(([key, value]): [string, Json] => {
      const tainted = this.value(value);
      const isTags = this.isWhole && key === "tags" && isObject(tainted);
      const shown = isTags ? { ...tainted, [this.text()]: this.text() } : tainted;
      return [key, this.isWhole && !isUnknown(value) ? makeSecret(shown) : shown];
    });
    return Object.fromEntries(entries);
  }

  private value(value: Json): Json {
    if (isArray(value)) {
      return value.map((item) => this.value(item));
    }
    if (isObject(value)) {
      const entries = Object.entries(value).map(([key, item]) => [key, key === SIGNATURE ? item : this.value(item)]);
      return Object.fromEntries(entries);
    }
    const tainted = this.scalar(value);
    return this.isWhole || tainted === value ? tainted : makeSecret(tainted);
  }

  private scalar(value: Json): Json {
    if (typeof value === "number") {
      return 770_000_000 + this.next();
    }
    return typeof value === "string" && !isUnknown(value) ? this.text() : value;
  }

  private text(): string {
    return `tAInt-${this.next()}.`;
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}

/** A value by itself, in base64 (three places of a group), percent encoded or in hexadecimal. */
const TRACE = /.{0,60}(tAInt-|(?<!\w)77\d{7}(?!\w)|dEFJbnQt|RBSW50L|0QUludC|7441496e742d).{0,40}/;

/** What a program may print of its secrets. */
function logsOf(resources: readonly GraphResource[]): Recording["logs"] {
  const values = secretTexts(resources.map(({ inputs }) => inputs)).filter((text) => text.startsWith("tAInt-"));
  const forms = [values.join(" "), JSON.stringify(values), ...values.slice(0, 100).flatMap(encoded)];
  return forms.map((message) => ({ severity: "warning", message }));
}

const encoded = (value: string) => [
  Buffer.from(value).toString("base64"),
  Buffer.from(`user:${value}`).toString("base64"),
  Buffer.from(value).toString("hex"),
  `https://host/?key=${encodeURIComponent(value)}`,
];

let pack: PolicyPack;
const identityOf = ({ project, stack, organization }: Recording) => ({
  project,
  stack,
  organization,
  dryRun: true,
  config: {},
  configSecretKeys: [],
});
beforeAll(async () => {
  const identity = identityOf({ project: "p", stack: "s", organization: "o" } as Recording);
  pack = await connectPack(spawnPack({ directory: root, identity, timeLimitSeconds }), identity, timeLimitSeconds);
});
afterAll(() => pack.close());

/** Everything that can be made of a stack, by what it is. */
async function everything(recording: Recording, profileName: string): Promise<ReadonlyMap<string, string>> {
  const { resources, outputs, stack } = recording;
  const profile = readProfile(join(root, "policy-pack", "profiles", `${profileName}.json`));
  const judgement = await judge({
    pack,
    identity: identityOf(recording),
    resources,
    profile,
    profileName,
    deployed: false,
  });
  const visible = blind(resources);
  const settings = recoverySettings(profile);
  const redactor = new Redactor(resources, outputs);
  const failures = failureTable(visible, settings, new TimeLimit("the table", 600), redactor) ?? [];
  const budget = { ...budgetOf(visible, settings), failures };
  const verdict = makeVerdict({ recording, judgement, budget, profile: profileName, seconds: 1 });
  const { policies, passes } = judgement;
  const report: Report = {
    heading: stack,
    stacks: [{ verdict, policies, passes, resources: visible, origin: "Pulumi.yaml" }],
    failures: [],
    isSummary: false,
  };
  const drilled = () => [
    redactor.all(drillStack(stack, visible, { scenario: "region", runs: 5, seed: 1, writesPerSecond: 1 })),
  ];
  const all = new Map([
    ...formatNames.map((name): [string, string] => [name, [...findFormat(name)(report, { colour: false })].join("")]),
    ["export", JSON.stringify(exportState(recording))],
    ...["text", "json"].flatMap((name): [string, string][] => [
      [`budget ${name}`, formatBudgets([{ stack, ...budget }], name, true)],
      [`drill ${name}`, orError(() => findDrillFormat(name)(drilled(), true))],
    ]),
  ]);
  expect(verdict.violations.length + verdict.undetermined.length).toBeGreaterThan(20);
  expect(verdict.notes.length).toBeGreaterThan(0);
  return all;
}

/** A stack in which everything is secret has nothing to fail over, as an error says. */
function orError(make: () => string): string {
  try {
    return make();
  } catch (error) {
    return String(error);
  }
}

const ways = ["each property as a whole", "each value by itself"];
const systems = ["trading", "payments", "transactions", "healthcare", "fleet"];
/** All by `npm run test:histories`, the first by `npm test`. */
const tainted = systems.slice(0, share(systems.length, 0.2));

/** Every value secret, numbers so much larger, truth values the other way round. */
function broken(value: Json, more: number): Json {
  if (isArray(value)) {
    return value.map((item) => broken(item, more));
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, key === SIGNATURE ? item : broken(item, more)]);
    return Object.fromEntries(entries);
  }
  const changed = typeof value === "number" ? value + more : typeof value === "boolean" ? !value : value;
  return value === null || isUnknown(value) ? value : makeSecret(changed);
}

function brokenStack(recording: Recording, more: number): Recording {
  const resources = recording.resources.map((resource) => {
    const inputs = broken(resource.inputs, more) as JsonObject;
    const outputs = resource.outputs === resource.inputs ? inputs : (broken(resource.outputs, more) as JsonObject);
    return { ...resource, inputs, outputs };
  });
  return { ...recording, resources };
}

/** What is said of each place, by policy. */
async function saidOf(recording: Recording, profileName: string): Promise<ReadonlyMap<string, string>> {
  const profile = readProfile(join(root, "policy-pack", "profiles", `${profileName}.json`));
  const { resources } = recording;
  const identity = identityOf(recording);
  const judgement = await judge({ pack, identity, resources, profile, profileName, deployed: false });
  const budget = budgetOf(blind(resources), recoverySettings(profile));
  const { violations } = makeVerdict({ recording, judgement, budget, profile: profileName, seconds: 1 });
  return new Map(
    violations.map(({ policy, urn, path, got, want, message }) => [
      `${policy} ${urn} ${path}`,
      JSON.stringify([got, want, message]),
    ]),
  );
}

test.each(tainted)(
  "%s is told in the same words whatever its secrets are: nothing can be worked out",
  async (stack) => {
    const plain = await recorded(stack);
    const these = await saidOf(brokenStack(plain, 1000), stack);
    const those = await saidOf(brokenStack(plain, 2000), stack);
    const both = [...these].filter(([place]) => those.has(place));
    expect(both.length).toBeGreaterThan(20);
    expect(both).toEqual(both.map(([place]) => [place, those.get(place)]));
  },
);

describe.each(tainted)("%s with all of its properties secret", (stack) => {
  test.each(ways)("tells none of their values, %s", async (way) => {
    const plain = await recorded(stack);
    const tainting = new Tainting(way === ways[0]);
    const resources = plain.resources.map((resource) => tainting.resource(resource));
    expect(JSON.stringify(resources)).toMatch(TRACE);
    const all = await everything({ ...plain, resources, logs: logsOf(resources) }, stack);
    for (const [what, text] of all) {
      expect([what, TRACE.exec(text)?.[0]]).toEqual([what, undefined]);
    }
  });
});
