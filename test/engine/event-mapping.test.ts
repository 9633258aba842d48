import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNewestPulumi, findPulumi, offlineEnvironment, repository, runToEnd } from "./harness/cli";
import { parseEvents } from "./harness/events";

// What docs/verdict.md says of Pulumi's events and the preflight's JSON, field by field.

jest.setTimeout(300_000);

const urnOf = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const root = urnOf("pulumi:pulumi:Stack", "shop-dev");
const provider = urnOf("pulumi:providers:aws", "west");
const profile = join(repository, "policy-pack/profiles/org-baseline.json");

const state = {
  version: 3,
  deployment: {
    manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "v3.250.0" },
    resources: [
      { urn: root, custom: false, type: "pulumi:pulumi:Stack", outputs: {} },
      {
        urn: provider,
        custom: true,
        id: "provider-id",
        type: "pulumi:providers:aws",
        inputs: { region: "us-west-2" },
        outputs: { region: "us-west-2" },
        parent: root,
      },
      {
        urn: urnOf("aws:s3/bucket:Bucket", "logs"),
        custom: true,
        id: "logs-id",
        type: "aws:s3/bucket:Bucket",
        inputs: { bucket: "logs" },
        outputs: { bucket: "logs", arn: "arn:aws:s3:::logs" },
        parent: root,
        provider: `${provider}::provider-id`,
      },
    ],
  },
};

interface Violation {
  readonly policy: string;
  readonly urn: string;
  readonly severity: string;
  readonly level: string;
  readonly message: string;
  readonly path: string;
  readonly got: string;
  readonly want: string;
}

let place: string;
let file: string;
let violations: readonly Violation[];
let ownStatus: number | null;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "dr-guardrails-events-"));
  file = join(place, "state.json");
  writeFileSync(file, JSON.stringify(state));
  const words = ["preflight/main.js", "analyze", "--file", file, "--profile", profile, "--format", "json"];
  const { status, stdout } = await runToEnd(process.execPath, words, { cwd: repository });
  ownStatus = status;
  violations = (JSON.parse(stdout) as { violations: readonly Violation[] }).violations;
});
afterAll(() => rmSync(place, { recursive: true }));

/** A row of either side, in one order. */
const inOrder = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join("\n")).sort();

describe.each([
  ["pinned", findPulumi],
  ["newest", findNewestPulumi],
] as const)("the events of the %s engine's policy analyze", (_release, find) => {
  let events: ReturnType<typeof parseEvents>;
  let status: number | null;

  beforeAll(async () => {
    const pulumi = find();
    const words = ["policy", "analyze", "--policy-pack", ".", "--policy-pack-config", profile, "--file", file];
    const env = offlineEnvironment(pulumi, join(place, "home"));
    const ended = await runToEnd(pulumi, [...words, "--json", "--non-interactive"], { cwd: repository, env });
    status = ended.status;
    events = parseEvents(ended.stdout);
  });

  test("name policy, resource, severity and level as the JSON does, and say its message below a description", () => {
    const theirs = events.flatMap(({ policyEvent: event }) => event ?? []);
    expect(new Set(theirs.map(({ enforcementLevel }) => enforcementLevel))).toEqual(new Set(["mandatory", "advisory"]));
    expect(
      inOrder(
        theirs.map(({ policyName, resourceUrn = "", severity = "", enforcementLevel, message }) => [
          policyName,
          resourceUrn,
          severity,
          enforcementLevel,
          message.slice(message.indexOf("\n") + 1),
        ]),
      ),
    ).toEqual(
      inOrder(violations.map(({ policy, urn, severity, level, message }) => [policy, urn, severity, level, message])),
    );
  });

  test("end with a result that the exit status has too", () => {
    const { result } = events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent ?? {};
    expect([result, status === 0, ownStatus]).toEqual(["failed", false, 1]);
  });
});

test("path, got and want are the parts of the message", () => {
  for (const { path, got, want, message } of violations) {
    expect(message.split("\n")[0]).toBe(`${path} is ${got}, expected ${want}`);
  }
});
