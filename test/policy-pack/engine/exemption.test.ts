import Ajv from "ajv";
import { exemptionsField, findCover, parseExemptions } from "../../../policy-pack/engine/exemption";

const table = "urn:pulumi:prod::trading::dr:data:Table$aws:dynamodb/table:Table::trades";
const exemption = {
  urn: "*::aws:dynamodb/table:Table::trades",
  reason: "migrates in March",
  owner: "dana",
  expires: "2027-03-31",
};
const wide = { ...exemption, urn: "*::trades" };

describe("findCover", () => {
  test.each([
    ["*::trades", true],
    ["*", true],
    ["urn:pulumi:prod::*::trades", true],
    ["urn:pulumi:pro?::*", true],
    [table, true],
    ["*::trade", false],
    ["trades", false],
    ["urn:pulumi:staging::*", false],
    ["", false],
  ])("matches the glob %s: %s", (urn, covered) => {
    expect(findCover([{ ...exemption, urn }], table, "billingMode", "2027-01-01") !== undefined).toBe(covered);
  });

  test("takes no character of a glob but * and ? for more than itself", () => {
    const urn = "urn:pulumi:prod::a::x::tradesX";
    expect(findCover([{ ...exemption, urn: "*::trades." }], urn, "a", "2027-01-01")).toBeUndefined();
    expect(findCover([{ ...exemption, urn: "*::[t]radesX" }], urn, "a", "2027-01-01")).toBeUndefined();
  });

  test("covers the path it names and what lies below, nothing beside it", () => {
    const narrow = [{ ...wide, path: "replicas[0]" }];
    expect(findCover(narrow, table, "replicas[0].pointInTimeRecovery", "2027-01-01")).toBeDefined();
    expect(findCover(narrow, table, "replicas[1].pointInTimeRecovery", "2027-01-01")).toBeUndefined();
  });

  test.each([
    ["2027-03-30", false],
    ["2027-03-31", false],
    ["2027-04-01", true],
  ])("on %s: expired is %s", (today, expired) => {
    expect(findCover([wide], table, "a", today)).toEqual({ exemption: wide, expired });
  });

  test("prefers one that stands to one that expired, whatever their order", () => {
    const old = { ...wide, expires: "2026-01-01" };
    expect(findCover([old, wide], table, "a", "2027-01-01")).toEqual({ exemption: wide, expired: false });
  });
});

const validate = new Ajv({ strict: false, validateFormats: false }).compile(exemptionsField);

describe("an exemption", () => {
  test("is good with urn, reason, owner and expires, and with a path", () => {
    const list = [exemption, { ...exemption, path: "ttl" }];
    expect(validate(list)).toBe(true);
    expect(parseExemptions(list)).toEqual({ exemptions: list, problems: [] });
  });

  test.each([
    ["without owner", { urn: "*", reason: "r", expires: "2027-01-01" }, "exemptions[0].owner"],
    ["without reason", { urn: "*", owner: "o", expires: "2027-01-01" }, "exemptions[0].reason"],
    ["without urn", { reason: "r", owner: "o", expires: "2027-01-01" }, "exemptions[0].urn"],
    ["without expires", { urn: "*", reason: "r", owner: "o" }, "exemptions[0].expires"],
    ["with an empty owner", { ...exemption, owner: "" }, "exemptions[0].owner"],
    ["with a date in words", { ...exemption, expires: "next March" }, "exemptions[0].expires"],
    ["with a thirteenth month", { ...exemption, expires: "2027-13-01" }, "exemptions[0].expires"],
    ["with a misspelt field", { ...exemption, pth: "ttl" }, "exemptions[0].pth"],
    ["with a number for a path", { ...exemption, path: 5 }, "exemptions[0].path"],
    ["that is a text", "*", "exemptions[0]"],
    ["that is null", null, "exemptions[0]"],
  ])("%s is refused by the schema and by the reader", (_what, entry, at) => {
    expect(validate([entry])).toBe(false);
    const { exemptions, problems } = parseExemptions([entry]);
    expect(exemptions).toEqual([]);
    expect(problems.map((problem) => problem.at)).toEqual([at]);
  });

  test.each(["2027-02-30", "2027-2-3", "2027", "2027-03", " 2027-03-31", "2027-03-31T", "+002027-03-31"])(
    "on %j, a day that no calendar has or that nobody writes so, is refused by the reader",
    (expires) => {
      expect(parseExemptions([{ ...exemption, expires }]).problems).toEqual([
        { at: "exemptions[0].expires", got: expires, want: "a date such as 2027-03-31" },
      ]);
    },
  );

  test.each([
    ["a number", 7, "exemptions[0]", "an object with urn, reason, owner and expires"],
    ["a list", [], "exemptions[0]", "an object with urn, reason, owner and expires"],
    ["of nobody but blanks", { ...exemption, owner: "  " }, "exemptions[0].owner", "a text"],
    ["of an empty path", { ...exemption, path: "" }, "exemptions[0].path", "a property path"],
    ["with a misspelt field", { ...exemption, pth: "ttl" }, "exemptions[0].pth", "no such field"],
  ])("that is %s is told with what it should be", (_what, entry, at, want) => {
    expect(parseExemptions([entry])).toStrictEqual({
      exemptions: [],
      problems: [expect.objectContaining({ at, want })],
    });
  });

  test("list is read once, and an absent one is none", () => {
    const list = [exemption];
    expect(parseExemptions(list)).toBe(parseExemptions(list));
    expect(parseExemptions(undefined)).toStrictEqual({ exemptions: [], problems: [] });
  });

  test("that is good stands beside one that is not", () => {
    expect(parseExemptions([{}, exemption]).exemptions).toEqual([exemption]);
  });

  test("list that is no list is refused", () => {
    expect(validate({})).toBe(false);
    expect(parseExemptions({})).toStrictEqual({
      exemptions: [],
      problems: [{ at: "exemptions", got: {}, want: "a list" }],
    });
  });
});
