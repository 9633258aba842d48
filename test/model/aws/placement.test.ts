import { findRegion } from "../../../model/aws/region";
import { findTag } from "../../../model/aws/tags";
import { UnknownValueError } from "../../../model/graph/unknown";

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

  /** Properties of which some are unknown. */
  const withUnknown = (name: string, rest: object = {}) =>
    Object.defineProperty({ ...rest }, name, {
      get: () => {
        throw new UnknownValueError("04da6b54-80e4-46f7-96ec-b56ff0331ba9", [name]);
      },
    });

  describe("of a bucket before provider v7, whose region is an output", () => {
    const bucket = "aws:s3/bucketV2:BucketV2";
    const of = (version: string, region = "us-east-1") => ({ props: { region, version } });

    test.each(["6.66.2", "5.0.0", "v4.38.1", "6.0.0-beta.1"])("is that of the provider under %s", (version) => {
      expect(findRegion({ type: bucket, props: withUnknown("region"), provider: of(version) })).toBe("us-east-1");
    });

    test("is told by the output of one that is deployed, where the provider states none", () => {
      expect(findRegion({ type: bucket, props: { region: "eu-west-1" }, provider: of("6.66.2", "") })).toBe(
        "eu-west-1",
      );
    });

    test.each(["7.0.0", "7.48.0", "10.1.0", ""])("is unknown under %j, where it is an input", (version) => {
      const place = { type: bucket, props: withUnknown("region"), provider: of(version) };
      expect(() => findRegion(place)).toThrow("can't be known");
    });
  });

  describe("of what is deployed under a provider that states none", () => {
    const arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/trades";

    test("is that of its ARN", () => {
      expect(findRegion({ type: table, props: { arn }, provider: { props: {} } })).toBe("eu-central-1");
    });

    test("is not that of its ARN where the resource or its provider states one", () => {
      expect(findRegion({ type: table, props: { arn, region: "us-west-2" } })).toBe("us-west-2");
      expect(findRegion({ type: table, props: { arn }, provider })).toBe("us-east-1");
    });

    test.each(["arn:aws:s3:::archive", "no arn", "", 5])("is not told by %j", (other) => {
      expect(findRegion({ type: table, props: { arn: other } })).toBeUndefined();
    });

    test("is not told by an ARN that is not there yet, or that a program sets", () => {
      expect(findRegion({ type: table, props: withUnknown("arn") })).toBeUndefined();
      expect(findRegion({ type: "aws:iot/topicRule:TopicRule", props: { name: "x" } })).toBeUndefined();
    });
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
