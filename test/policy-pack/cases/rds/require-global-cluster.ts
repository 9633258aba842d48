import { unknown } from "../../../../model/graph/unknown";

const of = (type: string, name: string, region: unknown, props: object, context: object = {}) => ({
  type,
  name,
  props,
  context: { provider: { region }, ...context },
});
const cluster = (name: string, region: unknown, props: object, context: object = {}) =>
  of("aws:rds/cluster:Cluster", name, region, { engine: "aurora-mysql", ...props }, context);
const global = (props: object, context: object = {}) =>
  of("aws:rds/globalCluster:GlobalCluster", "global", "us-east-1", props, context);
const ledger = { globalClusterIdentifier: "ledger" };

export default {
  pass: [
    {
      because: "the global cluster is made around the first cluster",
      given: [
        cluster("one", "us-east-1", { clusterIdentifier: "one" }),
        global({ ...ledger, sourceDbClusterIdentifier: "arn:aws:rds:us-east-1:123456789012:cluster:one" }),
        cluster("two", "us-west-2", ledger),
      ],
    },
    { because: "the database is managed elsewhere", given: [cluster("one", "us-east-1", ledger)] },
    {
      because: "clusters of other engines need none",
      given: [
        global(ledger),
        cluster("one", "us-east-1", ledger),
        cluster("two", "us-west-2", ledger),
        cluster("three", "us-east-1", { engine: "postgres", globalClusterIdentifier: undefined }),
      ],
    },
    {
      because: "a third member is in a third region",
      given: [
        global(ledger),
        cluster("one", "us-east-1", ledger),
        cluster("two", "us-west-2", ledger),
        cluster("three", "eu-west-1", ledger),
      ],
    },
  ],
  fail: [
    {
      because: "the id is empty",
      given: [cluster("one", "us-east-1", { globalClusterIdentifier: "" })],
      at: ["one globalClusterIdentifier"],
    },
    {
      because: "the id is null",
      given: [cluster("one", "us-east-1", { globalClusterIdentifier: null })],
      at: ["one globalClusterIdentifier"],
    },
    {
      because: "no engine is named",
      given: [of("aws:rds/cluster:Cluster", "one", "us-east-1", {})],
      at: ["one globalClusterIdentifier"],
    },
    {
      because: "both members are in one region",
      given: [global(ledger), cluster("one", "us-east-1", ledger), cluster("two", "us-east-1", ledger)],
      at: ["one globalClusterIdentifier", "two globalClusterIdentifier"],
    },
    {
      because: "each cluster is in a database of its own",
      given: [global(ledger), cluster("one", "us-east-1", ledger), cluster("two", "us-west-2", {})],
      at: ["one globalClusterIdentifier", "two globalClusterIdentifier"],
    },
    {
      because: "the second member is outside the pair",
      given: [global(ledger), cluster("one", "us-east-1", ledger), cluster("two", "eu-west-1", ledger)],
      at: ["one globalClusterIdentifier", "two globalClusterIdentifier"],
    },
    {
      because: "two regions have no member",
      config: { regions: ["us-east-1", "us-west-2", "eu-west-1"] },
      given: [global(ledger), cluster("one", "us-east-1", ledger)],
      at: ["one globalClusterIdentifier"],
    },
  ],
  undetermined: [
    {
      because: "a member's region is unknown",
      given: [
        global(ledger),
        cluster("one", "us-east-1", ledger),
        cluster("two", "us-west-2", { ...ledger, region: unknown.string }),
      ],
      at: ["two region"],
    },
    {
      because: "the engine is unknown",
      given: [
        of("aws:sns/topic:Topic", "t", "us-east-1", {}),
        cluster("one", "us-east-1", { engine: unknown.string }, { sources: { engine: ["t"] } }),
      ],
      at: ["one engine"],
    },
    {
      because: "a member may be in the missing region",
      given: [global(ledger), cluster("one", "us-east-1", ledger), cluster("two", unknown.string, ledger)],
      at: ["two region"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    {
      because: "there is a single instance only",
      given: [of("aws:rds/instance:Instance", "db", "us-east-1", { engine: "postgres" })],
    },
  ],
};
