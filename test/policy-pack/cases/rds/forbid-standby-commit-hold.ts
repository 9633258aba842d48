import { given, inEast, inWest, unknownText } from "../../given";

const cluster = "aws:rds/cluster:Cluster";
const global = given("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "ledger" });
const groups = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
const inLedger = { globalClusterIdentifier: "ledger" };
const holding = (value: unknown) => ({
  parameters: [
    { name: "rds.force_ssl", value: "1" },
    { name: "rds.global_db_rpo", value },
  ],
});
const writer = given(cluster, "writer", { ...inLedger, masterPassword: "example" }, inEast);
const reader = given(cluster, "reader", { ...inLedger, dbClusterParameterGroupName: "standby" }, inWest);

export default {
  pass: [
    {
      because: "the value switches it off",
      given: [global, writer, reader, given(groups, "group", { name: "standby", ...holding("-1") }, inWest)],
    },
    {
      because: "the standby has AWS's own group",
      given: [
        global,
        writer,
        given(cluster, "reader", { ...inLedger, dbClusterParameterGroupName: "default.aurora-postgresql16" }, inWest),
      ],
    },
    {
      because: "a group of that name in the other region holds commits",
      given: [
        global,
        given(
          cluster,
          "writer",
          { ...inLedger, masterPassword: "example", dbClusterParameterGroupName: "standby" },
          inEast,
        ),
        reader,
        given(groups, "primary-group", { name: "standby", ...holding("60") }, inEast),
        given(groups, "group", { name: "standby" }, inWest),
      ],
    },
    {
      because: "both clusters are in one region",
      given: [
        global,
        writer,
        given(cluster, "reader", { ...inLedger, dbClusterParameterGroupName: "standby" }, inEast),
        given(groups, "group", { name: "standby", ...holding("60") }, inEast),
      ],
    },
  ],
  fail: [
    {
      because: "the group is found by its output, and the smallest value is set",
      given: [
        global,
        writer,
        given(
          cluster,
          "reader",
          { ...inLedger, dbClusterParameterGroupName: unknownText },
          { ...inWest, sources: { dbClusterParameterGroupName: ["group"] } },
        ),
        given(groups, "group", holding("20"), inWest),
      ],
      at: ["group parameters[1].value"],
    },
    {
      because: "the value is a number and the parameters are one block",
      given: [
        global,
        writer,
        reader,
        given(groups, "group", { name: "standby", parameters: { name: "rds.global_db_rpo", value: 60 } }, inWest),
      ],
      at: ["group parameters.value"],
    },
    {
      because: "the global cluster is managed elsewhere",
      given: [writer, reader, given(groups, "group", { name: "standby", ...holding("60") }, inWest)],
      at: ["group parameters[1].value"],
    },
  ],
  undetermined: [
    {
      because: "nobody says which cluster writes",
      given: [
        global,
        given(cluster, "one", { ...inLedger }, inEast),
        reader,
        given(groups, "group", { name: "standby", ...holding("60") }, inWest),
      ],
      at: ["group parameters"],
    },
    {
      because: "nobody says where the standby is",
      given: [
        global,
        writer,
        given(
          cluster,
          "reader",
          { ...inLedger, dbClusterParameterGroupName: unknownText },
          { sources: { dbClusterParameterGroupName: ["group"] } },
        ),
        given(groups, "group", holding("60")),
      ],
      at: ["reader region"],
    },
    {
      because: "the name of a parameter is unknown",
      given: [
        global,
        writer,
        reader,
        given(groups, "group", { name: "standby", parameters: [{ name: unknownText, value: "60" }] }, inWest),
      ],
      at: ["group parameters[0].name"],
    },
  ],
  skip: [
    {
      because: "the only cluster holds commits for readers that another stack has",
      given: [given(cluster, "reader", { ...inLedger, dbClusterParameterGroupName: "standby" }, inWest)],
    },
  ],
};
