import type { GraphResource, JsonObject } from "../../../preflight/graph";
import { type DeclaredStack, declaredStacks } from "../stacks";
import { unusedExceptions } from "./otherwise";
import { simulate } from "./simulation";

// Five programs, five variants each.
jest.setTimeout(600_000);

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

let stacks: readonly DeclaredStack[];

beforeAll(async () => {
  stacks = await declaredStacks();
});

/** The stack with the document of some resources rewritten. */
function rewritten(
  stack: DeclaredStack,
  isMeant: (resource: GraphResource) => boolean,
  rewrite: (statements: readonly Statement[]) => readonly object[],
): DeclaredStack {
  const resources = stack.recording.resources.map((resource) => {
    if (!isMeant(resource)) {
      return resource;
    }
    const document = JSON.parse(String(resource.inputs.policy)) as { readonly Statement: readonly Statement[] };
    const policy = JSON.stringify({ ...document, Statement: rewrite(document.Statement) });
    const inputs: JsonObject = { ...resource.inputs, policy };
    return { ...resource, inputs };
  });
  return { ...stack, recording: { ...stack.recording, resources } };
}

/** Each thing that a role of a function is allowed, with the stack in which it is not. */
function withoutOne(stack: DeclaredStack) {
  const roles = new Set(
    stack.recording.resources
      .filter(({ type }) => type === "aws:lambda/function:Function")
      .map(({ inputs }) => String(inputs.role).split("/").at(-1)),
  );
  const policies = stack.recording.resources.filter(
    ({ type, inputs }) => type === rolePolicy && roles.has(String(inputs.role)),
  );
  return policies.flatMap((policy) => {
    const { Statement } = JSON.parse(String(policy.inputs.policy)) as { readonly Statement: readonly Statement[] };
    return Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Sid, Action }) =>
      Action.map((action) => ({
        what: `${action} of ${Sid} of ${policy.name}`,
        stack: rewritten(
          stack,
          ({ urn }) => urn === policy.urn,
          (statements) =>
            statements.map((one) =>
              one.Sid === Sid ? { ...one, Action: one.Action.filter((each) => each !== action) } : one,
            ),
        ),
      })),
    );
  });
}

test("what the code of a function asks, its role, the resource and the key allow; and nothing beyond", () => {
  const results = stacks.map((stack) => ({ name: stack.name, ...simulate(stack) }));
  expect(results.filter(({ refused, unused }) => refused.length + unused.length > 0)).toEqual([]);
  expect(results.filter(({ requests }) => requests === 0)).toEqual([]);
  expect(unusedExceptions()).toEqual([]);
});

test("each action that a function needs is missed when its role no longer allows it", () => {
  const asTheyAre = stacks.filter(({ name }) => name.endsWith("as it is"));
  const faults = asTheyAre.flatMap(withoutOne);
  const silent = faults.filter(({ stack }) => simulate(stack).refused.length === 0).map(({ what }) => what);
  expect(faults.length).toBeGreaterThan(200);
  // To list a bucket only tells a missing object from a forbidden one; the bus of healthcare names the role itself.
  const harmless = /^s3:ListBucket of |^events:PutEvents of PutEvents of api-(primary|secondary)-policy$/;
  expect(silent.filter((what) => !harmless.test(what))).toEqual([]);
});

describe("a planted fault is found:", () => {
  const one = (name: string) => {
    const found = stacks.find((stack) => stack.name === `${name}, as it is`);
    if (found === undefined) throw new Error(`There is no stack ${name}.`);
    return found;
  };
  const named = (name: string) => (resource: GraphResource) => resource.type === rolePolicy && resource.name === name;
  const replace = (from: string | RegExp, to: string) => (statements: readonly Statement[]) =>
    JSON.parse(JSON.stringify(statements).replaceAll(from, to)) as readonly object[];

  test.each([
    [
      "a role may do what nothing needs",
      "trading",
      "processor-primary-policy",
      replace('"dynamodb:GetItem"', '"dynamodb:GetItem","dynamodb:Scan"'),
      /^lambda-us-east-1-dev-trade-processor in us-east-1: dynamodb:Scan on /,
    ],
    [
      "a role may read a parameter that its function does not know",
      "trading",
      "processor-primary-policy",
      replace("-serving", "-else"),
      /GetParameters on .*-serving is not allowed|ssm:GetParameters on .*-else/,
    ],
    [
      "a table of the other region",
      "trading",
      "processor-primary-policy",
      replace("dynamodb:us-east-1", "dynamodb:us-west-2"),
      /dynamodb:PutItem on arn:aws:dynamodb:us-east-1:\d+:table\/\S+ is not allowed/,
    ],
    [
      "a condition that the request does not meet",
      "trading",
      "health-primary-policy",
      replace("heartbeat#secondary", "heartbeat#other"),
      /dynamodb:PutItem on .* is not allowed/,
    ],
    [
      "the lease of another system",
      "healthcare",
      "consumer-secondary-policy",
      replace("rds-dev-records-global", "another"),
      /dynamodb:GetItem on .* is not allowed/,
    ],
    [
      "a queue of the peer that may not be reached",
      "payments",
      "processor-primary-policy",
      replace("sqs:us-east-2", "sqs:us-east-1"),
      /sqs:SendMessage on arn:aws:sqs:us-east-2:\d+:\S+ is not allowed/,
    ],
    [
      "a secret by its name alone",
      "transactions",
      "processor-role-primary-policy",
      replace("-??????", ""),
      /secretsmanager:GetSecretValue on .* is not allowed/,
    ],
    [
      "objects of another folder of another bucket",
      "payments",
      "journal-primary-policy",
      replace(/s3:::[\w-]+/g, "s3:::another"),
      /s3:PutObject on .* is not allowed/,
    ],
    [
      "one of two regions left out",
      "healthcare",
      "readiness-primary-policy",
      replace("lambda:us-west-2", "lambda:us-east-1"),
      /lambda:GetFunctionConfiguration on arn:aws:lambda:us-west-2:.* is not allowed/,
    ],
    [
      "a cluster that may not be promoted",
      "fleet",
      "failover-orchestrator-role-policy",
      replace("cluster:dr-db-cluster", "cluster:else"),
      /rds:FailoverGlobalCluster on .*cluster:dr-db-cluster\S* is not allowed/,
    ],
  ] as const)("%s", (_what, system, policy, rewrite, message) => {
    const { refused, unused } = simulate(rewritten(one(system), named(policy), rewrite));
    expect([...refused, ...unused]).toContainEqual(expect.stringMatching(message));
  });

  test("a key whose policy has forgotten the role", () => {
    const stack = rewritten(
      one("transactions"),
      ({ type }) => /^aws:kms\/(key|replicaKey):/.test(type),
      (statements) => statements.filter(({ Sid }) => Sid !== "RolesReadThroughServices"),
    );
    expect(simulate(stack).refused).toContainEqual(
      expect.stringMatching(
        /kms:Decrypt with the key of \S+ through dynamodb\.us-east-1\.amazonaws\.com is not allowed/,
      ),
    );
  });

  test("a bucket that denies everybody", () => {
    const stack = rewritten(
      one("trading"),
      ({ type }) => type === "aws:s3/bucketPolicy:BucketPolicy",
      (statements) => [...statements, { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }],
    );
    expect(simulate(stack).refused).toContainEqual(expect.stringMatching(/s3:PutObject on \S+ is denied/));
  });
});
