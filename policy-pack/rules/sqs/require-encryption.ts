import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { isGiven } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { resourceRule } from "../../engine/rule";

const queue = { name: "dead-letters" };

export default resourceRule({
  meta: {
    name: "sqs-require-encryption",
    severity: "high",
    law: "A queue encrypts its messages, and the program states it.",
    rationale: "Failed work waits in a queue for days: it is data at rest, with everything that a request carried.",
    remediation: "Set sqsManagedSseEnabled to true, or kmsMasterKeyId to a key.",
    url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
    framework: { wellArchitected: "SEC8-BP02", nist: ["SC-28"] },
  },
  config: {
    acceptDefault: {
      type: "boolean",
      default: false,
      description: "Accept a queue whose program says nothing: SQS encrypts it with its own AWS managed key.",
    },
  },
  on: tokens.queue,
  *check(props, { acceptDefault }) {
    yield* part(function* () {
      const managed = props.sqsManagedSseEnabled ?? (acceptDefault ? true : undefined);
      if (managed === true) {
        return;
      }
      if (!isGiven(() => props.kmsMasterKeyId)) {
        yield { at: "sqsManagedSseEnabled", got: props.sqsManagedSseEnabled, want: "true, or a kmsMasterKeyId" };
      }
    });
  },
  examples: {
    pass: [
      { because: "the config accepts what SQS does by default", config: { acceptDefault: true }, given: queue },
      { because: "SQS encrypts with its own key", given: { ...queue, sqsManagedSseEnabled: true } },
      { because: "a KMS key encrypts", given: { ...queue, kmsMasterKeyId: "alias/aws/sqs" } },
      {
        because: "a KMS key that is yet to be made encrypts",
        given: { ...queue, sqsManagedSseEnabled: false, kmsMasterKeyId: unknown.string },
      },
    ],
    fail: [
      {
        because: "it is switched off, whatever the config says of a program that is silent",
        config: { acceptDefault: true },
        given: { ...queue, sqsManagedSseEnabled: false },
        at: ["sqsManagedSseEnabled"],
      },
      { because: "nothing is said", given: queue, at: ["sqsManagedSseEnabled"] },
      { because: "it is switched off", given: { ...queue, sqsManagedSseEnabled: false }, at: ["sqsManagedSseEnabled"] },
      { because: "the key is empty", given: { ...queue, kmsMasterKeyId: "" }, at: ["sqsManagedSseEnabled"] },
    ],
    undetermined: [
      {
        because: "the switch is unknown",
        given: { ...queue, sqsManagedSseEnabled: unknown.boolean },
        at: ["sqsManagedSseEnabled"],
      },
    ],
  },
});
