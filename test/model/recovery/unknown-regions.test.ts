import { areApart } from "../../../model/aws/references";
import { finish } from "../../../model/graph/gathering";
import type { Interruption } from "../../../model/graph/interruption";
import { isUnknownValue } from "../../../model/graph/unknown";
import { crossingsOf } from "../../../model/recovery/crossings";
import { readSingleWriter } from "../../../model/recovery/single-writers";
import { check, dataLoss, given, inEast, inWest, pairBy, recoveryTime, stackFrom, unknownText } from "./stack";

type Given = readonly ReturnType<typeof given>[];

/** A region that another resource gives, and so is not known yet. */
const somewhere = { ...inEast, sources: { region: ["chosen"] } };
const chosen = given("aws:ssm/parameter:Parameter", "chosen", { name: "region", type: "String" }, inEast);
const unknownRegion = { region: unknownText };

const single = (resources: Given) => {
  const hidden: Interruption[] = [];
  const found = finish(readSingleWriter(stackFrom(...resources)), hidden);
  return [found?.name ?? "none", hidden.length > 0 ? "unknown" : "told"];
};

describe("whether resources are in several regions", () => {
  const bucket = (name: string, props: object, context = {}) => given("aws:s3/bucket:Bucket", name, props, context);
  const apart = (...resources: Given) => {
    try {
      return areApart(
        stackFrom(chosen, ...resources)
          .all()
          .filter(({ name }) => name !== "chosen"),
      );
    } catch (cause) {
      return isUnknownValue((cause as Interruption).cause) ? "unknown" : cause;
    }
  };

  test.each<[string, Given, unknown]>([
    ["two that are told", [bucket("a", {}, inEast), bucket("b", {}, inWest)], true],
    ["one and the same", [bucket("a", {}, inEast), bucket("b", {}, inEast)], false],
    ["both where the environment says", [bucket("a", {}), bucket("b", {})], false],
    ["one where the environment says", [bucket("a", {}), bucket("b", {}, inWest)], "unknown"],
    ["one that is unknown", [bucket("a", unknownRegion, somewhere), bucket("b", {}, inWest)], "unknown"],
    [
      "both from one unknown thing",
      [bucket("a", unknownRegion, somewhere), bucket("b", unknownRegion, somewhere)],
      false,
    ],
    [
      "two that are told and one that is unknown",
      [bucket("a", {}, inEast), bucket("b", {}, inWest), bucket("c", unknownRegion, somewhere)],
      true,
    ],
    ["one alone, unknown", [bucket("a", unknownRegion, somewhere)], false],
  ])("%s", (_, resources, wanted) => expect(apart(...resources)).toBe(wanted));
});

describe("a region that is not known is not taken for another one", () => {
  const cluster = (name: string, props: object, context: object) =>
    given(
      "aws:rds/cluster:Cluster",
      name,
      { clusterIdentifier: name, globalClusterIdentifier: "ledger", ...props },
      context,
    );
  const global = given("aws:rds/globalCluster:GlobalCluster", "ledger", { globalClusterIdentifier: "ledger" });
  const writer = cluster("writer", { masterPassword: "example" }, inEast);
  const hidden = cluster("reader", unknownRegion, somewhere);
  const database = [chosen, global, writer, hidden];

  test("Aurora: the loss, the promotion and the single writer are undetermined", () => {
    expect(dataLoss(...database)).toEqual(["? reader region"]);
    expect(recoveryTime(...pairBy(check("c", "front-east")), ...database)).toContain("? reader region");
    expect(single(database)).toEqual(["none", "unknown"]);
  });

  test("Aurora: a second reader that is told elsewhere settles it", () => {
    const told = [...database, cluster("other", {}, inWest)];
    expect(dataLoss(...told)[0]).toMatch(/^Aurora replication 1 /);
    expect(single(told)).toEqual(["ledger", "told"]);
  });

  const instance = given("aws:rds/instance:Instance", "db", { identifier: "db" }, inEast);

  test("RDS: a replica in an unknown region, and one of an unknown original, leave the loss undetermined", () => {
    const replica = (props: object, context: object) => given("aws:rds/instance:Instance", "copy", props, context);
    const unknownPlace = replica({ replicateSourceDb: "db", ...unknownRegion }, somewhere);
    expect(dataLoss(chosen, instance, unknownPlace)).toEqual(["? copy region"]);
    const unknownOriginal = replica({ replicateSourceDb: unknownText }, inWest);
    expect(dataLoss(instance, unknownOriginal)).toEqual(["? copy replicateSourceDb"]);
    expect(dataLoss(instance, replica({ replicateSourceDb: "db" }, inEast))).toEqual([
      expect.stringContaining("Infinity db"),
    ]);
  });

  test("RDS: backups of an unknown original may be those of an instance without a copy", () => {
    const type = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
    const copy = (arn: string, sources: object) =>
      given(type, "backups", { sourceDbInstanceArn: arn }, { ...inWest, ...sources });
    expect(dataLoss(chosen, instance, copy(unknownText, { sources: { sourceDbInstanceArn: ["chosen"] } }))).toEqual([
      "? backups sourceDbInstanceArn",
    ]);
    expect(dataLoss(instance, copy("arn:aws:rds:us-east-1:123456789012:db:another", {}))).toEqual([
      expect.stringContaining("Infinity db"),
    ]);
  });

  test("an empty group in an unknown region", () => {
    const group = (props: object, context: object) =>
      given("aws:autoscaling/group:Group", "group", { minSize: 0, ...props }, context);
    const time = (...resources: Given) => recoveryTime(...pairBy(check("c", "front-east")), ...resources);
    expect(time(chosen, group(unknownRegion, somewhere))).toContain("?  region");
    expect(time(group({}, inWest))).toContain("the first instance of an empty group 300 group minSize");
    expect(time(chosen, group({ ...unknownRegion, minSize: 1 }, somewhere))).toEqual(time());
  });

  describe("ElastiCache", () => {
    const group = (name: string, props: object, context: object) =>
      given("aws:elasticache/replicationGroup:ReplicationGroup", name, { replicationGroupId: name, ...props }, context);
    const datastore = (primary: string) =>
      given(
        "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup",
        "global",
        { globalReplicationGroupIdSuffix: "g", primaryReplicationGroupId: primary },
        { sources: { primaryReplicationGroupId: ["home"] } },
      );
    const home = group("home", {}, inEast);
    const follower = (props: object, context: object, from = "global") =>
      group(
        "follower",
        { globalReplicationGroupId: unknownText, ...props },
        { ...context, sources: { globalReplicationGroupId: [from], region: ["chosen"] } },
      );

    test("a follower in another region, in the same one, in an unknown one, of an unknown datastore", () => {
      const all = [chosen, home, datastore("home")];
      expect(single([...all, follower({}, inWest)])).toEqual(["global", "told"]);
      expect(single([...all, follower({}, inEast)])).toEqual(["none", "told"]);
      expect(single([...all, follower(unknownRegion, inEast)])).toEqual(["none", "unknown"]);
      expect(single([...all, follower({}, inWest, "chosen")])).toEqual(["none", "unknown"]);
    });

    test("what is unknown is listed as not known, and in no figure", () => {
      expect(dataLoss(chosen, home, datastore("home"), follower(unknownRegion, inEast))).toEqual([]);
      expect(crossingsOf(stackFrom(chosen, home, datastore("home"), follower(unknownRegion, inEast)))).toEqual([]);
    });
  });
});
