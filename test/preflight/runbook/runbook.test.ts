import { cell, shellWord } from "../../../preflight/runbook/words";
import { runbookOf } from "../../../preflight/runbook/write";
import { recorded } from "../../helpers/recorded";
import { declare, east } from "../recovery/declare";

const write = async (stack: string) => runbookOf({ ...(await recorded(stack)), stack, failures: [] });
const section = (text: string, number: number) =>
  new RegExp(`## ${number}\\. [^\\n]*\\n(.*?)(?=\\n## )`, "s").exec(text)?.[1] ?? "";

describe("the runbook that is written for a stack", () => {
  test("says what to run in the standby for a database that promotes itself, and how to stop it", async () => {
    const text = await write("fleet");
    expect(section(text, 3)).toContain("stop it first (5)");
    expect(section(text, 3)).toContain(
      'aws rds failover-global-cluster --region us-east-2 --global-cluster-identifier global-db-v2-dev --target-db-cluster-identifier "$TARGET" --allow-data-loss',
    );
    expect(section(text, 5)).toContain(
      "aws ssm put-parameter --region us-east-2 --name failover-switch-dev --overwrite --value off",
    );
    expect(text).not.toContain("put-function-concurrency");
  });

  test("stops the function itself where the stack has no switch for it, and says what that stops", async () => {
    const { resources } = await recorded("healthcare");
    const other = resources.map((resource) =>
      resource.type === "aws:ssm/parameter:Parameter"
        ? { ...resource, outputs: { ...resource.outputs, description: "limits of a failover" } }
        : resource,
    );
    const text = section(runbookOf({ resources: other, stack: "healthcare", failures: [] }), 5);
    expect(text).toContain(
      "aws lambda put-function-concurrency --region us-west-2 --function-name lambda-dev-failover-orchestrator --reserved-concurrent-executions 0",
    );
    expect(text).toContain("It stops all that the function does");
  });

  test("says that a person promotes where nothing else does", async () => {
    const text = await write("transactions");
    expect(section(text, 3)).toContain("The database is promoted by a person");
    expect(section(text, 5)).toContain("to stop is not to run the command of 3");
  });

  test.each([
    ["trading", "us-west-2", 'http://"$(aws elbv2 describe-load-balancers'],
    ["fleet", "us-east-2", 'http://"$(aws elbv2 describe-load-balancers'],
    ["healthcare", "us-west-2", 'http://"$(aws elbv2 describe-load-balancers'],
    ["transactions", "us-west-2", 'https://"$(aws lambda get-function-url-config'],
    ["payments", "us-east-2", 'https://"$(aws apigateway get-rest-apis'],
  ])("of %s asks the endpoint in %s that its health check asks", async (stack, region, host) => {
    const text = section(await write(stack), 4);
    expect(text).toContain(`${host} --region ${region} `);
    expect(text.split(host)).toHaveLength(2);
  });

  test("asks a name for its root where its health check asks something else", async () => {
    expect(section(await write("transactions"), 1)).toContain(" http://api.example.com/\n");
    expect(section(await write("payments"), 1)).toContain(" https://api.example.com/\n");
    expect(section(await write("fleet"), 1)).toContain(" http://app.example.com/ready\n");
  });

  test("says that nothing waits for a promotion where there is no such database", async () => {
    const text = await write("trading");
    expect(section(text, 3)).toContain("No database waits for a promotion.");
    expect(section(text, 5)).toContain("There is nothing to stop");
    expect(text).toContain("| Table | `dynamodb-us-east-1-dev-trades` | us-west-2 |");
  });

  test.each(["fleet", "healthcare", "payments", "trading", "transactions"])(
    "of %s needs on its first page no state, no API of the primary and no account that stands in",
    async (stack) => {
      const text = await write(stack);
      const page = text.slice(0, text.indexOf("## Names"));
      const commands = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block).join("\n");
      expect(commands).toMatch(/^dig \+short /m);
      expect(commands).toMatch(/^curl /m);
      expect(commands).not.toMatch(/--region us-east-1\b|pulumi|aws route53|date -d|sed -i/);
      expect(text).not.toContain("123456789012");
    },
  );

  test("is refused for a stack in one region", () => {
    const table = declare("aws:dynamodb/table:Table", "orders", { name: "orders" }, { provider: east.urn });
    expect(() => runbookOf({ stack: "shop", resources: [east, table], failures: [] })).toThrow(
      "stack shop is in us-east-1, expected two regions: there is nothing to fail over to",
    );
  });
});

test.each([
  ["plain-name_1", "plain-name_1"],
  ["a b", '"a b"'],
  ['$(rm)`x`"', '"\\$(rm)\\`x\\`\\""'],
  ["bucket-123456789012", '"bucket-$' + '{ACCOUNT}"'],
])("a shell takes %s for one word", (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test("a name does not end a cell of a table", () => {
  expect(cell("a|b`c\n123456789012")).toBe("a\\|b'c\\u000a<account>");
});
