import { Engine } from "./harness/engine";
import { changesOf, type EngineEvent, errorsOf, mandatoryFindings } from "./harness/events";
import { WorkingCopy } from "./harness/working-copy";

jest.setTimeout(600_000);

interface Exported {
  readonly deployment: { readonly resources: readonly ExportedResource[] };
}

interface ExportedResource {
  readonly type: string;
  readonly inputs?: { readonly masterPassword?: { readonly plaintext?: string } };
}

/** What the clusters are told. A revealed secret is JSON inside the JSON of the state. */
function masterPasswords(state: string): readonly string[] {
  const { deployment } = JSON.parse(state) as Exported;
  return deployment.resources.flatMap(({ inputs }) => {
    const text = inputs?.masterPassword?.plaintext;
    return text === undefined ? [] : [JSON.parse(text) as string];
  });
}

/** The tests of each stack are its life, in order. The provider of random values is a stand-in, the engine is not. */
describe.each([
  [
    "transactions",
    {
      globalDatabase: "rds-us-east-1-dev-transactions-global",
      primaryUrl: expect.stringMatching(/^http:\/\/alb-us-east-1-dev-ledger-\w+\.us-east-1\.elb\.amazonaws\.com$/),
      secondaryUrl: expect.stringMatching(/^http:\/\/alb-us-west-2-dev-ledger-\w+\.us-west-2\.elb\.amazonaws\.com$/),
    },
  ],
  [
    "healthcare",
    {
      primaryEndpointUrl: "http://api.example.com",
      failoverEndpointUrl: expect.stringMatching(/^http:\/\/alb-dev-records-\w+\.us-west-2\.elb\.amazonaws\.com$/),
      globalClusterIdentifier: "rds-dev-records-global",
      primaryBucket: "s3-dev-records-assets-us-east-1-123456789012",
      secondaryBucket: "s3-dev-records-assets-us-west-2-123456789012",
      vpcPeeringConnectionId: expect.stringMatching(/^vpcPeeringConnection-\w+$/),
      dashboardUrl: expect.stringMatching(/#dashboards\/dashboard\/cloudwatch-dev-records$/),
    },
  ],
])("the database's password, and what %s tells of itself", (stack, expectedOutputs) => {
  const profile = `policy-pack/profiles/${stack}.json`;
  let copy: WorkingCopy;
  let engine: Engine;
  let events: readonly EngineEvent[];
  let said: string;
  let password: string;

  beforeAll(async () => {
    copy = new WorkingCopy();
    engine = new Engine(copy, stack, profile);
    await engine.createStack();
    const up = await engine.up();
    events = up.events;
    said = up.stdout + up.stderr;
    expect({ status: up.status, errors: errorsOf(events), findings: mandatoryFindings(events) }).toEqual({
      status: 0,
      errors: [],
      findings: [],
    });
  });

  afterAll(() => {
    engine?.remove();
    copy?.remove();
  });

  test("is given to the primary cluster alone, and stands in the secret", async () => {
    const state = await engine.plainResources();
    const [given, ...others] = masterPasswords(state);
    expect(others).toEqual([]);
    expect(given).toMatch(/^.{32}$/);
    password = given ?? "";
    // A text in a text in a text: the secret's value is JSON, and so is what `--show-secrets` makes of it.
    expect(state.split(password).length - 1).toBeGreaterThanOrEqual(4);
  });

  test("is in no file of the state, its history and its backups in plain", () => {
    const files = [...engine.kept()];
    for (const place of [/stacks\/.*\.json$/, /history\/.*checkpoint\.json$/, /backups\/.*\.json$/]) {
      expect(files.filter(([path]) => place.test(path))).not.toEqual([]);
    }
    expect(files.filter(([, text]) => text.includes(password)).map(([path]) => path)).toEqual([]);
  });

  // Lines of severity debug are left out: the SDK writes what it registers into them, in plain, when one asks for them.
  test("is in nothing that the command said or reported, and in no output", async () => {
    const reported = events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity !== "debug");
    expect(reported.length).toBeGreaterThan(300);
    expect(JSON.stringify(reported).includes(password)).toBe(false);
    expect(said.length).toBeGreaterThan(1_000);
    expect(said.includes(password)).toBe(false);
    const outputs = await engine.plainOutputs();
    expect(JSON.parse(outputs)).toHaveProperty("zoneId");
    expect(outputs.includes(password)).toBe(false);
  });

  test("what the preview could not know of the outputs is known now", async () => {
    const outputs = JSON.parse(await engine.plainOutputs()) as Record<string, unknown>;
    expect(outputs).toMatchObject(expectedOutputs);
  });

  test("destroy leaves nothing", async () => {
    const { status, events } = await engine.destroy();
    expect({ status, errors: errorsOf(events) }).toEqual({ status: 0, errors: [] });
    expect(Object.keys(changesOf(events))).toEqual(["delete"]);
    expect(await engine.resources()).toEqual([]);
  });
});
