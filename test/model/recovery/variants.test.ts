import { rowOf } from "../../../model/recovery/failures/matrix";
import { readSystem } from "../../../model/recovery/failures/read/system";
import { playRuns } from "../../../model/recovery/failures/runs";
import { scenarios } from "../../../model/recovery/failures/scenario";
import automaticReturn from "../../../policy-pack/rules/recovery/forbid-automatic-return";
import outsideNotice from "../../../policy-pack/rules/recovery/require-outside-notice";
import seeingTrigger from "../../../policy-pack/rules/recovery/require-seeing-trigger";
import { show } from "../../policy-pack/show";
import {
  balancers,
  check,
  dataLoss,
  first,
  given,
  inEast,
  inWest,
  record,
  recoveryTime,
  second,
  stackFrom,
  unknownText,
} from "./stack";

type Given = readonly ReturnType<typeof given>[];
type Word = "pass" | "fail" | "undetermined" | "skip";

interface Answer {
  /** Seconds; `never` and `?` as the policy would say it; absent where nothing answers. */
  readonly rto?: number | "never" | "?";
  readonly rpo?: number | "never" | "?";
  readonly notice?: Word;
  readonly trigger?: Word;
  readonly back?: Word;
  /** Who serves after the loss of the region, by the drill. */
  readonly by?: string;
}

const wordOf = (rule: Parameters<typeof show>[0], resources: Given): Word => {
  const { fail, undetermined, skip } = show(rule, { given: resources });
  return skip ? "skip" : fail.length > 0 ? "fail" : undetermined.length > 0 ? "undetermined" : "pass";
};

function figure(lines: readonly string[], add: (numbers: readonly number[]) => number): Answer["rto"] {
  if (lines.length === 0) return undefined;
  const numbers = lines
    .filter((line) => !line.startsWith("?"))
    .map((line) => Number(/ (\d+|Infinity) /.exec(line)?.[1]));
  if (numbers.includes(Number.POSITIVE_INFINITY)) return "never";
  return numbers.length < lines.length ? "?" : add(numbers);
}

