import { isAccountRoot } from "../../../model/aws/account";
import { expandAction } from "../../../model/aws/iam-actions";
import type { Statement } from "../../../model/aws/iam-document";
import { hasWildcard } from "../../../model/aws/iam-wildcard";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { unknown } from "../../../model/graph/unknown";
import { documentRule } from "../../engine/document-rule";

/** Statements as AWS itself puts them into a key's policy: they let IAM decide who manages and uses the key. */
function isForAccounts(statement: Statement): boolean {
  const principals = statement.principals().map((principal) => principal.read());
  return principals.length > 0 && principals.every((name) => typeof name === "string" && isAccountRoot(name));
}

const shown = 3;

/** What a wildcard amounts to: how many of AWS's actions, and the first of them. */
function meaning(pattern: string): string {
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
    law: "No statement allows an action by wildcard.",
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
        "Accept kms:* and parts of it, as kms:ReEncrypt*, for the root of an account in a key's own policy; without it a key can be lost for good.",
    },
  },
  kinds: ["identity", "trust", "resource", "endpoint"],
  tellsOfUnreadable: true,
  *check(statement, { allowAccountOnItsKeys }, { starIsItself }) {
    if (statement.denies()) {
      return;
    }
    for (const action of statement.entries("Action")) {
      yield* part(function* () {
        const name = action.read();
        if (typeof name !== "string") {
          yield { at: path(...action.at), got: name, want: "the name of an action" };
        } else if (hasWildcard(name)) {
          const isKeyOwner =
            allowAccountOnItsKeys && starIsItself && name.startsWith("kms:") && isForAccounts(statement);
          if (!isKeyOwner) {
            yield { at: path(...action.at), got: name, want: `actions by name, without a wildcard (${meaning(name)})` };
          }
        }
      });
    }
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
