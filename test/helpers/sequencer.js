// In which order the test files run when it is not known yet how long each takes: first those that start processes. They
// take longest, and at the end of a run one that is left over would keep one core waiting for the other.
const { readFileSync } = require("node:fs");
const { default: Sequencer } = require("@jest/test-sequencer");

const startsProcesses = /\b(RunningPack|spawn\w*|execFile|recordProgram|startPack|runHere|judgeFiles)\b/;

module.exports = class ProcessesFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isFirst = ({ duration, path }) =>
      typeof duration !== "number" && startsProcesses.test(readFileSync(path, "utf8"));
    const first = new Set(sorted.filter(isFirst));
    return [...first, ...sorted.filter((test) => !first.has(test))];
  }
};