function answer(resources: Given): Required<Answer> | Answer {
  const system = readSystem(stackFrom(...resources));
  const [region] = scenarios;
  if (region === undefined) throw new Error("no scenario");
  const runs = playRuns(system, region, { runs: 20, seed: 1, writesPerSecond: 1 });
  const all = {
    rto: figure(recoveryTime(...resources), (numbers) => numbers.reduce((sum, one) => sum + one, 0)),
    rpo: figure(dataLoss(...resources), (numbers) => Math.max(...numbers)),
    notice: wordOf(outsideNotice, resources),
    trigger: wordOf(seeingTrigger, resources),
    back: wordOf(automaticReturn, resources),
    by: rowOf(system, region, runs).served.by,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const asked = check("c", "front-east");
const at = (name: string, props: object, place = inEast, sources: Record<string, string[]> = {}) => {
  const type = name.split(" ");
  return given(type[0] ?? "", type[1] ?? "", props, { ...place, sources });
};

// Records of other routings.
const answered = (routing: (index: number) => object, isChecked = true): Given => [
  ...balancers,
  ...(isChecked ? [check("c-east", "front-east"), check("c-west", "front-west")] : []),
  record("east", "front-east", routing(0), isChecked ? "c-east" : undefined),
  record("west", "front-west", routing(1), isChecked ? "c-west" : undefined),
];
const regions = ["us-east-1", "us-west-2"];

// Other failovers.
const cdn = (inputs: object) =>
  at("aws:cloudfront/distribution:Distribution cdn", {
    origins: [
      { originId: "one", domainName: "a.s3.us-east-1.amazonaws.com" },
      { originId: "two", domainName: "a.s3.us-west-2.amazonaws.com" },
    ],
    originGroups: [{ originId: "both", members: [{ originId: "one" }, { originId: "two" }] }],
    ...inputs,
  });
const listener = [
  at("aws:globalaccelerator/accelerator:Accelerator acc", { name: "acc" }),
  at("aws:globalaccelerator/listener:Listener listener", { acceleratorArn: "a" }),
];
const endpoints = (region: string, inputs: object = { endpointConfigurations: [{ endpointId: "e", weight: 128 }] }) =>
  at(
    `aws:globalaccelerator/endpointGroup:EndpointGroup ${region}`,
    { listenerArn: unknownText, endpointGroupRegion: region, ...inputs },
    inEast,
    { listenerArn: ["listener"] },
  );
const plan = (inputs: object = {}) =>
  at("aws:arcregionswitch/plan:Plan plan", {
    name: "plan",
    regions,
    primaryRegion: "us-east-1",
    recoveryApproach: "activePassive",
    recoveryTimeObjectiveMinutes: 20,
    workflows: [{ workflowTargetAction: "activate" }],
    ...inputs,
  });
const trigger = (targetRegion: string, condition = "red") => ({
  action: "activate",
  targetRegion,
  minDelayMinutesBetweenExecutions: 30,
  conditions: [{ associatedAlarmName: "down", condition }],
});
const triggered = (...triggers: readonly object[]) =>
  plan({
    triggers,
    associatedAlarms: [
      {
        mapBlockKey: "down",
        alarmType: "trigger",
        resourceIdentifier: "arn:aws:cloudwatch:us-west-2:123456789012:alarm:down",
      },
    ],
  });
const alarm = (place: typeof inEast, inputs: object) =>
  at(
    "aws:cloudwatch/metricAlarm:MetricAlarm down",
    {
      name: "down",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      ...inputs,
    },
    place,
  );
const seen = alarm(inWest, { namespace: "CloudWatchSynthetics", metricName: "SuccessPercent" });
const door = balancers[0] as (typeof balancers)[number];
const ledger = [
  at("aws:rds/globalCluster:GlobalCluster ledger", { globalClusterIdentifier: "ledger" }),
  at("aws:rds/cluster:Cluster writer", { globalClusterIdentifier: "ledger", masterPassword: "x" }),
  at("aws:rds/cluster:Cluster reader", { globalClusterIdentifier: "ledger" }, inWest),
];
const cache = [
  at("aws:elasticache/replicationGroup:ReplicationGroup near", { replicationGroupId: "near" }),
  at(
    "aws:elasticache/replicationGroup:ReplicationGroup far",
    { replicationGroupId: "far", globalReplicationGroupId: unknownText },
    inWest,
    {
      globalReplicationGroupId: ["everywhere"],
    },
  ),
  at(
    "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup everywhere",
    { primaryReplicationGroupId: unknownText },
    inEast,
    {
      primaryReplicationGroupId: ["near"],
    },
  ),
];
const keyspace = (list: readonly string[]) => [
  at("aws:keyspaces/keyspace:Keyspace orders", { name: "orders", replicationSpecification: { regionLists: list } }),
  at("aws:keyspaces/table:Table lines", { keyspaceName: "orders", tableName: "lines" }),
];
const memory = (place: typeof inEast, name: string, group?: string) =>
  at(
    `aws:memorydb/cluster:Cluster ${name}`,
    { name, ...(group === undefined ? {} : { multiRegionClusterName: group }) },
    place,
  );

const pairOf = (one: object, other: object, ...checks: Given): Given => [
  ...balancers,
  ...checks,
  record("east", "front-east", { ...first, ...one }, checks.at(-1)?.name),
  record("west", "front-west", { ...second, ...other }),
];
const calculated = (threshold: number, children: readonly string[], inputs: object = {}) =>
  given(
    "aws:route53/healthCheck:HealthCheck",
    "all",
    {
      type: "CALCULATED",
      childHealthThreshold: threshold,
      childHealthchecks: children.map(() => unknownText),
      ...inputs,
    },
    { sources: { childHealthchecks: [...children] } },
  );

const files = (destination: object, ...others: Given): Given => [
  at("aws:efs/fileSystem:FileSystem files", {}),
  ...others,
  at(
    "aws:efs/replicationConfiguration:ReplicationConfiguration copy",
    { sourceFileSystemId: unknownText, destination },
    inEast,
    { sourceFileSystemId: ["files"], destination: ["far"] },
  ),
];
const apis = (...methods: readonly string[]) =>
  cdn({
    origins: [
      { originId: "one", domainName: "a.execute-api.us-east-1.amazonaws.com" },
      { originId: "two", domainName: "b.execute-api.us-west-2.amazonaws.com" },
    ],
    defaultCacheBehavior: { targetOriginId: "both", allowedMethods: methods },
  });
const peered = (identifier: string) => [
  at("aws:dsql/cluster:Cluster near", { multiRegionProperties: { witnessRegion: "us-east-2" } }),
  at(
    "aws:dsql/clusterPeering:ClusterPeering peering",
    { identifier, clusters: ["arn:aws:dsql:us-west-2:123456789012:cluster/far"], witnessRegion: "us-east-2" },
    inEast,
    { identifier: ["near"] },
  ),
];
const warehouse = at("aws:redshift/cluster:Cluster w", { clusterIdentifier: "w" });

const sixes = (second6: string) => [
  record("east6", "front-east", { ...first, type: "AAAA" }, "c"),
  record("west6", second6, { ...second, type: "AAAA" }),
];
const pageOf = (region: string, alias = "pay.example.org") => [
  at("aws:cloudfront/distribution:Distribution page", {
    aliases: [alias],
    origins: [{ originId: "one", domainName: `page.s3.${region}.amazonaws.com` }],
    defaultCacheBehavior: { targetOriginId: "one" },
  }),
  record("east", "front-east", first, "c"),
  record("west", "page", second),
];
const domains = (domainName: string): Given => [
  ...[inEast, inWest].map((place, index) =>
    at(`aws:apigateway/domainName:DomainName domain-${index}`, { domainName, regionalCertificateArn: "x" }, place),
  ),
  check("c", "domain-0"),
  record("east", "domain-0", first, "c"),
  record("west", "domain-1", second),
];
const backedUp = (selection: object, identifier = "ledger"): Given => [
  at("aws:rds/instance:Instance ledger", { identifier, engine: "postgres" }),
  at("aws:backup/plan:Plan daily", {
    name: "daily",
    rules: [
      {
        ruleName: "daily",
        targetVaultName: "near",
        schedule: "cron(0 5 * * ? *)",
        startWindow: 60,
        copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:far" }],
      },
    ],
  }),
  at(
    "aws:backup/selection:Selection chosen",
    { planId: unknownText, name: "chosen", iamRoleArn: "arn:aws:iam::123456789012:role/b", ...selection },
    inEast,
    { planId: ["daily"] },
  ),
];

const moved = { rto: 150, notice: "fail", trigger: "skip", back: "skip", by: "itself" } as const;
const stuck = { ...moved, rto: "never" } as const;
const alone = { rto: "never", notice: "skip", trigger: "skip", back: "skip", by: "nothing" } as const;
const nothing = { notice: "skip", trigger: "skip", back: "skip", by: "nobody: nothing answers from outside" } as const;
const store = { notice: "skip", trigger: "skip", back: "skip", by: "nobody: nothing answers from outside" } as const;

const variants: readonly (readonly [string, Given, Answer])[] = [
  // Records.
  ["weights, each with a check", answered(() => ({ weightedRoutingPolicies: [{ weight: 50 }] })), moved],
  [
    "a weight of 0 that waits",
    answered((index) => ({ weightedRoutingPolicies: [{ weight: index === 0 ? 100 : 0 }] })),
    moved,
  ],
  [
    "weights without checks",
    answered(() => ({ weightedRoutingPolicies: [{ weight: 50 }] }), false),
    { ...stuck, by: "a person" },
  ],
  [
    "latency, each with a check",
    answered((index) => ({ latencyRoutingPolicies: [{ region: regions[index] }] })),
    moved,
  ],
  [
    "geoproximity, each with a check",
    answered((index) => ({ geoproximityRoutingPolicy: { awsRegion: regions[index] } })),
    moved,
  ],
  [
    "networks of clients, each with a check",
    answered((index) => ({ cidrRoutingPolicy: { collectionId: "c", locationName: `l${index}` } })),
    moved,
  ],
  [
    "networks of clients without checks",
    answered((index) => ({ cidrRoutingPolicy: { collectionId: "c", locationName: `l${index}` } }), false),
    { ...stuck, by: "a person" },
  ],
  [
    "countries, one of them the default",
    answered((index) => ({ geolocationRoutingPolicies: [index === 0 ? { continent: "EU" } : { country: "*" }] })),
    { ...stuck, by: "nothing" },
  ],
  [
    "AAAA that stays while A moves",
    [
      ...pairOf({ type: "A" }, { type: "A" }, asked),
      given("aws:route53/record:Record", "six", {
        zoneId: "Z1",
        name: "pay.example.org",
        type: "AAAA",
        ttl: 60,
        records: ["2001:db8::1"],
      }),
    ],
    { ...stuck, by: "nothing" },
  ],
  [
    "AAAA that moves within the region while A leaves it",
    [...pairOf({ type: "A" }, { type: "A" }, asked), ...sixes("front-east")],
    { ...stuck, by: "nothing" },
  ],
  ["AAAA that moves as A does", [...pairOf({ type: "A" }, { type: "A" }, asked), ...sixes("front-west")], moved],
  [
    "a standby page that comes from the region that is lost",
    [...balancers.slice(0, 1), asked, ...pageOf("us-east-1")],
    { ...stuck, notice: "skip", by: "nothing" },
  ],
  ["a standby page that comes from elsewhere", [...balancers.slice(0, 1), asked, ...pageOf("us-west-2")], moved],
  [
    "a standby page of another name",
    [...balancers.slice(0, 1), asked, ...pageOf("us-west-2", "www.example.org")],
    { ...stuck, by: "nothing" },
  ],
  ["domains of APIs for this name", domains("pay.example.org"), moved],
  ["domains of APIs for all names below", domains("*.example.org"), moved],
  ["domains of APIs for another name", domains("api.example.org"), { ...stuck, by: "nothing" }],
  [
    "a text beside it",
    [
      ...pairOf({}, {}, asked),
      given("aws:route53/record:Record", "text", {
        zoneId: "Z1",
        name: "pay.example.org",
        type: "TXT",
        ttl: 86_400,
        records: ["x"],
      }),
    ],
    moved,
  ],
  // Checks.
  ["a calculated check of one child", pairOf({}, {}, asked, calculated(1, ["c"])), moved],
  [
    "one that either of two children keeps up",
    pairOf({}, {}, asked, check("d", "front-west"), calculated(1, ["c", "d"])),
    { ...stuck, by: "a person" },
  ],
  ["one that both children turn", pairOf({}, {}, asked, check("d", "front-east"), calculated(1, ["c", "d"])), moved],
  [
    "one with a child that is disabled",
    pairOf({}, {}, check("c", "front-east", { disabled: true }), calculated(1, ["c"])),
    { ...stuck, by: "a person" },
  ],
  [
    "one that is inverted",
    pairOf({}, {}, asked, calculated(1, ["c"], { invertHealthcheck: true })),
    { ...stuck, by: "a person" },
  ],
  ["one that needs no child", pairOf({}, {}, asked, calculated(0, ["c"])), { ...stuck, by: "a person" }],
  [
    "one of three children, two of which have to fail, watches the other side",
    pairOf({}, {}, asked, check("d", "front-east"), check("e", "front-west"), calculated(2, ["c", "d", "e"])),
    moved,
  ],
  // A standby that Route 53 takes for lost too: with no answer healthy it gives the first one.
  [
    "a standby that the primary's check watches",
    [...balancers, asked, record("east", "front-east", first, "c"), record("west", "front-west", second, "c")],
    { ...stuck, by: "nothing" },
  ],
  [
    "a standby that needs both sides healthy",
    [
      ...balancers,
      asked,
      check("d", "front-west"),
      calculated(2, ["c", "d"]),
      record("east", "front-east", first, "c"),
      record("west", "front-west", second, "all"),
    ],
    { ...stuck, by: "nothing" },
  ],
  [
    "a standby that needs one of both sides",
    [
      ...balancers,
      asked,
      check("d", "front-west"),
      calculated(1, ["c", "d"]),
      record("east", "front-east", first, "c"),
      record("west", "front-west", second, "all"),
    ],
    moved,
  ],
  [
    "a standby with a disabled check, which is always healthy",
    [
      ...balancers,
      asked,
      check("d", "front-east", { disabled: true }),
      record("east", "front-east", first, "c"),
      record("west", "front-west", second, "d"),
    ],
    moved,
  ],
  [
    "a name of a second zone that leads to one that fails over",
    [
      ...pairOf({ type: "A" }, { type: "A" }, asked),
      given("aws:route53/record:Record", "www", {
        zoneId: "Z2",
        name: "www.example.com",
        type: "A",
        aliases: [{ name: "pay.example.org", zoneId: "Z1", evaluateTargetHealth: true }],
      }),
    ],
    moved,
  ],
  // Failovers that move no record.
  [
    "two regional APIs behind an origin group, for reading",
    [apis("GET", "HEAD")],
    { rto: 30, notice: "fail", trigger: "skip", back: "skip", by: "itself" },
  ],
  [
    "the same for writing, which CloudFront fails over for nobody",
    [apis("GET", "HEAD", "POST")],
    { ...alone, notice: "fail" },
  ],
  // What answers by itself, in one region.
  ["App Runner", [at("aws:apprunner/service:Service s", { serviceName: "s" })], alone],
  [
    "App Runner for networks of its own",
    [
      at("aws:apprunner/service:Service s", {
        serviceName: "s",
        networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } },
      }),
    ],
    nothing,
  ],
  ["a GraphQL API", [at("aws:appsync/graphQLApi:GraphQLApi g", { name: "g" })], alone],
  ["a private GraphQL API", [at("aws:appsync/graphQLApi:GraphQLApi g", { name: "g", visibility: "PRIVATE" })], nothing],
  ["Elastic Beanstalk", [at("aws:elasticbeanstalk/environment:Environment e", { application: "a" })], alone],
  [
    "an environment that works off a queue",
    [at("aws:elasticbeanstalk/environment:Environment e", { application: "a", tier: "Worker" })],
    nothing,
  ],
  [
    "an origin group that the default behaviour asks",
    [cdn({ defaultCacheBehavior: { targetOriginId: "both" } })],
    { rto: 30, notice: "fail", trigger: "skip", back: "skip", by: "itself" },
  ],
  ["an origin group that nothing asks", [cdn({ defaultCacheBehavior: { targetOriginId: "one" } })], alone],
  [
    "a path that is left with one origin",
    [
      cdn({
        defaultCacheBehavior: { targetOriginId: "both" },
        orderedCacheBehaviors: [{ pathPattern: "/api/*", targetOriginId: "one" }],
      }),
    ],
    { ...alone, notice: "fail" },
  ],
  [
    "origins that are known after deployment",
    [
      at("aws:s3/bucket:Bucket one", {}),
      at("aws:s3/bucket:Bucket two", {}, inWest),
      at(
        "aws:cloudfront/distribution:Distribution cdn",
        {
          origins: [
            { originId: "one", domainName: unknownText },
            { originId: "two", domainName: unknownText },
          ],
          originGroups: [{ originId: "both", members: [{ originId: "one" }, { originId: "two" }] }],
          defaultCacheBehavior: { targetOriginId: "both" },
        },
        inEast,
        { origins: ["one", "two"] },
      ),
    ],
    { rto: 30, notice: "skip", trigger: "skip", back: "skip", by: "itself" },
  ],
  [
    "an origin group before a database with one writer",
    [cdn({}), ...ledger],
    { rto: 1530, rpo: 1, notice: "fail", trigger: "skip", back: "fail", by: "itself" },
  ],
  [
    "an accelerator with endpoints in two regions",
    [...listener, endpoints("us-east-1"), endpoints("us-west-2")],
    { rto: 90, notice: "fail", trigger: "skip", back: "skip", by: "itself" },
  ],
  [
    "one whose dial is 0 for the standby, which still takes over",
    [
      ...listener,
      endpoints("us-east-1"),
      endpoints("us-west-2", { trafficDialPercentage: 0, endpointConfigurations: [{ endpointId: "e" }] }),
    ],
    { rto: 90, notice: "fail", trigger: "skip", back: "skip", by: "itself" },
  ],
  [
    "one whose standby has no endpoint",
    [...listener, endpoints("us-east-1"), endpoints("us-west-2", {})],
    { ...alone, notice: "fail" },
  ],
  [
    "one whose standby has a weight of 0",
    [
      ...listener,
      endpoints("us-east-1"),
      endpoints("us-west-2", { endpointConfigurations: [{ endpointId: "e", weight: 0 }] }),
    ],
    { ...alone, notice: "fail" },
  ],
  ["one with one region", [...listener, endpoints("us-east-1")], alone],
  [
    "a plan that a person starts",
    [door, plan()],
    { rto: 1200, notice: "fail", trigger: "skip", back: "skip", by: "a person" },
  ],
  ["a plan without steps", [door, plan({ workflows: [] })], { ...alone, notice: "fail" }],
  ["a plan of one region", [door, plan({ regions: ["us-east-1"] })], { ...alone, notice: "fail" }],
  [
    "a plan without an objective",
    [door, plan({ recoveryTimeObjectiveMinutes: undefined })],
    { ...alone, notice: "fail" },
  ],
  [
    "a plan that an alarm of the standby starts",
    [door, triggered(trigger("us-west-2")), seen],
    { rto: 1200, notice: "fail", trigger: "pass", back: "skip", by: "itself" },
  ],
  [
    "a plan whose alarm cannot see the loss",
    [
      door,
      triggered(trigger("us-west-2")),
      alarm(inWest, { namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_5XX_Count" }),
    ],
    { rto: 1200, notice: "fail", trigger: "fail", back: "skip", by: "itself" },
  ],
  [
    "a plan that begins when an alarm is well",
    [door, triggered(trigger("us-west-2", "green")), seen],
    { rto: 1200, notice: "fail", trigger: "undetermined", back: "skip", by: "itself" },
  ],
  [
    "a plan whose alarm is not in the stack",
    [door, triggered(trigger("us-west-2"))],
    { rto: 1200, notice: "fail", trigger: "undetermined", back: "skip", by: "itself" },
  ],
  [
    "a plan that stays, before a database with one writer",
    [door, triggered(trigger("us-west-2")), seen, ...ledger],
    { rto: 2700, rpo: 1, notice: "fail", trigger: "pass", back: "pass", by: "itself" },
  ],
  [
    "a plan that goes back by itself to a database that is behind",
    [door, triggered(trigger("us-west-2"), trigger("us-east-1")), seen, ...ledger],
    { rto: 2700, rpo: 1, notice: "fail", trigger: "pass", back: "fail", by: "itself" },
  ],
  // Caches.
  ["a global datastore behind a name", [...pairOf({}, {}, asked), ...cache], { ...moved, back: "fail" }],
  ["a global datastore alone", cache, { ...store, notice: "fail" }],
  ["a cache of one region", cache.slice(0, 1), store],
  // Stores.
  ["MemoryDB in two regions", [memory(inEast, "a", "m"), memory(inWest, "b", "m")], { ...store, rpo: 1 }],
  ["MemoryDB in one region of a multi-region cluster that is managed elsewhere", [memory(inEast, "a", "m")], store],
  [
    "MemoryDB in two regions, of multi-region clusters whose names are hidden: they may be two",
    [
      ...[inEast, inWest].map((place, index) =>
        at(`aws:memorydb/cluster:Cluster ${index}`, { name: `${index}`, multiRegionClusterName: unknownText }, place, {
          multiRegionClusterName: ["elsewhere"],
        }),
      ),
      given("random:index/randomId:RandomId", "elsewhere", {}),
    ],
    { ...store, rpo: "?" },
  ],
  ["MemoryDB in one region", [memory(inEast, "a")], { ...store, rpo: "never" }],
  ["a keyspace in two regions", keyspace(regions), { ...store, rpo: 1 }],
  ["a keyspace in one region", keyspace(["us-east-1"]), { ...store, rpo: "never" }],
  [
    "a table of a keyspace whose name is hidden",
    [
      ...keyspace(["us-east-1"]).slice(0, 1),
      at("aws:keyspaces/table:Table lines", { keyspaceName: unknownText, tableName: "lines" }, inEast, {
        keyspaceName: ["elsewhere"],
      }),
      given("random:index/randomId:RandomId", "elsewhere", {}),
    ],
    { ...store, rpo: "?" },
  ],
  ["a table of a keyspace that is managed elsewhere", keyspace([]).slice(1), store],
  ["files that are copied to another region", files({ region: "us-west-2" }), { ...store, rpo: 900 }],
  [
    "files that are copied to a zone of another region",
    files({ availabilityZoneName: "us-west-2b" }),
    { ...store, rpo: 900 },
  ],
  ["files that are copied within the region", files({ region: "us-east-1" }), store],
  ["files that are copied to a hidden region", files({ region: unknownText }), { ...store, rpo: "?" }],
  [
    "files that can be copied back",
    files({ region: "us-west-2", fileSystemId: unknownText }, at("aws:efs/fileSystem:FileSystem far", {}, inWest)),
    { ...store, rpo: 900 },
  ],
  [
    "a table with a witness",
    [
      at("aws:dynamodb/table:Table t", {
        name: "t",
        replicas: [{ regionName: "us-west-2", consistencyMode: "STRONG" }],
        globalTableWitness: { regionName: "us-east-2" },
      }),
    ],
    { ...store, rpo: 0 },
  ],
  ["DSQL with a peer", peered(unknownText), { ...store, rpo: 0 }],
  ["DSQL without a peer", peered("").slice(0, 1), { ...store, rpo: "never" }],
  ["InfluxDB", [at("aws:timestreaminfluxdb/dbInstance:DbInstance i", { name: "i" })], { ...store, rpo: "never" }],
  [
    "a graph of Neptune Analytics",
    [at("aws:neptunegraph/graph:Graph g", { graphName: "g" })],
    { ...store, rpo: "never" },
  ],
  ["a warehouse", [warehouse], { ...store, rpo: "never" }],
  [
    "a warehouse whose snapshots are copied, by its name",
    [
      warehouse,
      at("aws:redshift/snapshotCopy:SnapshotCopy s", { clusterIdentifier: "w", destinationRegion: "us-west-2" }),
    ],
    store,
  ],
  ["a backup of all there is", backedUp({ resources: ["*"] }), { ...store, rpo: 95_400 }],
  ["a backup of all databases", backedUp({ resources: ["arn:aws:rds:*:*:db:*"] }), { ...store, rpo: 95_400 }],
  [
    "a backup of databases by the beginning of their name",
    backedUp({ resources: ["arn:aws:rds:*:*:db:led*"] }),
    { ...store, rpo: 95_400 },
  ],
  ["a backup of other databases", backedUp({ resources: ["arn:aws:rds:*:*:db:pay*"] }), { ...store, rpo: "never" }],
  [
    "a backup of the other region's databases",
    backedUp({ resources: ["arn:aws:rds:us-west-2:*:db:*"] }),
    { ...store, rpo: "never" },
  ],
  ["a backup of all tables", backedUp({ resources: ["arn:aws:dynamodb:*:*:table/*"] }), { ...store, rpo: "never" }],
  [
    "a backup of all but databases",
    backedUp({ resources: ["*"], notResources: ["arn:aws:rds:*:*:db:*"] }),
    { ...store, rpo: "never" },
  ],
  [
    "a backup of all but other databases",
    backedUp({ resources: ["*"], notResources: ["arn:aws:rds:us-east-1:123456789012:db:payments"] }),
    { ...store, rpo: 95_400 },
  ],
  [
    "a backup of databases by the beginning of a name that is hidden",
    backedUp({ resources: ["arn:aws:rds:*:*:db:led*"] }, unknownText),
    { ...store, rpo: "?" },
  ],
  ["Timestream", [at("aws:timestreamwrite/database:Database t", { databaseName: "t" })], { ...store, rpo: "never" }],
  [
    "an elastic cluster of DocumentDB",
    [at("aws:docdb/elasticCluster:ElasticCluster d", { name: "d" })],
    { ...store, rpo: "never" },
  ],
  [
    "a serverless warehouse",
    [at("aws:redshiftserverless/namespace:Namespace n", { namespaceName: "n" })],
    { ...store, rpo: "never" },
  ],
  [
    "what holds accepted work",
    [
      at("aws:sqs/queue:Queue q", {}),
      at("aws:mq/broker:Broker b", {}),
      at("aws:kinesis/stream:Stream s", {}),
      at("aws:fsx/ontapFileSystem:OntapFileSystem f", {}),
    ],
    store,
  ],
  [
    "a cluster that another region copies by its log",
    [
      at("aws:rds/cluster:Cluster source", { clusterIdentifier: "source", engine: "aurora-mysql" }),
      at(
        "aws:rds/cluster:Cluster copy",
        { replicationSourceIdentifier: "arn:aws:rds:us-east-1:123456789012:cluster:source" },
        inWest,
      ),
    ],
    { ...store, rpo: "?" },
  ],
  [
    "a cluster of several zones with a replica in another region",
    [
      at("aws:rds/cluster:Cluster zones", { clusterIdentifier: "zones", engine: "postgres" }),
      at(
        "aws:rds/instance:Instance copy",
        { replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:cluster:zones" },
        inWest,
      ),
    ],
    { ...store, rpo: "?" },
  ],
  [
    "a commit limit of 0, which holds nothing",
    [
      ...ledger.filter(({ name }) => name !== "writer"),
      at("aws:rds/cluster:Cluster writer", {
        globalClusterIdentifier: "ledger",
        masterPassword: "x",
        dbClusterParameterGroupName: "limits",
      }),
      at("aws:rds/clusterParameterGroup:ClusterParameterGroup limits", {
        name: "limits",
        parameters: [{ name: "rds.global_db_rpo", value: "0" }],
      }),
    ],
    { ...store, rpo: 1, notice: "fail" },
  ],
];

describe("kinds of systems, right ones and wrong ones, in policies, budget and drill", () => {
  test.each(variants)("%s", (_what, resources, expected) => {
    expect(answer(resources)).toEqual(expected);
  });
});

test("a default location whose answer fails over itself loses no client", () => {
  const chained = (name: string, location: object) =>
    given("aws:route53/record:Record", name, {
      zoneId: "Z1",
      name: "www.example.org",
      type: "A",
      setIdentifier: name,
      geolocationRoutingPolicies: [location],
      aliases: [{ name: "pay.example.org", zoneId: "Z1", evaluateTargetHealth: true }],
    });
  const lines = recoveryTime(
    ...pairOf({ type: "A" }, { type: "A" }, asked),
    chained("europe", { continent: "EU" }),
    chained("rest", { country: "*" }),
  );
  expect(lines.filter((line) => line.includes("Infinity"))).toEqual([]);
});
