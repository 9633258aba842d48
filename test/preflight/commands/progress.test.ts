import { Progress } from "../../../preflight/commands/progress";
import { COMMANDS, READERS } from "../report/log-readers";

/** A stream that is a terminal so many characters wide, or none. */
function streamOf(columns: number | undefined) {
  const written: string[] = [];
  const stream = { isTTY: columns !== undefined, columns, write: (text: string) => written.push(text) };
  return { progress: new Progress(stream as unknown as NodeJS.WriteStream), written };
}

/** Goes to the beginning of the line and empties it. */
const BEGIN = "\r\u001b[2K";

test("a person sees one line, which goes when all is done", () => {
  const { progress, written } = streamOf(80);
  progress.show("judging a (1 of 2)");
  progress.show("judging b (2 of 2)");
  progress.clear();
  progress.clear();
  expect(written).toEqual([`${BEGIN}judging a (1 of 2)`, `${BEGIN}judging b (2 of 2)`, BEGIN]);
});

test("the log of a pipeline sees nothing", () => {
  const { progress, written } = streamOf(undefined);
  progress.show("judging a");
  progress.clear();
  expect(written).toEqual([]);
});

test("a name that is longer than the line leaves nothing behind", () => {
  const { progress, written } = streamOf(20);
  progress.show("judging a-stack-with-a-long-name");
  expect(written).toEqual([`${BEGIN}judging a-stack-wit`]);
});

test.each(COMMANDS)("a stack that is called %j is nothing to act on", (name) => {
  const { progress, written } = streamOf(1000);
  progress.show(name);
  progress.show(`judging ${name}`);
  const shown = written.map((text) => text.slice(BEGIN.length));
  expect(READERS.filter(([, acts]) => shown.some((text) => acts.test(text)))).toEqual([]);
});
