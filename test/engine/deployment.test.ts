import { Engine, type StateResource } from "./harness/engine";
import { changesOf, errorsOf, mandatoryFindings, touchedUrns, undeterminedMessages } from "./harness/events";
import { WorkingCopy } from "./harness/working-copy";
import { type Break, breaks } from "./overlay/breaks";
import { trading } from "./overlay/systems";

jest.setTimeout(600_000);

let copy: WorkingCopy;
let engine: Engine;

beforeAll(async () => {
  copy = new WorkingCopy();
  engine = new Engine(copy, "trading");
  await engine.createStack();
});

afterAll(() => {
  engine?.remove();
  copy?.remove();
});

function ofTypes(resources: readonly StateResource[], types: readonly string[]): readonly StateResource[] {
  return resources.filter(({ type }) => types.includes(type));
}

/** What the engine keeps of each resource, without its place in the file and the times at which it was touched. */
function recorded(resources: readonly StateResource[]): unknown {
  return Object.fromEntries(resources.map(({ urn, protect = false, inputs }) => [urn, { protect, inputs }]));
}

/** The tests of this file are the life of one stack, in order. */
describe("the trading stack, on the real engine with stand-ins for AWS", () => {
  test("the command of the README previews it, and the pack rejects nothing", async () => {
    const { status, stderr, stdout, events } = await engine.preview();
    expect({ status, said: undeterminedMessages(events), findings: mandatoryFindings(events) }).toEqual({
      status: 0,
      said: [],
      findings: [],
    });
    expect(stdout + stderr).toContain("dr-guardrails-trading");
    expect(touchedUrns(events).length).toBeGreaterThan(100);
  });

  test("up creates everything, and the policy holds with every value known", async () => {
    const { status, events } = await engine.up();
    const findings = mandatoryFindings(events);
    expect({ findings, errors: errorsOf(events), said: undeterminedMessages(events), status }).toEqual({
      findings: [],
      errors: [],
      said: [],
      status: 0,
    });
    expect(Object.keys(changesOf(events))).toEqual(["create"]);
  });

  test("a second up changes nothing", async () => {
    const { status, events } = await engine.up();
    expect({ findings: mandatoryFindings(events), status }).toEqual({ findings: [], status: 0 });
    expect(Object.keys(changesOf(events))).toEqual(["same"]);
  });

  // The stand-in tells no change of a provider's own config: a stack that is deployed stays as it is.
  const ofResources = trading.breaks.filter((name) => name !== "standby-elsewhere");
  test.each(ofResources)("up rejects %s and leaves what is deployed as it is", async (name) => {
    const { on, rejectedBy }: Break = breaks[name];
    const before = ofTypes(await engine.resources(), on);
    copy.breakProgram(name);
    const { status, events } = await engine.up();
    copy.mendProgram();
    const policies = mandatoryFindings(events).map(({ policy }) => policy);
    expect(status).not.toBe(0);
    expect([...new Set(policies)]).toEqual([rejectedBy]);
    expect(before.length).toBeGreaterThan(0);
    expect(recorded(ofTypes(await engine.resources(), on))).toEqual(recorded(before));
  });

  test("without the break there is nothing left to repair", async () => {
    const { status, events } = await engine.up();
    expect({ findings: mandatoryFindings(events), status }).toEqual({ findings: [], status: 0 });
    expect(Object.keys(changesOf(events))).toEqual(["same"]);
  });

  test("destroy leaves nothing", async () => {
    const { status, events } = await engine.destroy();
    expect({ status, errors: errorsOf(events) }).toEqual({ status: 0, errors: [] });
    expect(Object.keys(changesOf(events))).toEqual(["delete"]);
    expect(await engine.resources()).toEqual([]);
  });
});
