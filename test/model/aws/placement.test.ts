import { findRegion } from "../../../model/aws/region";
import { findTag } from "../../../model/aws/tags";

const provider = { props: { region: "us-east-1", defaultTags: '{"tags":{"Team":"core","Environment":"test"}}' } };
const table = "aws:dynamodb/table:Table";

describe("findRegion", () => {
  test("takes the resource's own region before its provider's", () => {
    expect(findRegion({ type: table, props: { region: "us-west-2" }, provider })).toBe("us-west-2");
  });

  test.each([[{}], [{ region: undefined }], [{ region: null }], [{ region: "" }]])(
    "takes the provider's region when the resource says %j",
    (props) => expect(findRegion({ type: table, props, provider })).toBe("us-east-1"),
  );

  test("is undefined when neither says", () => {
    expect(findRegion({ type: table, props: {} })).toBeUndefined();
    expect(findRegion({ type: table, props: {}, provider: { props: {} } })).toBeUndefined();
  });

  test("is undefined for a global service, whatever its provider says", () => {
    expect(findRegion({ type: "aws:iam/role:Role", props: {}, provider })).toBeUndefined();
  });

  test("refuses what is no region name", () => {
    expect(() => findRegion({ type: table, props: { region: 5 } })).toThrow("a region is a text");
  });
});

describe("findTag", () => {
  test("takes the resource's own tag before the provider's default", () => {
    expect(findTag({ type: table, props: { tags: { Environment: "production" } }, provider }, "Environment")).toBe(
      "production",
    );
  });

  test("takes the provider's default, given as JSON text or as an object", () => {
    expect(findTag({ type: table, props: {}, provider }, "Team")).toBe("core");
    expect(
      findTag(
        { type: table, props: { tags: {} }, provider: { props: { defaultTags: { tags: { Team: "a" } } } } },
        "Team",
      ),
    ).toBe("a");
  });

  test("reads the list of an Auto Scaling group", () => {
    const tags = [
      { key: "Name", value: "web" },
      { key: "Environment", value: "production", propagateAtLaunch: true },
    ];
    expect(findTag({ type: "aws:autoscaling/group:Group", props: { tags } }, "Environment")).toBe("production");
  });

  test.each(["constructor", "__proto__", "toString"])("finds no tag %s that nobody set", (key) => {
    expect(findTag({ type: table, props: { tags: {} }, provider }, key)).toBeUndefined();
  });

  test.each([
    [table, ["Environment"], "tags are a map"],
    [table, "Environment=production", "tags are a map"],
    ["aws:autoscaling/group:Group", { Environment: "production" }, "tags are a list"],
    ["aws:autoscaling/group:Group", "Environment=production", "tags are a list"],
  ])("refuses tags of %s that are %j", (type, tags, said) => {
    expect(() => findTag({ type, props: { tags } }, "Environment")).toThrow(new TypeError(said));
  });

  test.each([table, "aws:autoscaling/group:Group"])("finds none in %s without tags", (type) => {
    expect([undefined, null].map((tags) => findTag({ type, props: { tags } }, "Environment"))).toEqual([
      undefined,
      undefined,
    ]);
    expect(findTag({ type, props: undefined }, "Environment")).toBeUndefined();
  });
});
