import type { Format } from "./index";

/** One stack is an object; stacks to compare are a list in one, with those that could not be judged. */
export const formatJson: Format = ({ stacks, failures, isSummary }) => {
  const verdicts = stacks.map(({ verdict }) => verdict);
  const document = isSummary ? { schemaVersion: 1, stacks: verdicts, failures } : verdicts[0];
  return `${JSON.stringify(document, null, 2)}\n`;
};
