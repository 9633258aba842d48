import { matchesWildcard } from "../../model/aws/wildcard";
import type { Rule } from "../engine/rule";

/** What a group of policies protects, and the names of its policies; * stands for anything. */
interface Group {
  readonly title: string;
  readonly names: readonly string[];
}

/** In the order of the page. A policy belongs to the first group that has its name. */
const groups: readonly Group[] = [
  { title: "Recovery of the whole stack", names: ["recovery-*", "region-*"] },
  { title: "Names and health checks", names: ["route53-*", "apigateway-require-shared-domain"] },
  {
    title: "Encryption",
    names: ["kms-*", "*-encryption", "*-tls", "*-tls-policy", "ssm-require-secure-string"],
  },
  {
    title: "Access",
    names: [
      "iam-*",
      "ec2-require-imdsv2",
      "lambda-limit-public-url",
      "apigateway-require-authorization",
      "s3-require-public-access-block",
    ],
  },
  { title: "Data and its copies", names: ["dynamodb-*", "rds-*", "s3-*", "backup-*", "sqs-*"] },
  { title: "Alarms, notifications and logs", names: ["cloudwatch-*", "sns-*", "logs-*", "*-access-log", "events-*"] },
  { title: "Capacity and networks", names: ["alb-*", "autoscaling-*", "lambda-*", "vpc-*"] },
  { title: "Names, tags and deletion", names: ["resource-*"] },
];

/** The policies by what they protect, each in one group. Throws when a policy is in none. */
export function grouped(rules: readonly Rule[]): readonly (readonly [title: string, rules: readonly Rule[]])[] {
  const placed = rules.map((rule) => [titleOf(rule.meta.name), rule] as const);
  return groups
    .map(({ title }) => [title, placed.filter(([of]) => of === title).map(([, rule]) => rule)] as const)
    .filter(([, members]) => members.length > 0);
}

function titleOf(name: string): string {
  const group = groups.find(({ names }) => names.some((pattern) => matchesWildcard(pattern, name)));
  if (group === undefined) throw new Error(`policy-pack/docs/groups.ts: no group has ${name}; add it to one`);
  return group.title;
}
