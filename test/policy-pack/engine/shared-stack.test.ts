import { tokens } from "../../../model/aws/tokens";
import { resource } from "../../../policy-pack/engine/example";
import { closeShare, openShare, shareResources } from "../../../policy-pack/engine/shared-stack";
import { given } from "../given";
import { stackOf } from "../show";

const resources = stackOf([resource(tokens.topic, "a", {}), resource(tokens.topic, "b", {})]);
const [like] = stackOf([given("", "mark", {})]);
const markOf = (share: string) => [{ ...like, urn: share } as (typeof resources)[number]];

describe("resources that stack policies share", () => {
  test("are those that the first was handed, without the mark", () => {
    const share = openShare();
    const first = shareResources([...resources, ...markOf(share)]);
    expect(first).toEqual(resources);
    expect(shareResources(markOf(share))).toBe(first);
    closeShare(share);
  });

  test("stay apart between calls", () => {
    const [one, two] = [openShare(), openShare()];
    shareResources([...resources, ...markOf(one)]);
    shareResources([...resources.slice(1), ...markOf(two)]);
    expect(shareResources(markOf(one))).toHaveLength(2);
    expect(shareResources(markOf(two))).toHaveLength(1);
    closeShare(one);
    closeShare(two);
  });

  test("are what was handed in when the mark is nobody's, or of a call that is over", () => {
    const share = openShare();
    closeShare(share);
    const handed = [...resources, ...markOf(share)];
    expect(shareResources(handed)).toBe(handed);
    expect(shareResources([])).toEqual([]);
  });

  test("are an error, not an empty stack, when nobody was handed them", () => {
    const share = openShare();
    expect(() => shareResources(markOf(share))).toThrow("handed to nobody");
    closeShare(share);
  });
});
