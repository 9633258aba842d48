import fc from "fast-check";
import { planSubnets, tierBlock } from "../../../../infra/components/ec2/network.plan";
import { contains, overlap, parseCidr } from "../../../../infra/units/cidr";

const zones = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1f"];

test("each zone has a public and a private subnet", () => {
  const plan = planSubnets(parseCidr("10.0.0.0/16"), zones, 2);
  expect(plan.map(({ tier, number, zone, cidr }) => [tier, number, zone, cidr.text])).toEqual([
    ["public", 1, "us-east-1a", "10.0.0.0/20"],
    ["public", 2, "us-east-1b", "10.0.16.0/20"],
    ["private", 1, "us-east-1a", "10.0.64.0/20"],
    ["private", 2, "us-east-1b", "10.0.80.0/20"],
  ]);
});

test("a further zone moves no subnet that exists", () => {
  const cidr = parseCidr("10.0.0.0/16");
  expect(planSubnets(cidr, zones, 3)).toEqual(expect.arrayContaining([...planSubnets(cidr, zones, 2)]));
});

test("a tier's block holds its subnets, and none of the other tier", () => {
  const cidr = parseCidr("172.20.0.0/20");
  const block = tierBlock(cidr, "private");
  expect(block.text).toBe("172.20.4.0/22");
  const inside = planSubnets(cidr, zones, 4).filter((subnet) => overlap(block, subnet.cidr));
  expect(inside.map(({ tier }) => tier)).toEqual(Array(4).fill("private"));
  expect(inside.every((subnet) => contains(block, subnet.cidr))).toBe(true);
  expect(tierBlock(parseCidr("10.0.0.0/23"), "public").text).toBe("10.0.0.0/25");
});

test("a /23 still gives a load balancer the /27 it wants", () => {
  expect(planSubnets(parseCidr("10.0.0.0/23"), zones, 2).map(({ cidr }) => cidr.prefix)).toEqual([27, 27, 27, 27]);
});

test("a region with too few zones is named as such", () => {
  expect(() => planSubnets(parseCidr("10.0.0.0/16"), ["us-west-1a"], 2)).toThrow(
    "wants 2 availability zones and gets 1 (us-west-1a)",
  );
});

test("more zones than the plan has room for are refused", () => {
  expect(() => planSubnets(parseCidr("10.0.0.0/16"), zones, 5)).toThrow(
    "wants 5 availability zones and gets 5 (us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f), expected as many, and at most 4",
  );
});

test("whatever the network, subnets lie inside it and share no address", () => {
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 23 }), fc.integer({ min: 1, max: 4 }), (prefix, zoneCount) => {
      const network = parseCidr(`10.32.0.0/${prefix}`);
      const plan = planSubnets(network, zones, zoneCount);
      expect(plan).toHaveLength(zoneCount * 2);
      for (const one of plan) {
        expect(contains(network, one.cidr)).toBe(true);
        expect(plan.filter((other) => overlap(one.cidr, other.cidr))).toEqual([one]);
      }
    }),
  );
});
