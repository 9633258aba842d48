import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "../../preflight/analyzer/judge";
import { connectPack, type PolicyPack } from "../../preflight/analyzer/pack";
import { spawnPack } from "../../preflight/analyzer/pack-process";
import { readProfile } from "../../preflight/analyzer/profile";
import { makeVerdict } from "../../preflight/commands/verdict";
import type { GraphResource, Json, JsonObject, Recording } from "../../preflight/graph";
import { budgetOf } from "../../preflight/recovery/budget";
import { recoverySettings } from "../../preflight/recovery/settings";
import { blind, namesWithin, secretTexts } from "../../preflight/secrets";
import { exportState } from "../../preflight/state/export";
import { readStateFile } from "../../preflight/state/read";
import { isArray, isObject, isSecret, isUnknown, makeSecret, mapValue, SECRET, SIGNATURE } from "../../preflight/wire";
import { share } from "../helpers/histories";
import { recorded } from "../helpers/recorded";
import { everything, identityOf } from "./everything";

const root = join(__dirname, "../..");
const timeLimitSeconds = 60;

/** What is marked secret: each property, each value in it, values of two characters, or properties and values in them. */
type Way =
  | "each property as a whole"
  | "each value by itself"
  | "each short value by itself"
  | "secrets within secrets";

/** Gives every value of a stack a form that occurs nowhere else, and marks it secret. */
class Tainting {
  private count = 0;

  constructor(private readonly way: Way) {}

  resource(resource: GraphResource): GraphResource {
    const inputs = this.properties(resource.inputs);
    const outputs = resource.outputs === resource.inputs ? inputs : this.properties(resource.outputs);
    return { ...resource, inputs, outputs };
  }

  /** Each property as a whole, with names of its own for the keys of tags; or each value in it by itself. */
  private properties(properties: JsonObject): JsonObject {
    const isWhole = this.way === "each property as a whole" || this.way === "secrets within secrets";
    const entries = Object.entries(properties).map(([key, value]): [string, Json] => {
      const tainted = this.value(value);
      const isTags = isWhole && key === "tags" && isObject(tainted);
      const shown = isTags ? { ...tainted, [this.text()]: this.text() } : tainted;
      return [key, isWhole && !isUnknown(value) ? makeSecret(shown) : shown];
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
    return this.way === "each property as a whole" || tainted === value ? tainted : makeSecret(tainted);
  }

  private scalar(value: Json): Json {
    if (typeof value === "number") {
      return this.way === "each short value by itself" ? value : 770_000_000 + this.next();
    }
    return typeof value === "string" && !isUnknown(value) ? this.text() : value;
  }

  private text(): string {
    const number = this.next();
    return this.way === "each short value by itself"
      ? `${SHORT}${String.fromCharCode(FIRST_LETTER + (number % LETTERS))}`
      : `tAInt-${number}.`;
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}

/** Short values are this letter and one of Chinese, of which there are as many as values. */
const SHORT = "\u0416";
const FIRST_LETTER = 0x4e00;
const LETTERS = 20_000;

/** A value by itself, in base64 (three places of a group), percent encoded or in hexadecimal. */
const TRACE = /.{0,60}(\u0416|tAInt-|(?<!\w)77\d{7}(?!\w)|dEFJbnQt|RBSW50L|0QUludC|7441496e742d).{0,40}/;

/** What a program may print of its secrets. */
function logsOf(resources: readonly GraphResource[]): Recording["logs"] {
  const values = secretTexts(resources.map(({ inputs }) => inputs)).filter((text) => /^(tAInt-|\u0416)/.test(text));
  const names = namesWithin(resources.map(({ inputs }) => inputs)).filter((name) => name.startsWith("tAInt-"));
  const long = values.filter((value) => !value.startsWith(SHORT));
  const forms = [values.join(" "), JSON.stringify([...values, ...names]), ...long.slice(0, 100).flatMap(encoded)];
  return forms.map((message) => ({ severity: "warning", message }));
}

const encoded = (value: string) => [
  Buffer.from(value).toString("base64"),
  Buffer.from(`user:${value}`).toString("base64"),
  Buffer.from(value).toString("hex"),
  `https://host/?key=${encodeURIComponent(value)}`,
];

let pack: PolicyPack;
beforeAll(async () => {
  const identity = identityOf({ project: "p", stack: "s", organization: "o" } as Recording);
  pack = await connectPack(spawnPack({ directory: root, identity, timeLimitSeconds }), identity, timeLimitSeconds);
});
afterAll(() => pack.close());

/** The stack as it is read from what `pulumi stack export --show-secrets` writes of it. */
function readBack(recording: Recording): Recording {
  const { deployment } = exportState(recording) as { deployment: { resources: readonly { urn: string }[] } };
  const byUrn = new Map(recording.resources.map((resource) => [resource.urn, resource]));
  const resources = deployment.resources.map((exported) => {
    const { inputs = {}, outputs = {} } = byUrn.get(exported.urn) ?? {};
    return { ...exported, inputs: mapValue(inputs, withPlaintext), outputs: mapValue(outputs, withPlaintext) };
  });
  const file = join(mkdtempSync(join(tmpdir(), "taint-")), "state.json");
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
  return readStateFile(file).recording;
}

/** Each secret as the text of its value, in which others are texts of their own. */
function withPlaintext(value: Json): Json {
  return isSecret(value) ? { [SIGNATURE]: SECRET, plaintext: JSON.stringify(value.value) } : value;
}

const ways: readonly Way[] = [
  "secrets within secrets",
  "each short value by itself",
  "each property as a whole",
  "each value by itself",
];
const systems = ["trading", "payments", "transactions", "healthcare", "fleet"];
/** All of them in all ways by `npm run test:histories`; the first, in some, by `npm test`. */
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

/** Breaks all resources, or every second one. */
function brokenStack(recording: Recording, more: number, every: number): Recording {
  const resources = recording.resources.map((resource, index) => {
    if (index % every !== 0) {
      return resource;
    }
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

describe.each([["every second one", 2] as const, ["all", 1] as const].slice(0, share(2, 0.5)))(
  "with secrets in %s of its resources",
  (_how, every) => {
    test.each(tainted)("%s is told in the same words whatever they are: nothing can be worked out", async (stack) => {
      const plain = await recorded(stack);
      const these = await saidOf(brokenStack(plain, 771_000_000, every), stack);
      const those = await saidOf(brokenStack(plain, 882_000_000, every), stack);
      const both = [...these].filter(([place]) => those.has(place));
      expect(both.length).toBeGreaterThan(20);
      expect(both).toEqual(both.map(([place]) => [place, those.get(place)]));
    });
  },
);

describe.each(tainted)("%s with all of its properties secret", (stack) => {
  test.each(ways.slice(0, share(ways.length, 0.25)))("tells none of their values, %s", async (way) => {
    const plain = await recorded(stack);
    const tainting = new Tainting(way);
    const secret = { ...plain, resources: plain.resources.map((resource) => tainting.resource(resource)) };
    const { resources } = way === "secrets within secrets" ? readBack(secret) : secret;
    expect(JSON.stringify(resources)).toMatch(TRACE);
    const { verdict, texts } = await everything(pack, { ...plain, resources, logs: logsOf(resources) }, stack);
    expect(verdict.violations.length + verdict.undetermined.length).toBeGreaterThan(20);
    expect(verdict.notes.length).toBeGreaterThan(0);
    for (const [what, text] of texts) {
      expect([what, TRACE.exec(text)?.[0]]).toEqual([what, undefined]);
    }
  });
});
