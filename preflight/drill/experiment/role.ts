import type { Action } from "./action";
import type { Place } from "./place";
import type { ExperimentRole, Statement } from "./report";

/** What FIS may do in an experiment: what its actions need, and nothing else. */
export function roleOf(name: string, actions: readonly Action[], { partition, account }: Place): ExperimentRole {
  const statements = new Map<string, Statement>();
  for (const statement of actions.flatMap(({ allow }) => allow)) {
    if (statement.Resource.length > 0) statements.set(JSON.stringify(statement), statement);
  }
  const managed = [...new Set(actions.flatMap((action) => action.managed ?? []))];
  return {
    name,
    trust: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "fis.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": account } },
        },
      ],
    },
    policy: { Version: "2012-10-17", Statement: [...statements.values()] },
    managedPolicyArns: managed.map((policy) => `arn:${partition}:iam::aws:policy/service-role/${policy}`),
  };
}
