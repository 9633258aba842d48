import { tokens } from "../../../model/aws/tokens";
import { stated } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { ofStack, regionsMeant } from "../../../model/recovery/region-pair";
import { inlineReplicas, isStrong, type Table, TableRegions } from "../../../model/recovery/table-regions";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

function* judgeRegions(table: Table, wanted: readonly string[], least: number, regions: TableRegions): Check<Finding> {
  const { values, unknown } = regions.of(table);
  const missing = wanted.filter((region) => !values.includes(region));
  if (missing.length > 0 && unknown.length > 0) {
    yield* unknown;
  } else if (missing.length > 0) {
    const got = inlineReplicas(table).length === 0 ? undefined : values.join(", ");
    yield { at: "replicas", got, want: `the table to be in ${missing.join(" and ")} too` };
  } else if (values.length < least) {
    yield* unknown;
    if (unknown.length === 0) {
      yield { at: "replicas", got: undefined, want: "the table to be in a second region too" };
    }
  }
}

/** The stream carries the writes to the replicas. */
function* judgeStream(table: Table, regions: TableRegions): Check<Finding> {
  if (!regions.feedsReplicas(table) || isStrong(table)) {
    return;
  }
  if (table.props.streamEnabled !== true) {
    yield { at: "streamEnabled", got: table.props.streamEnabled, want: "true beside replicas" };
    return;
  }
  const view = stated(table, "streamViewType");
  if (view !== "NEW_AND_OLD_IMAGES") {
    yield { at: "streamViewType", got: view, want: "NEW_AND_OLD_IMAGES beside replicas" };
  }
}

const keys = { attributes: [{ name: "pk", type: "S" }], hashKey: "pk" };
const stream = { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };
const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const replicated = { ...keys, ...stream, name: "trades", replicas: [{ regionName: "us-west-2" }] };

export default stackRule({
  meta: {
    name: "dynamodb-require-replica",
    severity: "critical",
    law: "A DynamoDB table has a replica in every region of the pair, and the stream that replication needs.",
    rationale:
      "A table in one region is lost with that region; a backup brings it back hours later, not within minutes.",
    remediation:
      "Add the missing region to the table's replicas, with streamEnabled true and streamViewType NEW_AND_OLD_IMAGES.",
    url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html",
    framework: { wellArchitected: "REL10-BP01", nist: ["CP-6", "CP-9", "SC-36"] },
  },
  config: {
    regions: {
      type: "array",
      items: { type: "string", minLength: 1 },
      uniqueItems: true,
      default: ["us-east-1", "us-west-2"],
      description: "Regions in which every table must be; stack stands for the two that the stack itself uses.",
    },
  },
  *check(stack, { regions: setting }): Check<StackFinding> {
    const regions = regionsMeant(setting, stack);
    const least = setting.includes(ofStack) ? 2 : 0;
    const tableRegions = new TableRegions(stack);
    if (tableRegions.tables.length === 0) {
      return skip("no table");
    }
    for (const table of tableRegions.tables) {
      yield* about(table, () => judgeRegions(table, regions, least, tableRegions));
      yield* about(table, () => judgeStream(table, tableRegions));
    }
  },
  examples: {
    pass: [
      {
        because: "the other region is among the replicas",
        given: [resource(tokens.table, "trades", replicated, east)],
      },
      {
        because: "the pair is that of the stack",
        config: { regions: ["stack"] },
        given: [
          resource(
            tokens.table,
            "trades",
            { ...replicated, replicas: [{ regionName: "eu-central-1" }] },
            { provider: { region: "eu-west-1" } },
          ),
        ],
      },
      {
        because: "the replica is a resource of its own that names the table by an ARN",
        given: [
          resource(tokens.table, "trades", { ...keys, ...stream, name: "trades" }, east),
          resource(
            tokens.tableReplica,
            "copy",
            { globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/trades" },
            west,
          ),
        ],
      },
      {
        because: "the config names another pair",
        config: { regions: ["us-east-1", "us-east-2"] },
        given: [resource(tokens.table, "trades", { ...replicated, replicas: [{ regionName: "us-east-2" }] }, east)],
      },
    ],
    fail: [
      {
        because: "the stack uses a second region, where the table is not",
        config: { regions: ["stack"] },
        given: [
          resource(tokens.table, "trades", keys, { provider: { region: "eu-west-1" } }),
          resource(tokens.queue, "orders", {}, { provider: { region: "eu-central-1" } }),
        ],
        at: ["trades replicas"],
      },
      {
        because: "the stack uses one region",
        config: { regions: ["stack"] },
        given: [resource(tokens.table, "trades", keys, { provider: { region: "eu-west-1" } })],
        at: ["trades replicas"],
      },
      {
        because: "it has no replica",
        given: [resource(tokens.table, "trades", { ...keys, name: "trades" }, east)],
        at: ["trades replicas"],
      },
      {
        because: "its replica is in a region outside the pair",
        given: [resource(tokens.table, "trades", { ...replicated, replicas: [{ regionName: "eu-west-1" }] }, east)],
        at: ["trades replicas"],
      },
      {
        because: "replicas without a stream",
        given: [resource(tokens.table, "trades", { ...replicated, streamEnabled: false }, east)],
        at: ["trades streamEnabled"],
      },
      {
        because: "a stream that carries keys only",
        given: [resource(tokens.table, "trades", { ...replicated, streamViewType: "KEYS_ONLY" }, east)],
        at: ["trades streamViewType"],
      },
    ],
    undetermined: [
      {
        because: "the region of a replica is unknown",
        given: [resource(tokens.table, "trades", { ...replicated, replicas: [{ regionName: unknown.string }] }, east)],
        at: ["trades replicas[0].regionName"],
      },
    ],
    skip: [{ because: "the stack has no table", given: [resource(tokens.bucket, "archive", {})] }],
  },
});
