import { unknown } from "../../../../model/graph/unknown";

const of = (type: string, name: string, props: object, context: object = {}) => ({ type, name, props, context });
const at = (region: unknown, sources: object = {}) => ({ provider: { region }, sources });
const allow = (...Action: string[]) => JSON.stringify({ Statement: { Effect: "Allow", Action, Resource: "*" } });
const role = of("aws:iam/role:Role", "driver", { name: "driver" });
const policy = (document: unknown) =>
  of("aws:iam/rolePolicy:RolePolicy", "policy", { role: "driver", policy: document });
const failover = policy(allow("rds:FailoverGlobalCluster"));
const arn = "arn:aws:iam::123456789012:role/driver";
const fn = (name: string, region: unknown, props: object = { role: arn }, sources: object = {}) =>
  of("aws:lambda/function:Function", name, props, at(region, sources));

export default {
  pass: [
    {
      because: "a state machine drives it in the standby region",
      given: [role, failover, of("aws:sfn/stateMachine:StateMachine", "m", { roleArn: arn }, at("us-west-2"))],
    },
    {
      because: "twins are told by their region's name",
      given: [role, failover, fn("driver-us-east-1", "us-east-1"), fn("driver-us-west-2", "us-west-2")],
    },
    {
      because: "the role is known by reference only",
      given: [role, failover, fn("f", "us-west-2", { role: unknown.string }, { role: ["driver"] })],
    },
  ],
  fail: [
    {
      because: "the role is known by reference only and the function is in the primary region",
      given: [role, failover, fn("f", "us-east-1", { role: unknown.string }, { role: ["driver"] })],
      at: ["f region"],
    },
    {
      because: "the policy is an object",
      given: [
        role,
        policy({
          Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "RDS:SwitchoverGlobalCluster"], Resource: "*" }],
        }),
        fn("f", "us-east-1"),
      ],
      at: ["f region"],
    },
    { because: "everything is allowed", given: [role, policy(allow("*")), fn("f", "us-east-1")], at: ["f region"] },
    {
      because: "the role holds the policy in itself",
      given: [
        of("aws:iam/role:Role", "driver", {
          name: "driver",
          inlinePolicies: [{ policy: allow("route53:ChangeResourceRecordSets") }],
        }),
        fn("f", "us-east-1"),
      ],
      at: ["f region"],
    },
    {
      because: "a managed policy is attached",
      given: [
        role,
        of("aws:iam/policy:Policy", "managed", {
          name: "managed",
          policy: allow("arc-region-switch:StartPlanExecution"),
        }),
        of("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", {
          role: "driver",
          policyArn: "arn:aws:iam::123456789012:policy/managed",
        }),
        fn("f", "us-east-1"),
      ],
      at: ["f region"],
    },
    {
      because: "a rule's target drives it",
      given: [
        role,
        failover,
        of(
          "aws:cloudwatch/eventTarget:EventTarget",
          "t",
          { roleArn: arn, rule: "r", arn: "arn:aws:states:us-east-1:123456789012:stateMachine:m" },
          at("us-east-1"),
        ),
      ],
      at: ["t region"],
    },
    {
      because: "a schedule drives it",
      given: [
        role,
        failover,
        of("aws:scheduler/schedule:Schedule", "s", { target: { roleArn: arn } }, at("us-east-1")),
      ],
      at: ["s region"],
    },
    {
      because: "what is in the standby region is something else",
      given: [role, failover, fn("orchestrator", "us-east-1"), fn("tester", "us-west-2")],
      at: ["orchestrator region"],
    },
    { because: "it is in a third region", given: [role, failover, fn("f", "eu-west-1")], at: ["f region"] },
  ],
  undetermined: [
    { because: "the region is unknown", given: [role, failover, fn("f", unknown.string)], at: ["provider region"] },
    {
      because: "nobody says where it is",
      given: [role, failover, of("aws:lambda/function:Function", "f", { role: arn })],
      at: ["f region"],
    },
  ],
  skip: [
    {
      because: "AWS is about to fill in what a role holds in itself",
      given: [
        of("aws:iam/role:Role", "driver", { name: "driver", inlinePolicies: unknown.array }),
        fn("f", "us-east-1"),
      ],
    },
    { because: "there is nothing at all", given: [] },
    {
      because: "failing over is denied",
      given: [
        role,
        policy(JSON.stringify({ Statement: { Effect: "Deny", Action: "rds:FailoverGlobalCluster", Resource: "*" } })),
        fn("f", "us-east-1"),
      ],
    },
    {
      because: "nobody has the role",
      given: [role, failover, fn("f", "us-east-1", { role: "arn:aws:iam::123456789012:role/other" })],
    },
    {
      because: "the policy is no JSON, which is another policy's finding",
      given: [role, policy("{"), fn("f", "us-east-1")],
    },
    {
      because: "reading is all that is allowed",
      given: [role, policy(allow("rds:DescribeGlobalClusters", "route53:GetHostedZone")), fn("f", "us-east-1")],
    },
  ],
};
