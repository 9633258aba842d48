import { customerKeys } from "../../../model/aws/customer-keys";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { below, segmentsOf } from "../../../model/graph/path";
import { known } from "../../../model/graph/reading";
import { anyAws } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import { type Finding, Word } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

/** Names of properties that hold a key, wherever they stand in a resource. */
const keyProperties: ReadonlySet<string> = new Set([
  "kmsKey",
  "kmsKeyArn",
  "kmsKeyId",
  "kmsMasterKeyArn",
  "kmsMasterKeyId",
  "replicaKmsKeyId",
]);

/** The parameter store calls it by a name that means other things elsewhere. */
const isParameter = tokens.parameter.has;

function isManagedKey(value: unknown): boolean {
  return typeof value === "string" && (value === "" || /^(arn:[^:]+:kms:[^:]*:\d*:)?alias\/aws\//.test(value));
}

/** Structures that hold keys. Any other value that is unknown as a whole holds none. */
const keyHolders = /encrypt|kms|replicas|^rules$|^sse/i;

/** The name of the list that a path ends with. */
function lastOf(at: string): string {
  return String(segmentsOf(at).findLast((segment) => typeof segment === "string") ?? "");
}

/** Looks for key properties at any depth. Each is a part of its own: one that is unknown hides no other. */
function* judgeKeys(holder: object, at: string, isKey: (name: string) => boolean): Check<Finding> {
  for (const name of Object.keys(holder)) {
    yield* part(function* () {
      const read = (): unknown => Reflect.get(holder, name);
      const isHolder =
        isKey(name) || keyHolders.test(name) || (Array.isArray(holder) && at !== "" && keyHolders.test(lastOf(at)));
      const value = isHolder ? read() : known(read);
      const here = below(at, Array.isArray(holder) ? Number(name) : name);
      if (typeof value === "object" && value !== null) {
        yield* judgeKeys(value, here, isKey);
      } else if (isKey(name) && value !== undefined && value !== null && !isManagedKey(value)) {
        yield { at: here, got: new Word("a customer's key"), want: "nothing, or a key of AWS: alias/aws/..." };
      }
    });
  }
}

export default resourceRule({
  meta: {
    name: "kms-forbid-customer-key",
    severity: "medium",
    law: "Data is encrypted with AWS managed keys.",
    rationale:
      "A customer managed key is one more thing that must exist in the standby region, with its policy, before anything encrypted can be read there.",
    remediation: "Remove the key; each service then encrypts with its AWS managed key.",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt",
    framework: { wellArchitected: "SEC8-BP01", nist: ["SC-12", "SC-28"] },
  },
  config: {
    managedOnly: {
      type: "boolean",
      default: false,
      description: "Whether customer managed keys are forbidden; many systems need them.",
    },
  },
  on: anyAws,
  *check(props, { managedOnly }, { type }) {
    if (!managedOnly) {
      return skip("customer managed keys are allowed");
    }
    if (customerKeys.has(type)) {
      yield { at: "resource", got: new Word("a customer's key"), want: "a key that AWS manages" };
    } else {
      yield* judgeKeys(props, "", (name) => keyProperties.has(name) || (name === "keyId" && isParameter(type)));
    }
    return undefined;
  },
  examples: {
    pass: [
      {
        because: "the queue encrypts under the key of the service",
        config: { managedOnly: true },
        type: "aws:sqs/queue:Queue",
        given: { kmsMasterKeyId: "alias/aws/sqs" },
      },
    ],
    fail: [
      {
        because: "the stack makes a key",
        config: { managedOnly: true },
        type: "aws:kms/key:Key",
        given: { description: "payments" },
        at: ["resource"],
      },
      {
        because: "a replica of a table encrypts under a customer's key",
        config: { managedOnly: true },
        type: "aws:dynamodb/table:Table",
        given: { replicas: [{ regionName: "us-west-2", kmsKeyArn: "arn:aws:kms:us-west-2:123456789012:key/1" }] },
        at: ["replicas[0].kmsKeyArn"],
      },
    ],
    undetermined: [
      {
        because: "the encryption is unknown as a whole, and what else is unknown is no key",
        config: { managedOnly: true },
        type: "aws:dynamodb/table:Table",
        given: { serverSideEncryption: unknown.object, name: unknown.string },
        at: ["serverSideEncryption"],
      },
      {
        because: "the key is unknown, while another is judged",
        config: { managedOnly: true },
        type: "aws:sns/topic:Topic",
        given: { kmsMasterKeyId: unknown.string, nested: { kmsKeyId: "alias/ours" } },
        at: ["kmsMasterKeyId"],
        fail: ["nested.kmsKeyId"],
      },
    ],
    skip: [{ because: "the config allows keys", type: "aws:kms/key:Key", given: {} }],
  },
});
