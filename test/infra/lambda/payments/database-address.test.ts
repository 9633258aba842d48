import { parseDatabaseAddress } from "../../../../infra/lib/lambda/payments/database-address";

describe("parseDatabaseAddress", () => {
  test("reads the endpoint and the table", () => {
    expect(parseDatabaseAddress("database", "https://dynamodb.us-east-1.amazonaws.com/payments-table-dev")).toEqual({
      endpoint: "https://dynamodb.us-east-1.amazonaws.com",
      tableName: "payments-table-dev",
    });
  });

  test("reads an endpoint on this machine", () => {
    expect(parseDatabaseAddress("database", "http://127.0.0.1:5000/payments")).toEqual({
      endpoint: "http://127.0.0.1:5000",
      tableName: "payments",
    });
  });

  test.each([
    "",
    "payments-table-dev",
    "https://dynamodb.us-east-1.amazonaws.com",
    "https://dynamodb.us-east-1.amazonaws.com/",
    "https://dynamodb.us-east-1.amazonaws.com/a/payments",
    "https://dynamodb.us-east-1.amazonaws.com/payments?x=secret",
    "https://user:secret@dynamodb.us-east-1.amazonaws.com/payments",
    "http://dynamodb.us-east-1.amazonaws.com/payments",
    "ftp://127.0.0.1/payments",
  ])("refuses %j, names the parameter and not its value", (text) => {
    const refused = () => parseDatabaseAddress("database", text);
    expect(refused).toThrow(expect.objectContaining({ kind: "misconfigured", details: { parameter: "database" } }));
    expect(refused).not.toThrow(/secret/);
  });
});
