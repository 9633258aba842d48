import { differencesOf, neutralFor } from "../../../model/aws/likeness";

const neutral = neutralFor(["us-east-1", "us-west-2"]);

describe("what is neutral", () => {
  test.each([
    ["dynamodb-us-east-1-dev-trades", "dynamodb-us-west-2-dev-trades"],
    ["us-east-1a", "us-west-2c"],
    ["use1-az1", "usw2-az4"],
    ["arn:aws:sns:us-east-1:111111111111:alerts", "arn:aws:sns:us-west-2:222222222222:alerts"],
    ["10.0.0.0/16", "10.1.0.0/16"],
    ["2600:1f14:abc:de00::/56", "2600:1f18:123:4500::/56"],
    ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
    ["https://a1.execute-api.us-east-1.amazonaws.com/v1", "https://b2.execute-api.us-west-2.amazonaws.com/v1"],
    ["us-east-1 to us-east-1", "us-west-2 to us-west-2"],
    ["Z0123456789ABCDEFGHIJ", "Z98765432XYZ"],
    ["i-0a1b2c3d", "i-4e5f6a7b"],
    ["fe80::1", "fe80::2:3"],
    ["see 2001:db8:: there", "see 2001:db9:1:: there"],
    ["ip 10.0.0.1", "ip 10.10.100.200"],
    ["the main one", "the dr one"],
    ["my_primary", "my_standby"],
    ["active", "Passive"],
    ["PRIMARY of the pair", "secondary of the pair"],
    ["6f1b1f0e-1111-4222-8333-444455556666", "0a2b3c4d-5555-4666-8777-888899990000"],
  ])("%j reads as %j", (one, other) => expect(neutral(one)).toBe(neutral(other)));

  test.each([
    ...["us-east-1", "use1-az1", "123456789012", "10.0.0.1", "fe80::1", "subnet-0123456789abcdef0", "Z0123456789ABCD"],
    ...["a1.execute-api.us-east-1.amazonaws.com", "6f1b1f0e-1111-4222-8333-444455556666", "primary"],
  ])("%j does not read as nothing", (text) => expect(neutral(text)).not.toBe(neutral("")));

  test.each([
    ["10.0.0.1.5", "10.0.0.2.5"],
    ["110.0.0.1234", "110.0.0.1235"],
    ["Zone1", "Zone2"],
    ["a::zz", "b::zz"],
    ["12345678901", "12345678902"],
    ["10.0.0.0/16", "10.0.0.0/20"],
    ["0.0.0.0/0", "10.0.0.0/0"],
    ["us-east-1", "us-east-11"],
    ["06:30", "07:30"],
    ["primary", "primarily"],
    ["1.2.3", "1.2.4"],
  ])("%j does not read as %j", (one, other) => expect(neutral(one)).not.toBe(neutral(other)));

  test("is found in a long text in a time that grows with its length only", () => {
    const long = `${"a.b-".repeat(50_000)}us-east-1`;
    expect(neutral(long).endsWith("{region}")).toBe(true);
  });
});

describe("differencesOf", () => {
  const compare = (first: unknown, second: unknown) =>
    [
      ...differencesOf({ first: () => first, second: () => second, neutral: [neutral, neutral], hiddenAlike: true }, [
        "it",
      ]),
    ].map(({ way }) => way.join("."));

  test.each([
    [undefined, null, []],
    [undefined, {}, []],
    [[], undefined, []],
    [{ a: 1 }, { a: 1, b: null }, []],
    [[1, 2], [2, 1], []],
    [0, false, ["it"]],
    ["", undefined, ["it"]],
    [{ a: 1 }, [1], ["it"]],
    [[1], [1, 1], ["it"]],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }, ["it.a.b.0.c"]],
    [{ b: 1, a: 1 }, { a: 2, b: 2 }, ["it.a", "it.b"]],
  ])("of %j and %j are %j", (first, second, expected) => expect(compare(first, second)).toEqual(expected));

  test("of two unknown values are none where they may be the same", () => {
    const hidden = () => {
      throw new Error("unknown");
    };
    const both = { first: hidden, second: hidden, neutral: [neutral, neutral] } as const;
    expect([...differencesOf({ ...both, hiddenAlike: true }, ["it"])]).toEqual([]);
    const [difference] = differencesOf({ ...both, hiddenAlike: false }, ["it"]);
    expect(difference?.reread).toThrow("unknown");
  });
});
