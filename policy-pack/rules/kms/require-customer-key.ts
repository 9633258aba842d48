import { findArn } from "../../../model/aws/arn";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { below } from "../../../model/graph/path";
import { isGiven, known } from "../../../model/graph/reading";
import { union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, each, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const want = "the ARN of a key of the region in which the copy is";

const table = { name: "sessions", hashKey: "id", attributes: [{ name: "id", type: "S" }] };
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/mrk-1";
const westKeyArn = "arn:aws:kms:us-west-2:123456789012:key/mrk-1";

/** The region in a key's ARN; undefined where the text tells none, as an alias or an id does. */
function regionOfKey(key: unknown): string | undefined {
  const region = typeof key === "string" ? findArn(key)?.region : undefined;
  return region === "" ? undefined : region;
}

export default resourceRule({
  meta: {
    name: "kms-require-customer-key",
    severity: "high",
    law: "Tables and secrets are encrypted with a customer managed key, in every region.",
    rationale: "Only the policy of a customer managed key says who may read what is stored, and tells who did.",
    remediation: "Set the key of each copy to one that is in the copy's own region.",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt",
    framework: { wellArchitected: "SEC8-BP01", nist: ["SC-12", "SC-28"] },
  },
  config: {
    requireKey: {
      type: "boolean",
      default: false,
      description: "Whether a customer managed key is demanded; AWS managed keys are sufficient for many systems.",
    },
  },
  on: union(tokens.table, tokens.secret),
  *check(props, { requireKey }, { type }): Check<Finding> {
    if (!requireKey) {
      return skip("keys of AWS will do");
    }
    const given: Readonly<Record<string, unknown>> = props;
    const isTable = tokens.table.has(type);
    yield* part(function* () {
      const at = isTable ? "serverSideEncryption.kmsKeyArn" : "kmsKeyId";
      const encryption = given.serverSideEncryption as Readonly<Record<string, unknown>> | undefined;
      if (!isGiven(() => (isTable ? encryption?.kmsKeyArn : given.kmsKeyId))) {
        yield { at, got: undefined, want };
      }
    });
    yield* each(
      () => given.replicas as readonly Readonly<Record<string, unknown>>[] | undefined,
      "replicas",
      function* (replica, at) {
        const property = isTable ? "kmsKeyArn" : "kmsKeyId";
        if (!isGiven(() => replica[property])) {
          yield { at: below(at, property), got: undefined, want };
          return;
        }
        const key = known(() => replica[property]); // one that is still to be made tells no region
        const region = replica[isTable ? "regionName" : "region"];
        const own = regionOfKey(key);
        if (own !== undefined && own !== region) {
          yield { at: below(at, property), got: key, want: `${want}, ${JSON.stringify(region)}` };
        }
      },
    );
    return undefined;
  },
  examples: {
    pass: [
      {
        because: "the table and its replica have keys, one of which is still to be made",
        config: { requireKey: true },
        given: {
          ...table,
          serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
          replicas: [{ regionName: "us-west-2", kmsKeyArn: unknown.string }],
        },
      },
      {
        because: "the secret and its replica have keys",
        config: { requireKey: true },
        type: "aws:secretsmanager/secret:Secret",
        given: { kmsKeyId: unknown.string, replicas: [{ region: "us-west-2", kmsKeyId: westKeyArn }] },
      },
    ],
    fail: [
      {
        because: "the table is encrypted under a key of DynamoDB's",
        config: { requireKey: true },
        given: { ...table, serverSideEncryption: { enabled: true } },
        at: ["serverSideEncryption.kmsKeyArn"],
      },
      {
        because: "nothing is said of encryption, and the replica has no key",
        config: { requireKey: true },
        given: { ...table, replicas: [{ regionName: "us-west-2" }] },
        at: ["serverSideEncryption.kmsKeyArn", "replicas[0].kmsKeyArn"],
      },
      {
        because: "the replica names the key of the other region",
        config: { requireKey: true },
        given: {
          ...table,
          serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
          replicas: [{ regionName: "us-west-2", kmsKeyArn: keyArn }],
        },
        at: ["replicas[0].kmsKeyArn"],
      },
      {
        because: "the replica of a secret has no key",
        config: { requireKey: true },
        type: "aws:secretsmanager/secret:Secret",
        given: { kmsKeyId: keyArn, replicas: [{ region: "us-west-2" }] },
        at: ["replicas[0].kmsKeyId"],
      },
    ],
    undetermined: [
      {
        because: "the region of a replica is unknown, and its key tells one",
        config: { requireKey: true },
        given: {
          ...table,
          serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
          replicas: [{ regionName: unknown.string, kmsKeyArn: keyArn }],
        },
        at: ["replicas[0].regionName"],
      },
      {
        because: "the replicas are unknown, while the secret's own key is missing",
        config: { requireKey: true },
        type: "aws:secretsmanager/secret:Secret",
        given: { replicas: unknown.array },
        at: ["replicas"],
        fail: ["kmsKeyId"],
      },
    ],
    skip: [{ because: "the config lets AWS keep the keys", given: table }],
  },
});
