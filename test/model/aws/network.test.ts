import { findNetwork, findOverlaps } from "../../../model/aws/network";

describe("findNetwork", () => {
  test.each([
    ["10.0.0.0/16", { family: "ipv4", first: 0x0a000000n, last: 0x0a00ffffn }],
    ["10.0.7.7/16", { family: "ipv4", first: 0x0a000000n, last: 0x0a00ffffn }],
    ["10.0.0.1/32", { family: "ipv4", first: 0x0a000001n, last: 0x0a000001n }],
    ["0.0.0.0/0", { family: "ipv4", first: 0n, last: 0xffffffffn }],
    ["::1/128", { family: "ipv6", first: 1n, last: 1n }],
    ["2001:db8::/32", { family: "ipv6", first: 0x20010db8n << 96n, last: (0x20010db9n << 96n) - 1n }],
  ])("of %s", (text, network) => expect(findNetwork(text)).toEqual(network));

  test.each(["", "10.0.0.0", "10.0.0.0/33", "10.0/16", "2001:db8::", "ten/8"])("is none in %j", (text) =>
    expect(findNetwork(text)).toBeUndefined(),
  );
});

describe("findOverlaps", () => {
  const overlaps = (...owned: readonly (readonly [owner: string, text: string])[]) =>
    findOverlaps(
      owned.flatMap(([owner, text]) => {
        const network = findNetwork(text);
        return network ? [{ owner, text, network }] : [];
      }),
    ).map((pair) => pair.map(({ owner, text }) => `${owner} ${text}`));

  test.each<readonly [string, readonly (readonly [string, string])[]]>([
    [
      "neighbours",
      [
        ["a", "10.0.0.0/17"],
        ["b", "10.0.128.0/17"],
      ],
    ],
    [
      "one owner's networks",
      [
        ["a", "10.0.0.0/8"],
        ["a", "10.1.0.0/16"],
      ],
    ],
    [
      "families, although their numbers meet",
      [
        ["a", "0.0.0.0/0"],
        ["b", "::/96"],
      ],
    ],
    ["nothing", []],
  ])("keeps apart %s", (_what, owned) => expect(overlaps(...owned)).toEqual([]));

  test("names the larger first, in whatever order they come", () => {
    const large = ["a", "10.0.0.0/8"] as const;
    const small = ["b", "10.0.0.0/16"] as const;
    expect(overlaps(large, small)).toEqual([["a 10.0.0.0/8", "b 10.0.0.0/16"]]);
    expect(overlaps(small, large)).toEqual([["a 10.0.0.0/8", "b 10.0.0.0/16"]]);
  });

  test("finds the same network twice, and one that ends where the other does", () => {
    expect(overlaps(["a", "10.0.0.0/16"], ["b", "10.0.0.0/16"])).toEqual([["a 10.0.0.0/16", "b 10.0.0.0/16"]]);
    expect(overlaps(["a", "10.0.0.0/16"], ["b", "10.0.255.255/32"])).toEqual([["a 10.0.0.0/16", "b 10.0.255.255/32"]]);
  });

  test("forgets a network that has ended, and remembers one that goes on", () => {
    expect(
      overlaps(
        ["a", "10.0.0.0/8"],
        ["a", "10.0.0.0/16"],
        ["b", "10.1.0.0/16"],
        ["c", "11.0.0.0/8"],
        ["d", "2001:db8::/32"],
      ),
    ).toEqual([["a 10.0.0.0/8", "b 10.1.0.0/16"]]);
  });

  test("finds every overlap of a list in disorder, of both families", () => {
    expect(
      overlaps(
        ["a", "10.2.0.0/16"],
        ["b", "2001:db8:5::/48"],
        ["c", "10.1.0.0/24"],
        ["d", "10.2.9.0/24"],
        ["e", "2001:db8::/32"],
        ["f", "10.1.0.0/16"],
        ["g", "::/96"],
        ["h", "10.3.0.0/16"],
      ),
    ).toEqual([
      ["f 10.1.0.0/16", "c 10.1.0.0/24"],
      ["a 10.2.0.0/16", "d 10.2.9.0/24"],
      ["e 2001:db8::/32", "b 2001:db8:5::/48"],
    ]);
  });

  test("keeps IPv6 networks of two owners apart from each other too", () => {
    expect(overlaps(["b", "2001:db8:0:1::/64"], ["z", "10.0.0.0/8"], ["a", "2001:db8::/32"])).toEqual([
      ["a 2001:db8::/32", "b 2001:db8:0:1::/64"],
    ]);
  });
});
