import { join } from "node:path";
import { type Pack, resource, secret, startPack, unknown } from "../../../preflight/testing";

const tiny = join(__dirname, "../packs/tiny");
const QUEUE = "aws:sqs/queue:Queue";
const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const good = { name: "orders", messageRetentionSeconds: 600, delaySeconds: 0 };

describe("a pack under test", () => {
  let pack: Pack;

  beforeAll(async () => {
    pack = await startPack({ directory: tiny, profile: { "queue-remediate-delay": "mandatory" } });
  });
  afterAll(() => pack?.stop());

  test("says which policies it has", () => {
    expect(pack.policies).toContainEqual({
      name: "queue-limit-retention",
      level: "mandatory",
      severity: "high",
      description: "A queue forgets in time.",
    });
  });

  test("judges a resource by itself", async () => {
    const { violations } = await pack.judge([
      resource(QUEUE, "orders", { ...good, messageRetentionSeconds: 601 }, east),
    ]);
    expect(violations).toContainEqual({
      policy: "queue-limit-retention",
      level: "mandatory",
      severity: "high",
      urn: "urn:pulumi:test::project::aws:sqs/queue:Queue::orders",
      type: QUEUE,
      name: "orders",
      message: "messageRetentionSeconds is 601, expected at most 600\nLower it.",
    });
  });

  test("names what passed", async () => {
    const { passes } = await pack.judge([resource(QUEUE, "orders", good, east)]);
    expect(passes).toContainEqual(expect.objectContaining({ policy: "queue-limit-retention", name: "orders" }));
  });

  test("cannot judge by what is not known yet", async () => {
    const { violations, undetermined, passes } = await pack.judge([
      resource(QUEUE, "orders", { ...good, messageRetentionSeconds: unknown.number }, east),
    ]);
    expect(undetermined).toContainEqual(
      expect.objectContaining({ policy: "queue-limit-retention", name: "orders", path: "messageRetentionSeconds" }),
    );
    for (const said of [...violations, ...passes]) {
      expect(said.policy).not.toBe("queue-limit-retention");
    }
  });

  test("shows a policy what is in a secret", async () => {
    const { violations } = await pack.judge([
      resource(QUEUE, "orders", { ...good, messageRetentionSeconds: secret(700) }, east),
    ]);
    expect(violations.map(({ policy }) => policy)).toContain("queue-limit-retention");
  });

  test("knows the options of a resource", async () => {
    const judged = async (protect: boolean) => {
      const { violations } = await pack.judge([resource(QUEUE, "orders", good, { ...east, protect })]);
      return violations.filter(({ policy }) => policy === "resource-forbid-retention").length;
    };
    expect([await judged(true), await judged(false)]).toEqual([1, 0]);
  });

  test("judges all resources as a stack, each with its provider, by their outputs", async () => {
    const { violations, passes } = await pack.judge([
      resource(QUEUE, "orders", good, { ...east, outputs: { arn: "arn:aws:sqs:us-east-1:123456789012:orders" } }),
      resource(QUEUE, "returns", good, west),
    ]);
    expect(violations).toContainEqual(
      expect.objectContaining({
        name: "orders",
        level: "advisory",
        message: "regions is us-east-1 and us-west-2, expected one",
      }),
    );
    expect(passes).toContainEqual(
      expect.objectContaining({
        policy: "stack-require-arn",
        urn: "urn:pulumi:test::project::pulumi:pulumi:Stack::project-test",
      }),
    );
  });

  test("puts the types of parents into a URN", async () => {
    const shop = resource("shop:index:Shop", "main", {}, { component: true });
    const { violations } = await pack.judge([
      shop,
      resource(QUEUE, "orders", { ...good, messageRetentionSeconds: 700 }, { ...east, parent: shop }),
    ]);
    expect(violations[0]?.urn).toBe("urn:pulumi:test::project::shop:index:Shop$aws:sqs/queue:Queue::orders");
  });

  test("answers many questions at once, each with its own answer", async () => {
    const seconds = [500, 601, 602, 600];
    const answers = await Promise.all(
      seconds.map((messageRetentionSeconds) =>
        pack.judge([resource(QUEUE, "orders", { ...good, messageRetentionSeconds }, east)]),
      ),
    );
    const found = answers.map(({ violations }) =>
      violations.filter(({ policy }) => policy === "queue-limit-retention"),
    );
    expect(found.map(([first]) => first?.message.split(",")[0])).toEqual([
      undefined,
      "messageRetentionSeconds is 601",
      "messageRetentionSeconds is 602",
      undefined,
    ]);
  });

  test("judges what a program declares", async () => {
    const judgement = await pack.judgeProgram({ directory: join(__dirname, "../programs/shop"), stack: "dev" });
    expect(judgement.violations.length).toBeGreaterThan(0);
    for (const { urn } of judgement.violations) expect(urn).toMatch(/^urn:pulumi:dev::/);
  });

  test("refuses a program that fails, with the program's own error", async () => {
    const directory = join(__dirname, "../programs/fails");
    await expect(pack.judgeProgram({ directory, stack: "dev", config: { how: "throws" } })).rejects.toThrow(
      /failed; its own error follows\n(.|\n)*the table is on fire/,
    );
  });

  test.each([
    ["a class instance", new Date(0), "the inputs of orders.tags.made is a Date, expected a plain value"],
    ["a function", () => 1, "the inputs of orders.tags.made is () => 1, expected a plain value"],
    ["no number", Number.NaN, "the inputs of orders.tags.made is NaN, expected a plain value"],
  ])("refuses %s, which no pack could be shown", async (_, made, message) => {
    const given = [resource(QUEUE, "orders", { tags: { made: made as never } }, east)];
    await expect(pack.judge(given)).rejects.toThrow(message);
  });

  test("refuses a resource that speaks of one that is not there, or of a parent after it", async () => {
    const other = resource(QUEUE, "returns", good, east);
    const child = resource(QUEUE, "orders", good, { ...east, parent: other });
    await expect(pack.judge([resource(QUEUE, "orders", good, { dependsOn: [other] })])).rejects.toThrow(
      "resource orders names returns, expected one that is judged with it",
    );
    await expect(pack.judge([child, other])).rejects.toThrow(
      "resource orders stands before its parent, expected it after",
    );
  });
});

describe("a pack that cannot be tested", () => {
  test.each([
    ["a directory without a pack", { directory: __dirname }, /has no PulumiPolicy\.yaml/],
    [
      "a pack that fails to load",
      { directory: join(__dirname, "../packs/broken") },
      /before it was ready; its own error/,
    ],
    [
      "a profile that is no profile",
      { directory: tiny, profile: { all: 5 } },
      /all is 5, expected an enforcement level/,
    ],
    ["a profile that is not there", { directory: tiny, profile: "nowhere.json" }, /nowhere\.json does not exist/],
  ])("%s is refused, with what to do", async (_, options, message) => {
    await expect(startPack(options)).rejects.toThrow(message);
  });

  test("nothing is answered once it was stopped", async () => {
    const pack = await startPack({ directory: tiny });
    const open = pack.judge([resource(QUEUE, "orders", good, east)]);
    pack.stop();
    await expect(open).rejects.toThrow("the pack was stopped");
    await expect(pack.judge([])).rejects.toThrow();
  });
});
