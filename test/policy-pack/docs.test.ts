import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ruleTable, withTable } from "../../policy-pack/docs/table";
import { rules } from "../../policy-pack/rules";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");

describe("the table of laws", () => {
  test("stands in README.md as the rules say it (otherwise: npm run docs)", () => {
    expect(readme).toBe(withTable(readme, ruleTable(rules)));
  });

  test("has a row for every rule, with its law and its defaults", () => {
    const pitr = rules.filter(({ meta }) => meta.name === "dynamodb-require-pitr");
    expect(ruleTable(pitr).split("\n")).toEqual([
      "| Policy | Severity | Law | Config and its default |",
      "| --- | --- | --- | --- |",
      "| [`dynamodb-require-pitr`](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html) | high | A DynamoDB table and each of its replicas keep point-in-time recovery on. | `minimumRecoveryDays` = `35` |",
    ]);
  });

  test("replaces what stands between the markers and nothing else", () => {
    expect(withTable("a <!-- rules:start -->old<!-- rules:end --> b", "new")).toBe(
      "a <!-- rules:start -->\n\nnew\n\n<!-- rules:end --> b",
    );
  });

  test.each([
    "no markers",
    "<!-- rules:start --> only",
    "<!-- rules:end --> before <!-- rules:start -->",
    "<!-- rules:start --><!-- rules:end --> twice <!-- rules:start --><!-- rules:end -->",
  ])("refuses a document such as %j, and says which markers it wants", (document) => {
    expect(() => withTable(document, "new")).toThrow("<!-- rules:start --> and <!-- rules:end -->");
  });
});
