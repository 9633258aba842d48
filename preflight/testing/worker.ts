import { PreflightError } from "../problem";
import type { PackOptions, ProgramOptions } from ".";
import type { Declared } from "./declared";
import { PackUnderTest } from "./pack-under-test";

type Question =
  | { readonly id: number; readonly method: "start"; readonly params: PackOptions }
  | { readonly id: number; readonly method: "judge"; readonly params: readonly Declared[] }
  | { readonly id: number; readonly method: "judgeProgram"; readonly params: ProgramOptions };

let pack: PackUnderTest | undefined;

async function answer(question: Question): Promise<unknown> {
  if (question.method === "start") {
    pack = await PackUnderTest.start(question.params);
    return { policies: pack.policies };
  }
  if (pack === undefined) {
    throw new Error(`${question.method} was asked of a pack that is not running`);
  }
  return question.method === "judge" ? pack.judge(question.params) : pack.judgeProgram(question.params);
}

function explain(error: unknown): { message: string; detail: string } {
  if (error instanceof PreflightError) {
    return { message: error.message, detail: error.detail };
  }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), detail: "" };
}

// One after the other: a pack has one configuration at a time.
let last: Promise<void> = Promise.resolve();

process.on("message", (question: Question) => {
  last = last.then(async () => {
    const reply = await answer(question).then(
      (result) => ({ id: question.id, result }),
      (error: unknown) => ({ id: question.id, error: explain(error) }),
    );
    process.send?.(reply);
  });
});

process.on("disconnect", () => {
  pack?.stop();
  process.exit();
});
