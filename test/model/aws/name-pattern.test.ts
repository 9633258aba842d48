import { chosenPart, compilePattern, findName } from "../../../model/aws/name-pattern";

describe("compilePattern", () => {
  test("has a group for each part", () => {
    const form = compilePattern("{service}-{region}-{environment}-{purpose}");
    expect({ ...form.exec("s3-ap-southeast-2-dev-trade-archive")?.groups }).toEqual({
      service: "s3",
      region: "ap-southeast-2",
      environment: "dev",
      purpose: "trade-archive",
    });
  });

  test("takes a fixed part as it is", () => {
    const form = compilePattern("{environment}.{purpose}", { environment: "pr-1.2" });
    expect(form.test("pr-1.2.trades")).toBe(true);
    expect(form.test("pr-1x2.trades")).toBe(false);
  });

  test.each(["{nobody}-x", "{", "}{", "a|b", "(", "[", "\\", "$^"])("takes %j as a text", (text) =>
    expect(compilePattern(text).test(text)).toBe(true),
  );
});

describe("chosenPart", () => {
  test.each([
    ["/aws/lambda/worker", "worker"],
    ["/worker", "worker"],
    ["/team/worker", "team/worker"],
    ["alias/worker", "worker"],
    ["worker.fifo", "worker"],
    ["worker", "worker"],
  ])("of %j is %j", (name, expected) => expect(chosenPart(name)).toBe(expected));
});

describe("findName", () => {
  test.each([
    ["aws:s3/bucket:Bucket", { bucket: "b", bucketPrefix: "p" }, ["bucket"], "b", false],
    ["aws:s3/bucket:Bucket", { bucketPrefix: "p" }, ["bucketPrefix"], "p", true],
    ["aws:s3/bucket:Bucket", {}, ["bucket"], undefined, false],
    ["aws:ec2/vpc:Vpc", { tags: { Name: "v" } }, ["tags", "Name"], "v", false],
    ["aws:ec2/vpc:Vpc", {}, ["tags", "Name"], undefined, false],
  ])("of %s with %j is at %j", (type, props: Readonly<Record<string, unknown>>, way, value, isPrefix) =>
    expect(findName(type, (property) => props[property])).toMatchObject({ way, value, isPrefix }),
  );

  test("is none for a type without a name of its own", () => {
    expect(findName("aws:route53/record:Record", () => "api")).toBeUndefined();
  });
});
