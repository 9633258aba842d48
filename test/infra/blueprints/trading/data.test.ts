import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

const table = () => graph.only("us-east-1", "aws:dynamodb/table:Table");

test('trading: "DynamoDB global tables spanning us-east-1 and us-west-2"', () => {
  expect(graph.all("aws:dynamodb/table:Table")).toHaveLength(1);
  expect(table().inputs.name).toBe("dynamodb-us-east-1-dev-trades");
  expect(table().inputs.replicas).toEqual([expect.objectContaining({ regionName: "us-west-2" })]);
});

test('trading: "On-demand billing mode for cost optimization"', () => {
  expect(table().inputs.billingMode).toBe("PAY_PER_REQUEST");
});

test('trading: "Point-in-time recovery enabled for data protection", on the table and on its replica', () => {
  expect(table().inputs.pointInTimeRecovery).toEqual({ enabled: true });
  expect(table().inputs.replicas).toEqual([expect.objectContaining({ pointInTimeRecovery: true })]);
});

test('trading: "Automatic replication between regions" keeps the stream on that replicas need', () => {
  expect(table().inputs).toMatchObject({ streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" });
});

test('trading: "DynamoDB global tables require careful replica management": in one place, not in two', () => {
  expect(graph.managed.filter(({ type }) => type === "aws:dynamodb/tableReplica:TableReplica")).toEqual([]);
});

test("trades are encrypted at rest", () => {
  expect(table().inputs.serverSideEncryption).toEqual({ enabled: true });
});

test("trades are found by their id, and nothing but the key is declared", () => {
  expect(table().inputs).toMatchObject({ hashKey: "id", attributes: [{ name: "id", type: "S" }] });
  expect(table().inputs.rangeKey).toBeUndefined();
});

test('trading: "All resources tagged": the replica gets the tags, and the role of its own region', () => {
  expect(table().inputs.replicas).toEqual([expect.objectContaining({ propagateTags: true })]);
  const own = graph.only("us-west-2", "aws:dynamodb/tag:Tag");
  expect(own.inputs).toEqual({
    resourceArn: "arn:aws:dynamodb:us-west-2:123456789012:table/dynamodb-us-east-1-dev-trades",
    key: "DR-Role",
    value: "secondary",
  });
  expect(graph.comesAfter(own, table())).toBe(true);
});
