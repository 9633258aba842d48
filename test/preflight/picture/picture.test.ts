import type { GraphResource, JsonObject } from "../../../preflight/graph";
import { layoutOf } from "../../../preflight/picture/layout";
import { type Mark, pictureOf } from "../../../preflight/picture/picture";
import { declare, east, UNKNOWN, urnOf, west } from "../recovery/declare";
import { system } from "./system";

const TABLE = "aws:dynamodb/table:Table";
const withInputs = (resource: GraphResource, inputs: JsonObject) => ({ ...resource, inputs, outputs: inputs });
const mark = (more: Partial<Mark>): Mark => ({ mandatory: 0, advisory: 0, undetermined: 0, ...more });
const picture = pictureOf(system, new Map());
const boxOf = (service: string, region: string, from = picture) =>
  from.boxes.find((box) => box.service === service && box.region === region);

test("has a lane per region, the primary first", () => {
  expect(picture.lanes).toEqual([
    { region: "us-east-1", role: "primary" },
    { region: "us-west-2", role: "secondary" },
  ]);
  const swapped = system.map((resource) => {
    const tags = { "DR-Role": resource.provider === east.urn ? "secondary" : "primary" };
    return resource.inputs.tags === undefined ? resource : withInputs(resource, { ...resource.inputs, tags });
  });
  expect(pictureOf(swapped, new Map()).lanes.map(({ region }) => region)).toEqual(["us-west-2", "us-east-1"]);
});

