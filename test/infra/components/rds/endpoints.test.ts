import { writerNameOf } from "../../../../infra/components/rds/endpoints";

test.each([
  [
    "ledger.cluster-ro-c1abcdefghij.us-west-2.rds.amazonaws.com",
    "ledger.cluster-c1abcdefghij.us-west-2.rds.amazonaws.com",
  ],
  [
    "rds-cluster-ro-dev.cluster-ro-c1abc.cn-north-1.rds.amazonaws.com.cn",
    "rds-cluster-ro-dev.cluster-c1abc.cn-north-1.rds.amazonaws.com.cn",
  ],
])("the writer of %s answers at %s", (reader, writer) => {
  expect(writerNameOf(reader)).toBe(writer);
});

test.each(["", "ledger.cluster-c1abc.us-west-2.rds.amazonaws.com", "localhost"])(
  "a writer's name is not made of %p",
  (reader) => {
    expect(() => writerNameOf(reader)).toThrow(
      `the reader endpoint of the database is ${JSON.stringify(reader)}, expected`,
    );
  },
);
