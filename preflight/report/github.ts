import { resolve } from "node:path";
import { slashed, wayWithin } from "../paths";
import { type Line, linesOf } from "./compact";
import type { Format, FormatOptions } from "./format";
import { printable } from "./printable";

/** For a job on GitHub: an annotation for each finding, at the line that makes the resource. */
export const formatGithub: Format = function* ({ stacks, failures, failing }, options) {
  let count = 0;
  for (const stack of stacks) {
    for (const line of linesOf(stack, options)) {
      count++;
      yield annotation(line, options);
    }
  }
  for (const { stack, message } of failures) {
    count++;
    yield `::error title=${property("dr-guardrails")}::${data(`${stack} could not be judged: ${message}`)}\n`;
  }
  if (options.quiet === undefined) {
    const words = failing === undefined || failing.length === 0 ? "" : `; fails: ${failing.join(", ")}`;
    yield `dr-guardrails: ${count} ${count === 1 ? "finding" : "findings"}${words}\n`;
  }
};

function annotation({ kind, policy, file, line, column, text }: Line, { workspace }: FormatOptions): string {
  const place = `file=${property(placeOf(file, workspace))},line=${line},col=${column}`;
  return `::${kind} ${place},title=${property(policy)}::${data(text)}\n`;
}

/** From the top of the repository, as GitHub names files, whatever folder the command runs in. */
function placeOf(file: string, workspace: string | undefined): string {
  return slashed(workspace === undefined ? file : (wayWithin(workspace, resolve(file)) ?? file));
}

/** By GitHub's rules for the text of a command; each line of it is made printable first. */
function data(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => printable(line).replaceAll("%", "%25"));
  return lines.join("%0A");
}

/** By GitHub's rules for a property of a command. */
function property(text: string): string {
  return printable(text).replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll(",", "%2C");
}
