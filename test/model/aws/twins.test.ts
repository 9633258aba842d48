import { pairUp, twinNames, twinType } from "../../../model/aws/twins";

const pair = ["us-east-1", "us-west-2"];

describe("twinNames", () => {
  test.each([
    ["primary-worker", "worker"],
    ["worker-us-west-2", "worker"],
    ["workerUsEast1", "worker"],
    ["use1-worker", "worker"],
    ["worker_useast1_logs", "worker-logs"],
    ["drVpc", "vpc"],
    ["network-primary-public-1", "network-public-1"],
    ["drone-mainframe", "drone-mainframe"],
    ["us-east-1-us-east-1-worker", "worker"],
    ["", ""],
    ["primary", ""],
  ])("of %j is %j", (name, expected) => expect(twinNames(pair)(name)).toBe(expected));

  test("knows the short name of a region between two points of the compass", () => {
    expect(twinNames(["ap-southeast-2"])("apse2-worker")).toBe("worker");
  });
});

describe("twinType", () => {
  test.each([
    ["aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"],
    ["aws:applicationloadbalancing/listener:Listener", "aws:lb/listener:Listener"],
    ["aws:kms/replicaKey:ReplicaKey", "aws:kms/key:Key"],
    ["aws:future/thing:Thing", "aws:future/thing:Thing"],
    ["constructor", "constructor"],
  ])("of %s is %s", (type, expected) => expect(twinType(type)).toBe(expected));
});

describe("pairUp", () => {
  const byName = (text: string) => text.replace(/\d/g, "");
  const byNumber = (one: string, other: string) => Math.abs(Number(/\d+/.exec(one)) - Number(/\d+/.exec(other)));

  test("pairs equal keys first, in order", () => {
    expect(pairUp(["a1", "b1"], ["b2", "a2"], byName, byNumber)).toEqual({
      pairs: [
        ["a1", "a2"],
        ["b1", "b2"],
      ],
      firstOnly: [],
      secondOnly: [],
    });
  });

  test("pairs the rest by how near they are, and keeps what fits worst", () => {
    expect(pairUp(["a1", "b9"], ["c8"], byName, byNumber)).toEqual({
      pairs: [["b9", "c8"]],
      firstOnly: ["a1"],
      secondOnly: [],
    });
  });

  test("pairs long rests in their order, without comparing each with every other", () => {
    const first = Array.from({ length: 40 }, (_, index) => `a${index}`);
    const compare = jest.fn(() => 0);
    const { pairs, secondOnly } = pairUp(first, ["x0", "y0"], (text) => text, compare);
    expect(pairs).toEqual([
      ["a0", "x0"],
      ["a1", "y0"],
    ]);
    expect(secondOnly).toEqual([]);
    expect(compare).not.toHaveBeenCalled();
  });
});
