import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { PreflightError } from "../../../preflight/problem";
import { readStateFile } from "../../../preflight/state/read";
import { share } from "../../helpers/histories";
import { runHere } from "../here";

const QUEUE = "aws:sqs/queue:Queue";
const resource = (more: object = {}, name = "q") => ({
  urn: `urn:pulumi:s::p::${QUEUE}::${name}`,
  type: QUEUE,
  custom: true,
  inputs: { name },
  ...more,
});
const stateOf = (...resources: readonly unknown[]) => ({ version: 3, deployment: { resources } });
const json = (...resources: readonly unknown[]) => JSON.stringify(stateOf(...resources));
/** A state in which the inputs are this text of JSON. */
const withInputs = (inputs: string) => json(resource({ inputs: "HERE" })).replace('"HERE"', inputs);
const wide = (text: string) => Buffer.from(text, "utf16le");
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

/** Files that are judged: what people and tools write. */
const JUDGED: Readonly<Record<string, string | Uint8Array>> = {
  "with a byte order mark": `\ufeff${json(resource())}`,
  "as PowerShell writes": wide(`\ufeff${json(resource())}`),
  "UTF-16 the other way round": Buffer.from(wide(`\ufeff${json(resource())}`)).swap16(),
  "UTF-16 without a mark": wide(json(resource())),
  "lines ended as on Windows": JSON.stringify(stateOf(resource()), null, 2).replaceAll("\n", "\r\n"),
  "a number that is too large": withInputs('{"delaySeconds": 1e999, "x": -1e999, "y": 123456789012345678901234567890}'),
  "names of JavaScript": withInputs(
    '{"__proto__": {"a": 1}, "constructor": 1, "toString": [], "hasOwnProperty": null}',
  ),
  "a key twice": withInputs('{"name": "a", "name": "b"}'),
  "as deep as may be": withInputs(nested(90)),
  "half a character": withInputs('{"name": "a\\ud800"}'),
  "a zero byte in a name": json(resource({}, "a\u0000b")),
  "lines in a name": json(resource({}, "a\n::error::b")),
  "no properties": json({ urn: `urn:pulumi:s::p::${QUEUE}::q`, type: QUEUE }),
  "null for all that may be": json(resource({ inputs: null, outputs: null, parent: null, dependencies: null })),
  "a resource twice": json(resource(), resource()),
  "its own parent": json(resource({ parent: `urn:pulumi:s::p::${QUEUE}::q` })),
  "a circle of dependencies": json(
    resource({ dependencies: [`urn:pulumi:s::p::${QUEUE}::b`] }, "a"),
    resource({ dependencies: [`urn:pulumi:s::p::${QUEUE}::a`] }, "b"),
  ),
  "a provider that is not there": json(resource({ provider: "urn:pulumi:s::p::pulumi:providers:aws::x::id" })),
  "an asset of nothing": withInputs('{"a": {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17"}}'),
  "a signature nobody knows": withInputs('{"a": {"4dabf18193072939515e22adb298388d": {"x": 1}}}'),
  "a secret that is no text": withInputs(
    '{"a": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": 5}}',
  ),
  "a long value": json(resource({ inputs: { name: "x".repeat(3_000_000) } })),
};

/** Files that are refused, with what is said. */
const REFUSED: Readonly<Record<string, readonly [string | Uint8Array, string]>> = {
  empty: ["", "is not valid JSON"],
  "white space": [" \n\t", "is not valid JSON"],
  "cut off": [json(resource()).slice(0, -5), "is not valid JSON"],
  "two documents": [json(resource()) + json(resource()), "is not valid JSON"],
  "UTF-32": [Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), "is written in UTF-32"],
  "Latin-1": [Buffer.from(json(resource({}, "ö")), "latin1"), "is not written in UTF-8"],
  "UTF-16 that is cut off": [wide(`\ufeff${json(resource())}`).subarray(0, -1), "is not written in UTF-16"],
  binary: [Buffer.from([0x7b, 0x80, 0xff, 0x00, 0x7d]), "is not written in UTF-8"],
  "too deep": [withInputs(nested(101)), "nests deeper than 100 levels"],
  "without end": [`${"[".repeat(60_000)}${"]".repeat(60_000)}`, "nests deeper than 100 levels"],
  "no resource": [json(), "holds no resource"],
  "a list of null": [json(null), "deployment.resources[0] is not as expected"],
  "a URN of a number": [json(resource({ urn: 5 })), "deployment.resources[0].urn is not as expected"],
  "a type of nothing": [json(resource({ type: "" })), "deployment.resources[0].type is not as expected"],
};

const folder = mkdtempSync(join(tmpdir(), "state-files-"));
const fileOf = (name: string) => join(folder, `${name.replaceAll(" ", "-")}.json`);

describe("a run over files of every kind", () => {
  let said: { readonly stacks: readonly { readonly stack: string }[]; readonly failures: readonly Failure[] };
  interface Failure {
    readonly stack: string;
    readonly message: string;
    readonly detail: string;
  }

  beforeAll(async () => {
    for (const [name, bytes] of Object.entries(JUDGED)) writeFileSync(fileOf(name), bytes);
    for (const [name, [bytes]] of Object.entries(REFUSED)) writeFileSync(fileOf(name), bytes);
    // Reached once more, by a link to the folder within itself.
    mkdirSync(join(folder, "below"));
    symlinkSync(folder, join(folder, "below", "again"));
    const { status, stdout, stderr } = await runHere("analyze", folder, "--format", "json");
    expect([status, stderr]).toEqual([2, ""]);
    said = JSON.parse(stdout);
  });

  test("has one answer for each", () => {
    expect(said.stacks.length + said.failures.length).toBe(Object.keys({ ...JUDGED, ...REFUSED }).length);
  });

  test.each(Object.keys(JUDGED))("judges %s", (name) => {
    const called = said.stacks.filter(({ stack }) => stack.includes(`/${basename(fileOf(name))}`));
    expect([called.length, said.failures.filter(({ stack }) => stack === fileOf(name))]).toEqual([1, []]);
  });

  test.each(Object.entries(REFUSED))("refuses %s in one line", (name, [, message]) => {
    const [failure, ...more] = said.failures.filter(({ stack }) => stack === fileOf(name));
    expect(more).toEqual([]);
    expect(failure).toMatchObject({ message: expect.stringContaining(message), detail: "" });
    expect(failure?.message).toMatch(/^[^\n]{1,400}$/);
  });
});

describe("any file", () => {
  const file = join(folder, "any.json");
  const outcome = (bytes: string | Uint8Array) => {
    writeFileSync(file, bytes);
    try {
      return readStateFile(file).recording.resources.length > 0;
    } catch (error) {
      return error instanceof PreflightError && !error.message.includes("\n");
    }
  };

  test("of bytes, or of JSON in a state, is read or refused in one line", () => {
    const members = fc.constantFrom(...Object.keys(resource({ outputs: 0, parent: 0, provider: 0, dependencies: 0 })));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), members, fc.jsonValue(), (bytes, member, value) => {
        expect(outcome(bytes)).toBe(true);
        expect(outcome(json(resource({ [member]: value })))).toBe(true);
        expect(outcome(json(resource({ inputs: { value } })))).toBe(true);
      }),
      { seed: 18, numRuns: share(1000, 0.04) },
    );
  });
});