test("counts every managed resource in one box", () => {
  const total = picture.boxes.reduce((sum, { resources }) => sum + resources, 0);
  expect(total).toBe(system.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")).length);
});

test("shows a replica where it is, though it is declared elsewhere", () => {
  expect(boxOf("dynamodb", "us-west-2")?.rows).toEqual([{ text: "orders (replica)", mark: mark({}) }]);
});

test("says how what steers the failover is set", () => {
  expect(boxOf("route53", "")?.rows.map(({ text }) => text)).toEqual([
    "api-primary: PRIMARY, TTL 60 s",
    "api-secondary: SECONDARY, TTL 60 s",
  ]);
});

test("draws requests, uses and replications, and nothing that only waits", () => {
  const told = picture.links.map(({ kind, from, to, label, both }) =>
    [kind, `${from.service} ${from.region}`.trim(), both ? "<->" : "->", `${to.service} ${to.region}`, label]
      .join(" ")
      .trim(),
  );
  expect(told.sort()).toEqual([
    "replication dynamodb us-east-1 <-> dynamodb us-west-2 global table",
    "replication s3 us-east-1 -> s3 us-west-2 replication, 15 min",
    "traffic route53 -> lb us-east-1 PRIMARY",
    "traffic route53 -> lb us-west-2 SECONDARY",
    "use lambda us-east-1 -> dynamodb us-east-1",
    "use lambda us-west-2 -> dynamodb us-west-2",
    "use lb us-east-1 -> lambda us-east-1",
    "use lb us-west-2 -> lambda us-west-2",
  ]);
});

test("joins replications of both directions", () => {
  const back = declare(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "back",
    { bucket: "shop-west", rules: [{ destination: { bucket: "arn:aws:s3:::shop-east" } }] },
    { provider: west.urn },
  );
  const untimed = system.map((resource) =>
    resource.name === "copies"
      ? withInputs(resource, { bucket: "shop-east", rules: [{ destination: { bucket: "arn:aws:s3:::shop-west" } }] })
      : resource,
  );
  const links = pictureOf([...untimed, back], new Map()).links.filter(({ from }) => from.service === "s3");
  expect(links).toMatchObject([{ label: "replication", both: true }]);
});

test.each([
  [
    "an Aurora global database",
    [
      declare(
        "aws:rds/globalCluster:GlobalCluster",
        "world",
        { globalClusterIdentifier: "rds-world" },
        { provider: east.urn },
      ),
      declare("aws:rds/cluster:Cluster", "a", { globalClusterIdentifier: "rds-world" }, { provider: east.urn }),
      declare("aws:rds/cluster:Cluster", "b", { globalClusterIdentifier: "rds-world" }, { provider: west.urn }),
    ],
    "rds us-east-1 us-west-2 global database",
  ],
  [
    "a replica of a key",
    [
      declare("aws:kms/key:Key", "k", {}, { provider: east.urn }),
      declare(
        "aws:kms/replicaKey:ReplicaKey",
        "r",
        { primaryKeyArn: UNKNOWN },
        {
          provider: west.urn,
          propertyDependencies: { primaryKeyArn: [urnOf("aws:kms/key:Key", "k")] },
        },
      ),
    ],
    "kms us-east-1 us-west-2 multi-region key",
  ],
  [
    "events that are forwarded",
    [
      declare(
        "aws:cloudwatch/eventTarget:EventTarget",
        "t",
        { rule: "forward", arn: "arn:aws:events:us-west-2:123456789012:event-bus/b" },
        { provider: east.urn },
      ),
      declare(
        "aws:cloudwatch/eventRule:EventRule",
        "forward",
        { name: "forward", eventPattern: JSON.stringify({ source: ["shop"] }) },
        { provider: east.urn },
      ),
      declare("aws:cloudwatch/eventBus:EventBus", "b", {}, { provider: west.urn }),
    ],
    "events us-east-1 us-west-2 events",
  ],
  [
    "backups that are copied",
    [
      declare(
        "aws:backup/plan:Plan",
        "p",
        { rules: [{ copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:v" }] }] },
        { provider: east.urn },
      ),
      declare("aws:backup/vault:Vault", "v", {}, { provider: west.urn }),
    ],
    "backup us-east-1 us-west-2 backup copies",
  ],
  [
    "peered networks",
    [
      declare(
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        "p",
        { peerRegion: "us-west-2" },
        { provider: east.urn },
      ),
      declare("aws:ec2/vpc:Vpc", "v", {}, { provider: west.urn }),
    ],
    "network us-east-1 us-west-2 peering",
  ],
])("knows %s", (_what, resources, expected) => {
  const { links } = pictureOf([east, west, ...resources], new Map());
  const replications = links.filter(({ kind }) => kind === "replication");
  expect(replications.map(({ from, to, label }) => `${from.service} ${from.region} ${to.region} ${label}`)).toEqual([
    expected,
  ]);
});

test("lists what the verdict speaks of first, and marks its box", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const tables = names.map((name) => declare(TABLE, name, {}, { provider: east.urn }));
  const marks = new Map([
    [urnOf(TABLE, "g"), mark({ advisory: 1 })],
    [urnOf(TABLE, "f"), mark({ mandatory: 2, undetermined: 1 })],
  ]);
  const box = boxOf("dynamodb", "us-east-1", pictureOf([east, ...tables], marks));
  expect(box?.rows.map(({ text }) => text)).toEqual(["f", "g", "a", "b", "c"]);
  expect([box?.rest, box?.mark]).toEqual(["+ 2 more", mark({ mandatory: 2, advisory: 1, undetermined: 1 })]);
});

test("has a box for what is said of the stack itself, and only then", () => {
  const root = urnOf("pulumi:pulumi:Stack", "shop-dev");
  expect(boxOf("stack", "")).toBeUndefined();
  expect(boxOf("stack", "", pictureOf(system, new Map([[root, mark({ mandatory: 1 })]])))).toMatchObject({
    rows: [{ text: "shop-dev" }],
    mark: { mandatory: 1 },
  });
});

describe("the layout", () => {
  const layout = layoutOf(picture);

  test("sets a service and its twin at the same height", () => {
    const tops = (region: string) =>
      layout.boxes
        .filter(({ box }) => box.region === region)
        .map(({ box, y }) => [box.service, y])
        .sort();
    expect(tops("us-west-2")).toEqual(tops("us-east-1"));
  });

  test("lets no box leave its region or cover another", () => {
    for (const { box, x, y, width, height } of layout.boxes) {
      const lane = layout.lanes.find(({ region }) => region === box.region);
      const frame = lane ?? { x: 0, y: 0, width: layout.width, height: layout.height };
      expect(x).toBeGreaterThanOrEqual(frame.x);
      expect(x + width).toBeLessThanOrEqual(frame.x + frame.width);
      expect(y + height).toBeLessThanOrEqual(frame.y + frame.height);
      const covered = layout.boxes.filter(
        (other) =>
          other.box !== box &&
          other.x < x + width &&
          x < other.x + other.width &&
          other.y < y + height &&
          y < other.y + other.height,
      );
      expect(covered).toEqual([]);
    }
  });

  test("shows where a region lacks a service that another has", () => {
    const queue = declare("aws:sqs/queue:Queue", "q", {}, { provider: east.urn });
    const { gaps } = layoutOf(pictureOf([...system, queue], new Map()));
    expect(gaps).toMatchObject([{ title: "SQS", region: "us-west-2" }]);
  });

  test("has a place for everything, whatever there is", () => {
    expect(layoutOf(pictureOf([], new Map()))).toMatchObject({ lanes: [], boxes: [], links: [] });
    const odd = ["aws:newthing/thing:Thing", "azure:x/y:Z", "random:index/randomId:RandomId"].map((type) =>
      declare(type, type, {}, { provider: east.urn }),
    );
    expect(
      layoutOf(pictureOf([east, ...odd], new Map()))
        .boxes.map(({ box }) => box.title)
        .sort(),
    ).toEqual(["azure", "newthing", "random"]);
  });
});

test("stays small however large the stack is", () => {
  const many = Array.from({ length: 2000 }, (_, index) =>
    declare(
      index % 2 === 0 ? TABLE : "aws:lambda/function:Function",
      `r-${index}`,
      {},
      { provider: (index % 4 < 2 ? east : west).urn },
    ),
  );
  const large = pictureOf([east, west, ...many], new Map());
  expect(large.boxes.map(({ resources }) => resources)).toEqual([500, 500, 500, 500]);
  expect(large.boxes.every(({ rows }) => rows.length === 5)).toBe(true);
});

test("is drawn whatever the length of a text in the inputs", () => {
  const note = declare(
    "aws:ssm/parameter:Parameter",
    "note",
    { value: "x".repeat(20_000_000) },
    { provider: east.urn },
  );
  expect(boxOf("ssm", "us-east-1", pictureOf([...system, note], new Map()))?.rows.map(({ text }) => text)).toContain(
    "note",
  );
});

describe("what another spelling of the same fact draws", () => {
  const linksOf = (resources: Parameters<typeof pictureOf>[0], kind: string) =>
    pictureOf([east, west, ...resources], new Map())
      .links.filter((link) => link.kind === kind)
      .map(({ from, to, label, both }) => `${from.region} ${both ? "<->" : "->"} ${to.region} ${label}`);
  const bucket = (name: string, provider: typeof east, more: JsonObject = {}) =>
    declare("aws:s3/bucketV2:BucketV2", name, { bucket: `shop-${name}`, ...more }, { provider: provider.urn });

  test("a replica of a table that is a resource of its own", () => {
    const table = declare(TABLE, "orders", { name: "shop-orders" }, { provider: east.urn });
    const replica = declare(
      "aws:dynamodb/tableReplica:TableReplica",
      "orders-west",
      { globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/shop-orders" },
      { provider: west.urn },
    );
    expect(linksOf([table, replica], "replication")).toEqual(["us-east-1 <-> us-west-2 global table"]);
  });

  test("replication inside an old bucket", () => {
    const rules = [{ status: "Enabled", destinations: [{ bucket: "arn:aws:s3:::shop-b" }] }];
    const copied = bucket("a", east, { replicationConfigurations: [{ rules }] });
    expect(linksOf([copied, bucket("b", west)], "replication")).toEqual(["us-east-1 -> us-west-2 replication"]);
  });

  test("a global DocumentDB cluster", () => {
    const cluster = (name: string, provider: typeof east) =>
      declare("aws:docdb/cluster:Cluster", name, { globalClusterIdentifier: "world" }, { provider: provider.urn });
    const world = declare(
      "aws:docdb/globalCluster:GlobalCluster",
      "world",
      { globalClusterIdentifier: "world" },
      { provider: east.urn },
    );
    expect(linksOf([world, cluster("a", east), cluster("b", west)], "replication")).toEqual([
      "us-east-1 -> us-west-2 global database",
    ]);
  });

  test("records of a whole zone, and answers through another name", () => {
    const balancer = declare(
      "aws:lb/loadBalancer:LoadBalancer",
      "balancer",
      { dnsName: "shop-1.us-west-2.elb.amazonaws.com" },
      { provider: west.urn },
    );
    const records = declare("aws:route53/recordsExclusive:RecordsExclusive", "all", {
      zoneId: "Z1",
      resourceRecordSets: [
        {
          name: "api.example.com",
          type: "CNAME",
          setIdentifier: "a",
          weight: 1,
          resourceRecords: [{ value: "b.example.com" }],
        },
        { name: "b.example.com", type: "CNAME", resourceRecords: [{ value: "shop-1.us-west-2.elb.amazonaws.com" }] },
      ],
    });
    expect(linksOf([balancer, records], "traffic")).toEqual([" -> us-west-2 weight 1"]);
  });

  test("a table of Cloud Control is drawn as a table", () => {
    const native = declare("aws-native:dynamodb:Table", "native", { tableName: "x" }, { provider: east.urn });
    expect(boxOf("dynamodb", "us-east-1", pictureOf([east, native], new Map()))?.rows).toEqual([
      { text: "native", mark: mark({}) },
    ]);
  });
});
