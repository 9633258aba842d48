import { findRuntimeSupport, runtimeSource } from "../../../model/aws/lambda-runtimes";
import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import { readDayIn, readToday } from "../../engine/clock";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

/** What was, or will be, when. */
function told(ends: string, noCreate: string | undefined, today: string): string {
  const end = `support of this one ${ends <= today ? "ended" : "ends"} on ${ends}`;
  if (noCreate === undefined) {
    return end;
  }
  return `${end}, and AWS creates no function on it ${noCreate <= today ? "since" : "from"} ${noCreate}`;
}

const processor = { name: "processor", role: "arn:aws:iam::123456789012:role/processor" };

export default resourceRule({
  meta: {
    name: "lambda-require-supported-runtime",
    severity: "medium",
    level: "advisory",
    law: "A function uses a runtime that AWS supports.",
    rationale:
      "A runtime past its support gets no security patches, and AWS will refuse to create the function anew, as a recovery would.",
    remediation: "Set runtime to a supported one and test the function on it.",
    url: runtimeSource.page,
    framework: { wellArchitected: "SEC6-BP01", nist: ["SA-22", "SI-2"] },
  },
  config: {
    noticeDays: {
      type: "integer",
      minimum: 0,
      default: 0,
      description: "Days before the end of support at which the policy starts to warn.",
    },
  },
  on: tokens.function,
  *check(props, { noticeDays }): Check<Finding> {
    if (props.packageType === "Image") {
      return skip("a container image brings its own runtime");
    }
    const { runtime } = props;
    const support = typeof runtime === "string" ? findRuntimeSupport(runtime) : undefined;
    if (support === undefined) {
      return skip(`nothing is known of the runtime: AWS's list was read on ${runtimeSource.read}`);
    }
    const { ends, noCreate } = support;
    if (ends === undefined) {
      return skip(`AWS had not stated until when it supports the runtime: its list was read on ${runtimeSource.read}`);
    }
    if (ends <= readDayIn(noticeDays)) {
      yield { at: "runtime", got: runtime, want: `a runtime that AWS supports: ${told(ends, noCreate, readToday())}` };
    }
  },
  examples: {
    pass: [{ because: "AWS supports the runtime", given: { ...processor, runtime: "nodejs24.x" } }],
    fail: [
      { because: "its support has ended", given: { ...processor, runtime: "nodejs18.x" }, at: ["runtime"] },
      {
        because: "its support ends within the notice of the config",
        config: { noticeDays: 200 },
        today: "2026-11-21",
        given: { ...processor, runtime: "nodejs22.x" },
        at: ["runtime"],
      },
    ],
    undetermined: [
      { because: "the runtime is unknown", given: { ...processor, runtime: unknown.string }, at: ["runtime"] },
    ],
    skip: [
      {
        because: "AWS has not said until when it supports the runtime",
        given: { ...processor, runtime: "nodejs26.x" },
      },
      {
        because: "the function is a container image",
        given: { ...processor, packageType: "Image", imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1" },
      },
    ],
  },
});
