import type { Format } from "./index";

/** One stack is an object; stacks to compare are a list in one, with those that could not be judged. */
export const formatJson: Format = ({ stacks, failures, isSummary, comparison }) => {
  const verdicts = stacks.map(({ verdict }) => verdict);
  const compared = comparison === undefined ? {} : { comparison };
  const document = isSummary
    ? { schemaVersion: 1, stacks: verdicts, failures, ...compared }
    : { ...verdicts[0], ...compared };
  return `${JSON.stringify(document, null, 2)}\n`;
};
