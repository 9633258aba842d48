import type { Format } from "./format";
import { jsonDocument, mapped } from "./pieces";

/** One stack is an object; stacks to compare are a list in one, with those that could not be judged. */
export const formatJson: Format = ({ stacks, failures, isSummary, comparison, known }) => {
  const compared = { ...(comparison === undefined ? {} : { comparison }), ...(known === undefined ? {} : { known }) };
  if (!isSummary) {
    const [first] = stacks;
    return [`${JSON.stringify({ ...first?.verdict, ...compared }, null, 2)}\n`];
  }
  const verdicts = mapped(stacks, ({ verdict }) => verdict);
  return jsonDocument({ schemaVersion: 1 }, "stacks", verdicts, { failures, ...compared });
};
