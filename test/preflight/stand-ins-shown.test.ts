import { join } from "node:path";
import { connectPack, type PolicyPack } from "../../preflight/analyzer/pack";
import { spawnPack } from "../../preflight/analyzer/pack-process";
import type { Recording } from "../../preflight/graph";
import { isBuiltText, standInText } from "../../preflight/monitor/lookups/stand-ins";
import { recordProgram } from "../../preflight/monitor/record";
import { everything, identityOf } from "./everything";

/* A program gets something in place of what only AWS knows. Nobody is told it as if it were so. */

const directory = join(__dirname, "../..");
let recording: Recording;
let pack: PolicyPack;

beforeAll(async () => {
  recording = await recordProgram({
    programDirectory: join(__dirname, "programs", "asks"),
    stack: "dev",
    config: { "aws:region": "us-east-1" },
  });
  const identity = identityOf(recording);
  pack = await connectPack(spawnPack({ directory, identity, timeLimitSeconds: 60 }), identity, 60);
});
afterAll(() => pack.close());

/** Where a text holds a stand-in. */
function traceIn(text: string): string | undefined {
  const [line] = text.split(/(?<=[\n,])/).filter(isBuiltText);
  return line?.slice(0, 200);
}

test("a stand-in is found where it stands", () => {
  expect(traceIn(JSON.stringify(["a", `b ${standInText("q")}`]))).toContain(standInText("q"));
});

test("the program runs to its end, and what it made of answers is unknown in the graph", () => {
  expect(recording.resources.map(({ name }) => name)).toEqual(expect.arrayContaining(["server-2", "orders", "copies"]));
  expect(traceIn(JSON.stringify(recording.resources, null, 1))).toBeUndefined();
  expect(traceIn(JSON.stringify(recording.outputs, null, 1))).toBeUndefined();
});

test.each(["org-baseline", "trading"])(
  "no format of any command, nor the export, shows a stand-in, by %s",
  async (profile) => {
    const { verdict, texts } = await everything(pack, recording, profile);
    expect(verdict.undetermined.length).toBeGreaterThan(3);
    expect(verdict.notes.join()).toContain("the network is (unknown)");
    for (const [what, text] of texts) {
      expect([what, traceIn(text)]).toEqual([what, undefined]);
    }
  },
);
