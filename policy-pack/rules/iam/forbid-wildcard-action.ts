import { isAccountRoot } from "../../../model/aws/account";
import { expandAction } from "../../../model/aws/iam-actions";
import { narrowsCallers } from "../../../model/aws/iam-condition";
import { someCondition } from "../../../model/aws/iam-demand";
import type { Statement } from "../../../model/aws/iam-document";
import { hasWildcard } from "../../../model/aws/iam-wildcard";
import { isInKeyGuide } from "../../../model/aws/key-guide";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { unknown } from "../../../model/graph/unknown";
import { documentRule } from "../../engine/document-rule";
import { oneFinding, type Refused } from "../../engine/statement-finding";

/** Statements as AWS itself puts them into a key's policy: they let IAM decide who manages and uses the key. */
function isForAccounts(statement: Statement): boolean {
  const principals = statement.principals().map((principal) => principal.read());
  return principals.length > 0 && principals.every((name) => typeof name === "string" && isAccountRoot(name));
}

/** Whether a key's own policy may say so: to an account all of KMS, to those it names what the KMS guide gives them. */
function isOfKeyPolicy(name: string, statement: Statement): boolean {
  return name.toLowerCase().startsWith("kms:") && (isInKeyGuide(name) || isForAccounts(statement));
}

/** Whether a bucket leaves to the access points of an account who may do what, in the words of the S3 user guide. */
function isForAccessPoints(statement: Statement): boolean {
  return someCondition(
    statement.conditions(),
    (condition) => /^s3:DataAccessPoint(Account|Arn)$/i.test(condition.key) && narrowsCallers(condition),
  );
}

const shown = 3;

/** What a wildcard amounts to, after its name when there are several: how many of AWS's actions, and the first of them. */
function meaningOf(pattern: unknown, _index: number, all: readonly unknown[]): string {
  const meaning = meaningAlone(String(pattern));
  return all.length === 1 ? meaning : `${pattern}: ${meaning}`;
}

function meaningAlone(pattern: string): string {
  const actions = expandAction(pattern);
  if (actions.length === 0) {
    return "AWS lists no such action";
  }
  const first = actions.slice(0, shown).join(", ");
  const count = actions.length === 1 ? "1 action" : `${actions.length} actions`;
  return `it allows ${count}: ${first}${actions.length > shown ? ", ..." : ""}`;
}

export default documentRule({
  meta: {
    name: "iam-forbid-wildcard-action",
    severity: "critical",
    law: "No Allow statement uses a wildcard in an action.",
    rationale: "A wildcard grants what nobody listed, and whatever AWS adds to the service later.",
    remediation: "List the actions that are used, each by its full name.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    framework: { wellArchitected: "SEC3-BP02", nist: ["AC-6"] },
  },
  config: {
    allowAccountOnItsKeys: {
      type: "boolean",
      default: true,
      description:
        "Accept in a key's own policy kms:* for the root of an account, without which a key can be lost for good, and the patterns of the KMS guide, as kms:ReEncrypt*.",
    },
  },
  kinds: ["identity", "trust", "resource"],
  tellsOfUnreadable: true,
  *check(statement, { allowAccountOnItsKeys }, { kind, starIsItself }) {
    if (statement.denies()) {
      return;
    }
    const open: Refused[] = [];
    for (const action of statement.entries("Action")) {
      yield* part(function* () {
        const name = action.read();
        if (typeof name !== "string") {
          yield { at: path(...action.at), got: name, want: "the name of an action" };
        } else if (hasWildcard(name) && !(allowAccountOnItsKeys && starIsItself && isOfKeyPolicy(name, statement))) {
          if (kind !== "resource" || !isForAccessPoints(statement)) {
            open.push({ at: action.at, value: name });
          }
        }
      });
    }
    yield* oneFinding(open, (names) => `actions by name, without a wildcard (${names.map(meaningOf).join("; ")})`);
  },
  examples: {
    pass: [
      {
        because: "each action is named",
        given: { policy: { Statement: [{ Effect: "Allow", Action: ["sqs:SendMessage", "sqs:GetQueueUrl"] }] } },
      },
      {
        because: "the wildcard is denied",
        given: { policy: { Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }] } },
      },
      {
        because: "a key's policy leaves its management to the account",
        type: "aws:kms/key:Key",
        given: {
          policy: {
            Statement: {
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::123456789012:root" },
              Action: "kms:*",
              Resource: "*",
            },
          },
        },
      },
    ],
    fail: [
      {
        because: "several patterns of one statement are one finding",
        given: { policy: { Statement: [{ Effect: "Allow", Action: ["sqs:Send*", "sqs:GetQueueUrl", "dynamodb:*"] }] } },
        at: ["policy.Statement[0].Action"],
      },
      {
        because: "a whole service is allowed",
        given: { policy: { Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "dynamodb:*"] }] } },
        at: ["policy.Statement[0].Action[1]"],
      },
      {
        because: "a role's inline policy is JSON text with part of a name",
        type: "aws:iam/role:Role",
        given: { inlinePolicies: [{ policy: '{"Statement":{"Effect":"Allow","Action":"s3:Get*"}}' }] },
        at: ["inlinePolicies[0].policy.Statement.Action"],
      },
      {
        because: "the config refuses kms:* for the account as well",
        config: { allowAccountOnItsKeys: false },
        type: "aws:kms/key:Key",
        given: {
          policy: {
            Statement: { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "kms:*", Resource: "*" },
          },
        },
        at: ["policy.Statement.Action"],
      },
      {
        because: "the document is not JSON",
        given: { policy: '{"Statement": [' },
        at: ["policy"],
      },
    ],
    undetermined: [
      {
        because: "one action is unknown, while the next is still judged",
        given: { policy: { Statement: [{ Effect: "Allow", Action: [unknown.string, "s3:*"] }] } },
        at: ["policy.Statement[0].Action[0]"],
        fail: ["policy.Statement[0].Action[1]"],
      },
    ],
    skip: [{ because: "a bucket has no policy of its own", type: "aws:s3/bucket:Bucket", given: {} }],
  },
});
