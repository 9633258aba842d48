import { type Answer, type AskedStack, compareWithAws, type Refusal } from "./ask";
import { combinations } from "./combinations";
import { type Fault, refused, unsupported } from "./faults";
import { stackCombinations, unsupportedIn } from "./stack-combinations";
import { awsResources, type DeclaredStack, declaredStacks, regionOf } from "./stacks";

jest.setTimeout(300_000);

let stacks: readonly DeclaredStack[];
let answer: Answer;

beforeAll(async () => {
  stacks = await declaredStacks();
  answer = compareWithAws(stacks.map(asked));
});

function asked(stack: DeclaredStack): AskedStack {
  const resources = awsResources(stack).map((resource) => {
    const { urn, type, inputs } = resource;
    return { urn, type, inputs, region: regionOf(stack, resource) };
  });
  return { name: stack.name, resources };
}

function find(system: string): DeclaredStack {
  const found = stacks.find(({ name }) => name === `${system}, as it is`);
  if (found === undefined) {
    throw new Error(`${system} was not recorded`);
  }
  return found;
}

/** A stack with a fault in one resource; others are left as they are. */
function spoilt(fault: Fault): DeclaredStack & { readonly urn: string } {
  const { name, recording } = find(fault.system);
  const { on, where = () => true } = fault;
  const index = recording.resources.findIndex(({ type, inputs }) => type === on && where(inputs));
  const resource = recording.resources[index];
  if (resource === undefined) {
    throw new Error(`${fault.system} has no ${fault.on}`);
  }
  const resources = recording.resources.with(index, { ...resource, inputs: fault.change(resource.inputs) });
  return { name: `${name}: ${fault.what}`, recording: { ...recording, resources }, urn: resource.urn };
}

describe("what the stacks ask of AWS", () => {
  test("is refused by no model and no schema of AWS: required members, types, enums, patterns, lengths and ranges", () => {
    expect(answer.problems).toEqual([]);
  });

  test("is known for every resource: no type is without its requests", () => {
    expect(answer.unmapped).toEqual({});
  });

  test("was compared: thousands of values, of which AWS alone knows some", () => {
    const { resources, requests, values, patterns, unknown, unreadable } = answer.tally;
    expect(resources).toBe(stacks.reduce((sum, stack) => sum + awsResources(stack).length, 0));
    expect(requests).toBeGreaterThan(resources);
    expect(values).toBeGreaterThan(10 * resources);
    expect(patterns).toBeGreaterThan(resources);
    expect(unknown).toBeLessThan(resources * 2);
    expect(unreadable).toBeLessThan(patterns / 10);
    expect(answer.tally["registry values"]).toBeGreaterThan(2 * resources);
    expect(answer.tally["without registry"]).toBeLessThan(resources / 2);
    const types = new Set(stacks.flatMap(awsResources).map(({ type }) => type));
    const counts = { stacks: stacks.length, ...answer.tally, "types mapped for creation alone": types.size };
    console.log(`contract: ${JSON.stringify(counts)}`);
  });

  test("has no combination that AWS documents as unsupported", () => {
    expect(stacks.flatMap(unsupportedIn)).toEqual([]);
  });
});

describe("a fault in one property is told of that resource", () => {
  let refusals: readonly Refusal[];

  beforeAll(() => {
    refusals = compareWithAws(refused.map((fault) => asked(spoilt(fault)))).problems;
  });

  test.each(refused.map((fault) => [fault.what, fault] as const))("%s", (_what, fault) => {
    const { name, urn } = spoilt(fault);
    const said = refusals.filter((refusal) => refusal.stack === name);
    expect(said.map((refusal) => refusal.urn)).toEqual(said.map(() => urn));
    expect(said.map(({ problem }) => problem).join("\n")).toContain(fault.says);
  });
});

describe("an unsupported combination is told", () => {
  test.each(unsupported.map((fault) => [fault.what, fault] as const))("%s", (_what, fault) => {
    const said = unsupportedIn(spoilt(fault)).map(({ what }) => what);
    expect(said.join("\n")).toContain(fault.says);
  });

  test("each names where AWS says so, and all differ", () => {
    const all = [...combinations, ...stackCombinations];
    const words = all.map(({ what }) => what);
    expect(new Set(words).size).toBe(words.length);
    expect(all.filter(({ source }) => !/^(botocore \w+ |[A-Z].* guide, )/.test(source))).toEqual([]);
  });
});
