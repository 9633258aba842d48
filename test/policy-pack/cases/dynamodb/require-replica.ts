import { given, inEast, inWest, unknownList, unknownText } from "../../given";

const table = "aws:dynamodb/table:Table";
const replica = "aws:dynamodb/tableReplica:TableReplica";
const globalTable = "aws:dynamodb/globalTable:GlobalTable";
const pet = "random:index/randomPet:RandomPet";
const stream = { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };
const trades = { name: "trades", ...stream };

export default {
  pass: [
    {
      because: "its home is the second region of the pair",
      given: [given(table, "trades", { ...trades, replicas: [{ regionName: "us-east-1" }] }, inWest)],
    },
    {
      because: "its own region is not the provider's",
      given: [
        given(table, "trades", { ...trades, region: "us-west-2", replicas: [{ regionName: "us-east-1" }] }, inEast),
      ],
    },
    {
      because: "it is replicated beyond the pair as well",
      given: [
        given(
          table,
          "trades",
          { ...trades, replicas: [{ regionName: "eu-west-1" }, { regionName: "us-west-2" }] },
          inEast,
        ),
      ],
    },
    {
      because: "a replica of its own takes the table's ARN before there is one",
      given: [
        given(table, "trades", trades, inEast),
        given(replica, "copy", { globalTableArn: unknownText }, { ...inWest, sources: { globalTableArn: ["trades"] } }),
      ],
    },
    {
      because: "a replica of its own says its region itself",
      given: [
        given(table, "trades", trades, inEast),
        given(
          replica,
          "copy",
          { region: "us-west-2", globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/trades" },
          inEast,
        ),
      ],
    },
    {
      because: "two tables of one name are joined by a global table of the first version",
      given: [
        given(table, "east", trades, inEast),
        given(table, "west", trades, inWest),
        given(
          globalTable,
          "joined",
          { name: "trades", replicas: [{ regionName: "us-east-1" }, { regionName: "us-west-2" }] },
          inEast,
        ),
      ],
    },
    {
      because: "strongly consistent replicas need no stream",
      given: [
        given(
          table,
          "trades",
          {
            name: "trades",
            replicas: [
              { regionName: "us-west-2", consistencyMode: "STRONG" },
              { regionName: "us-east-2", consistencyMode: "STRONG" },
            ],
          },
          inEast,
        ),
      ],
    },
    {
      because: "an unknown replica could add nothing that is asked",
      given: [
        given(
          table,
          "trades",
          { ...trades, replicas: [{ regionName: unknownText }, { regionName: "us-west-2" }] },
          inEast,
        ),
      ],
    },
  ],
  fail: [
    {
      because: "the list of replicas is empty",
      given: [given(table, "trades", { ...trades, replicas: [] }, inEast)],
      at: ["trades replicas"],
    },
    {
      because: "the replicas are left out, and the provider will fill them in",
      given: [given(table, "trades", { ...trades, replicas: unknownList }, inEast)],
      at: ["trades replicas"],
    },
    {
      because: "the replicas are a text",
      given: [given(table, "trades", { ...trades, replicas: "us-west-2" }, inEast)],
      at: ["trades replicas"],
    },
    {
      because: "a replica is null",
      given: [given(table, "trades", { ...trades, replicas: [null] }, inEast)],
      at: ["trades replicas"],
    },
    {
      because: "the replica is in the table's own region",
      given: [given(table, "trades", { ...trades, replicas: [{ regionName: "us-east-1" }] }, inEast)],
      at: ["trades replicas"],
    },
    {
      because: "the replica belongs to another table",
      given: [
        given(table, "orders", { ...trades, name: "orders" }, inEast),
        given(table, "trades", trades, inEast),
        given(replica, "copy", { globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/trades" }, inWest),
      ],
      at: ["orders replicas"],
    },
    {
      because: "a table is replicated in two ways and neither says the stream",
      given: [
        given(table, "trades", { name: "trades" }, inEast),
        given(replica, "copy", { globalTableArn: unknownText }, { ...inWest, sources: { globalTableArn: ["trades"] } }),
      ],
      at: ["trades streamEnabled"],
    },
    {
      because: "the stream is on by a text",
      given: [
        given(table, "trades", { ...trades, streamEnabled: "true", replicas: [{ regionName: "us-west-2" }] }, inEast),
      ],
      at: ["trades streamEnabled"],
    },
    {
      because: "two regions of three are missing",
      config: { regions: ["us-east-1", "us-west-2", "eu-west-1"] },
      given: [
        {
          type: "aws:dynamodb/table:Table",
          name: "alone",
          props: { name: "alone" },
          context: { provider: { region: "us-east-1" } },
        },
      ],
      at: ["alone replicas"],
    },
  ],
  undetermined: [
    {
      because: "a replica of its own belongs to a table nobody can name yet",
      given: [
        given(pet, "pet", {}),
        given(table, "trades", trades, inEast),
        given(replica, "copy", { globalTableArn: unknownText }, { ...inWest, sources: { globalTableArn: ["pet"] } }),
      ],
      at: ["copy globalTableArn"],
    },
    {
      because: "the replicas come from a resource",
      given: [
        given(pet, "pet", {}),
        given(table, "trades", { ...trades, replicas: unknownList }, { ...inEast, sources: { replicas: ["pet"] } }),
      ],
      at: ["trades replicas"],
    },
    {
      because: "the table's own region is unknown, and the stream is still judged",
      given: [
        given(
          table,
          "trades",
          { name: "trades", region: unknownText, replicas: [{ regionName: "us-west-2" }] },
          inEast,
        ),
      ],
      at: ["trades region"],
      fail: ["trades streamEnabled"],
    },
  ],
  skip: [
    { because: "there is a replica of a table that is managed elsewhere", given: [given(replica, "copy", {}, inWest)] },
  ],
};
