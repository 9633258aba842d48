import { create } from "xmlbuilder2";
import { type Found, inMemory, nameApart, type Outcome } from "../../../preflight/commands/judge-files";
import { Spool } from "../../../preflight/commands/spool";
import { findFormat, formatNames } from "../../../preflight/report";
import type { JudgedStack, Report } from "../../../preflight/report/format";
import { jsonDocument } from "../../../preflight/report/pieces";
import { everything, failed, hostile, judged, QUEUE, report, TABLE, violation, write } from "./sample";

const passes = [
  { policy: "queue-limit-x", urn: QUEUE },
  { policy: "dynamodb-require-pitr", urn: TABLE },
];
const stacks = [
  judged(everything, { passes }),
  judged({ stack: "b" }),
  judged({ stack: "c", violations: [violation, { ...violation, path: "x" }] }),
  hostile,
];

/** The stacks as `analyze` puts them aside and reads them back. */
function reread(aside: typeof inMemory): Report {
  const outcomes = stacks.map(({ verdict, passes, ...rest }: JudgedStack, index): Outcome => {
    const found = aside({ verdict, passes });
    return { file: `${index}`, project: "p", stack: verdict.stack, judged: () => ({ ...found(), ...rest }) };
  });
  return { stacks: nameApart(outcomes), failures: failed.failures, isSummary: true };
}

test.each(formatNames)("%s is the same of stacks in memory and in a file", (format) => {
  const whole = write(format, { ...report(...stacks), failures: failed.failures });
  const spool = new Spool<Found>();
  expect(write(format, reread(inMemory))).toBe(whole);
  expect(write(format, reread(spool.put))).toBe(whole);
  spool.close();
});

test.each(["json", "sarif"])("%s in pieces is what it is as a whole", (format) => {
  for (const from of [report(), report(...stacks), failed, { ...report(...stacks), failures: failed.failures }]) {
    const text = write(format, from);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  }
});

test("junit in pieces is what it is as a whole", () => {
  for (const from of [report(), report(...stacks), failed, { ...report(...stacks), failures: failed.failures }]) {
    const text = write("junit", from);
    expect(text).toBe(`${create(text).end({ prettyPrint: true })}\n`);
  }
});

test.each(["json", "sarif", "junit", "text", "markdown"])("%s writes a stack before it reads the next", (format) => {
  let read = 0;
  const stacks = {
    length: 3,
    *[Symbol.iterator]() {
      for (const stack of ["a", "b", "c"]) {
        read += 1;
        yield judged({ ...everything, stack });
      }
    },
  };
  const readBefore = new Set<number>();
  for (const _piece of findFormat(format)({ stacks, failures: [], isSummary: true }, { colour: false })) {
    readBefore.add(read);
  }
  expect([...readBefore].slice(-3)).toEqual([read - 2, read - 1, read]);
});

test.each([
  [{ a: 1 }, [], {}],
  [{ a: 1, b: { c: [2] } }, [{}, { d: "line\nend" }], { e: null, f: [] }],
])("a document of %j is written as JSON.stringify writes it", (before, items, after) => {
  expect([...jsonDocument(before, "list", items, after)].join("")).toBe(
    `${JSON.stringify({ ...before, list: items, ...after }, null, 2)}\n`,
  );
});
