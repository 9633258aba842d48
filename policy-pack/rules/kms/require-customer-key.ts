import { findArn } from "../../../model/aws/arn";
import { customerKeys } from "../../../model/aws/customer-keys";
import { Directory, theOne } from "../../../model/aws/references";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { part, unknowable } from "../../../model/graph/interruption";
import { below } from "../../../model/graph/path";
import { isGiven, known } from "../../../model/graph/reading";
import type { Member } from "../../../model/graph/stack";
import { type Tokens, union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, each, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const want = "the ARN of a key of the region in which the copy is";

const table = { name: "sessions", hashKey: "id", attributes: [{ name: "id", type: "S" }] };
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/mrk-1";
const westKeyArn = "arn:aws:kms:us-west-2:123456789012:key/mrk-1";

const subject = (type: Tokens<unknown>, props: object, sources = {}) => resource(type, "subject", props, { sources });
const westKey = resource(tokens.replicaKey, "key", { primaryKeyArn: keyArn }, { provider: { region: "us-west-2" } });

/** How a kind of thing names its own key and those of its replicas. */
interface Form {
  readonly own: string;
  readonly key: string;
  readonly region: string;
}

const ofTable: Form = { own: "serverSideEncryption.kmsKeyArn", key: "kmsKeyArn", region: "regionName" };
const ofSecret: Form = { own: "kmsKeyId", key: "kmsKeyId", region: "region" };

/** The regions of the keys that a replica may name; none where its text tells none, as an alias does. */
function regionsOfKey(member: Member, keys: Directory<unknown>, read: () => unknown): readonly unknown[] {
  const text = known(read);
  if (typeof text === "string") {
    const region = findArn(text)?.region ?? "";
    return region === "" ? [] : [region];
  }
  const found = keys.find(member, "replicas", read);
  if (theOne(found) === undefined) {
    read(); // throws: another stack has it
  }
  return found.members.map((key) => findRegion(key) ?? unknowable("region"));
}

function* judge(member: Member, form: Form, keys: Directory<unknown>): Check<Finding> {
  const { props } = member;
  yield* part(function* () {
    const encryption = props.serverSideEncryption as Readonly<Record<string, unknown>> | undefined;
    if (!isGiven(() => (form === ofTable ? encryption?.kmsKeyArn : props.kmsKeyId))) {
      yield { at: form.own, got: undefined, want };
    }
  });
  yield* each(
    () => props.replicas as readonly Readonly<Record<string, unknown>>[] | undefined,
    "replicas",
    function* (replica, at) {
      const read = () => replica[form.key];
      if (!isGiven(read)) {
        yield { at: below(at, form.key), got: undefined, want };
        return;
      }
      const region = replica[form.region];
      const own = regionsOfKey(member, keys, read);
      if (own.length > 0 && !own.includes(region)) {
        yield { at: below(at, form.key), got: known(read), want: `${want}, ${JSON.stringify(region)}` };
      }
    },
  );
}

export default stackRule({
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
  *check(stack, { requireKey }): Check<StackFinding> {
    if (!requireKey) {
      return skip("keys of AWS will do");
    }
    const keys = new Directory<unknown>(stack.of(customerKeys));
    for (const member of stack.of(union(tokens.table, tokens.secret)) as readonly Member[]) {
      yield* about(member, () => judge(member, tokens.table.has(member.type) ? ofTable : ofSecret, keys));
    }
    return undefined;
  },
  examples: {
    pass: [
      {
        because: "the table and its replica have keys, one of which is still to be made",
        config: { requireKey: true },
        given: [
          westKey,
          subject(
            tokens.table,
            {
              ...table,
              serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
              replicas: [{ regionName: "us-west-2", kmsKeyArn: unknown.string }],
            },
            { replicas: ["key"] },
          ),
        ],
      },
      {
        because: "the secret and its replica have keys",
        config: { requireKey: true },
        given: [
          subject(tokens.secret, {
            kmsKeyId: unknown.string,
            replicas: [{ region: "us-west-2", kmsKeyId: westKeyArn }],
          }),
        ],
      },
    ],
    fail: [
      {
        because: "the key that the replica is to have is of another region",
        config: { requireKey: true },
        given: [
          resource(tokens.key, "key", {}, { provider: { region: "us-east-1" } }),
          subject(
            tokens.secret,
            { kmsKeyId: keyArn, replicas: [{ region: "us-west-2", kmsKeyId: unknown.string }] },
            { replicas: ["key"] },
          ),
        ],
        at: ["subject replicas[0].kmsKeyId"],
      },
      {
        because: "the table is encrypted under a key of DynamoDB's",
        config: { requireKey: true },
        given: [subject(tokens.table, { ...table, serverSideEncryption: { enabled: true } })],
        at: ["subject serverSideEncryption.kmsKeyArn"],
      },
      {
        because: "nothing is said of encryption, and the replica has no key",
        config: { requireKey: true },
        given: [subject(tokens.table, { ...table, replicas: [{ regionName: "us-west-2" }] })],
        at: ["subject serverSideEncryption.kmsKeyArn", "subject replicas[0].kmsKeyArn"],
      },
      {
        because: "the replica names the key of the other region",
        config: { requireKey: true },
        given: [
          subject(tokens.table, {
            ...table,
            serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
            replicas: [{ regionName: "us-west-2", kmsKeyArn: keyArn }],
          }),
        ],
        at: ["subject replicas[0].kmsKeyArn"],
      },
      {
        because: "the replica of a secret has no key",
        config: { requireKey: true },
        given: [subject(tokens.secret, { kmsKeyId: keyArn, replicas: [{ region: "us-west-2" }] })],
        at: ["subject replicas[0].kmsKeyId"],
      },
    ],
    undetermined: [
      {
        because: "nothing tells of which region a replica's key will be",
        config: { requireKey: true },
        given: [
          subject(tokens.secret, { kmsKeyId: keyArn, replicas: [{ region: "us-west-2", kmsKeyId: unknown.string }] }),
        ],
        at: ["subject replicas[0].kmsKeyId"],
      },
      {
        because: "the region of a replica is unknown, and its key tells one",
        config: { requireKey: true },
        given: [
          subject(tokens.table, {
            ...table,
            serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
            replicas: [{ regionName: unknown.string, kmsKeyArn: keyArn }],
          }),
        ],
        at: ["subject replicas[0].regionName"],
      },
      {
        because: "the replicas are unknown, while the secret's own key is missing",
        config: { requireKey: true },
        given: [subject(tokens.secret, { replicas: unknown.array })],
        at: ["subject replicas"],
        fail: ["subject kmsKeyId"],
      },
    ],
    skip: [{ because: "the config lets AWS keep the keys", given: [subject(tokens.table, table)] }],
  },
});
