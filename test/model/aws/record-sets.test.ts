import { groupRecords } from "../../../model/aws/record-sets";

const zone = { urn: "zone", type: "aws:route53/zone:Zone", props: { name: "example.com." } };
const throwing = {
  get name(): string {
    throw new Error("unknown");
  },
};

function record(urn: string, props: object, sources: Record<string, (typeof zone)[]> = {}) {
  return { urn, props, sourcesOf: (property: string) => sources[property] ?? [] };
}

function groups(...records: ReturnType<typeof record>[]) {
  return groupRecords(records).map(({ records: set, settled }) => [set.map(({ urn }) => urn).join(" "), settled]);
}

describe("groupRecords", () => {
  test("keeps zone, name and type apart", () => {
    expect(
      groups(
        record("a", { zoneId: "Z1", name: "x.com", type: "A" }),
        record("b", { zoneId: "Z1", name: "X.com.", type: "a" }),
        record("c", { zoneId: "Z2", name: "x.com", type: "A" }),
        record("d", { zoneId: "Z1", name: "x.com", type: "AAAA" }),
      ),
    ).toEqual([
      ["a b", true],
      ["c", true],
      ["d", true],
    ]);
  });

  test("completes a name inside its zone", () => {
    const inZone = { zoneId: [zone] };
    expect(
      groups(
        record("a", { name: "api", type: "A" }, inZone),
        record("b", { name: "api.example.com", type: "A" }, inZone),
        record("c", { name: "", type: "A" }, inZone),
        record("d", { name: "example.com", type: "A" }, inZone),
      ),
    ).toEqual([
      ["a b", true],
      ["c d", true],
    ]);
  });

  test("does not settle two sets of one name as long as the zone of one is hidden", () => {
    const hidden = (name: string) => ({
      name,
      type: "A",
      get zoneId(): string {
        throw new Error("unknown");
      },
    });
    const component = { urn: "component", type: "shop:index:Zone", props: { name: "" } };
    expect(
      groups(
        record("a", { zoneId: "Z1", name: "x.com", type: "A" }),
        record("b", hidden("x.com"), { zoneId: [component] }),
        record("c", hidden("y.com"), { zoneId: [component] }),
        record("d", hidden("y.com"), { zoneId: [component] }),
      ),
    ).toEqual([
      ["a", false],
      ["b", false],
      ["c d", true],
    ]);
    expect(
      groups(
        record("a", { zoneId: "Z1", name: "x.com", type: "A" }),
        record("b", hidden("x.com"), { zoneId: [zone] }), // a zone that is still to be made is not Z1
      ).map(([, settled]) => settled),
    ).toEqual([true, true]);
  });

  test("keeps records apart whose zones come from different places, and puts those of one place together", () => {
    const other = { ...zone, urn: "other" };
    const unknownZone = (name: string) => ({
      name,
      type: "A",
      get zoneId(): string {
        throw new Error("unknown");
      },
    });
    expect(
      groups(
        record("a", unknownZone("api"), { zoneId: [zone] }),
        record("b", unknownZone("api.example.com"), { zoneId: [zone] }),
        record("c", unknownZone("api"), { zoneId: [other] }),
      ),
    ).toEqual([
      ["a b", true],
      ["c", true],
    ]);
  });

  test("completes no name by something that is no zone, or by a zone whose name is unknown", () => {
    const pet = { urn: "pet", type: "random:index/randomPet:RandomPet", props: { name: "example.com" } };
    const later = { ...zone, props: throwing as { name: string } };
    const api = { zoneId: "Z1", name: "api", type: "A" };
    const full = { zoneId: "Z1", name: "api.example.com", type: "A" };
    for (const source of [pet, later]) {
      expect(groups(record("a", api, { zoneId: [source] }), record("b", full, { zoneId: [source] }))).toEqual([
        ["a", true],
        ["b", true],
      ]);
    }
  });

  test("takes a name that is no text for none, which is settled", () => {
    expect(groups(record("a", { name: 5, type: "A" }), record("b", { name: 6, type: "A" }))).toEqual([["a b", true]]);
  });

  test("puts unknown names together by where they come from, and says that the set is not settled", () => {
    expect(groups(record("a", throwing, { name: [zone] }), record("b", throwing), record("c", throwing))).toEqual([
      ["a", false],
      ["b c", false],
    ]);
  });
});
