import { Gathering } from "../../../model/graph/gathering";
import { UnknownValueError, unknown } from "../../../model/graph/unknown";

const owner = { urn: "urn:pulumi:test::example::aws:s3/bucket:Bucket::archive" };

test("values are gathered and nothing is left out but what is not there", () => {
  const gathering = new Gathering<unknown>();
  for (const value of ["us-east-1", undefined, "", null, false]) {
    gathering.add(owner, () => value);
  }
  expect(gathering).toEqual({ values: ["us-east-1", "", null, false], unknown: [] });
});

test("an unknown value is kept apart with its owner", () => {
  const gathering = new Gathering<string>();
  const cause = new UnknownValueError(unknown.string, ["region"]);
  gathering.add(owner, () => {
    throw cause;
  });
  expect(gathering.values).toEqual([]);
  expect(gathering.unknown).toEqual([{ cause, urn: owner.urn }]);
});

test("any other failure is for who asked", () => {
  const gathering = new Gathering<string>();
  const fail = () => {
    throw new TypeError("a region is a text");
  };
  expect(() => gathering.add(owner, fail)).toThrow("a region is a text");
});
