import { unknown } from "../../../../model/graph/unknown";

const vpc = (name: string, props: object) => ({ type: "aws:ec2/vpc:Vpc", name, props, context: {} });
const more4 = (name: string, props: object, context: object = {}) => ({
  type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  name,
  props,
  context,
});
const more6 = (name: string, props: object) => ({
  type: "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
  name,
  props,
  context: {},
});

export default {
  pass: [
    {
      because: "AWS is about to fill in an IPv6 network of its own",
      given: [vpc("a", { cidrBlock: "10.0.0.0/16", ipv6CidrBlock: unknown.string })],
    },
    {
      because: "one network begins where the other ends",
      given: [vpc("a", { cidrBlock: "10.0.0.0/17" }), vpc("b", { cidrBlock: "10.0.128.0/17" })],
    },
    {
      because: "IPv4 and IPv6 never meet",
      given: [vpc("a", { cidrBlock: "0.0.0.0/0" }), vpc("b", { ipv6CidrBlock: "::/0" })],
    },
    {
      because: "a further range lies beside its own VPC's",
      given: [
        vpc("a", { cidrBlock: "10.0.0.0/16" }),
        more4("m", { vpcId: unknown.string, cidrBlock: "10.1.0.0/16" }, { sources: { vpcId: ["a"] } }),
      ],
    },
    {
      because: "a further range is its own VPC's once more, which AWS refuses by itself",
      given: [
        vpc("a", { cidrBlock: "10.0.0.0/16" }),
        more4("m", { vpcId: unknown.string, cidrBlock: "10.0.0.0/20" }, { sources: { vpcId: ["a"] } }),
      ],
    },
    {
      because: "addresses are dealt out by a pool",
      given: [
        vpc("a", { cidrBlock: "10.0.0.0/16" }),
        vpc("b", { ipv4IpamPoolId: "ipam-pool-1", ipv4NetmaskLength: 16 }),
      ],
    },
    {
      because: "IPv6 networks stand side by side",
      given: [
        vpc("a", { cidrBlock: "10.0.0.0/16", ipv6CidrBlock: "2001:db8:0:100::/56" }),
        vpc("b", { cidrBlock: "10.1.0.0/16", ipv6CidrBlock: "2001:db8:0:200::/56" }),
      ],
    },
    {
      because: "the further ranges of one network, IPv6 too, may lie in its own",
      given: [
        vpc("a", { cidrBlock: "10.0.0.0/8", ipv6CidrBlock: "2001:db8::/32" }),
        more6("b", { vpcId: "vpc-1", ipv6CidrBlock: "2001:db9::/48" }),
        more6("c", { vpcId: "vpc-1", ipv6CidrBlock: "2001:db9::/56" }),
      ],
    },
  ],
  fail: [
    {
      because: "the last address of one is the first of the other",
      given: [vpc("a", { cidrBlock: "10.0.0.0/16" }), vpc("b", { cidrBlock: "10.0.255.255/32" })],
      at: ["b cidrBlock"],
    },
    {
      because: "bits beyond the prefix hide it",
      given: [vpc("a", { cidrBlock: "10.0.0.0/16" }), vpc("b", { cidrBlock: "10.0.7.7/16" })],
      at: ["b cidrBlock"],
    },
    {
      because: "three networks are one",
      given: [
        vpc("a", { cidrBlock: "10.0.0.0/16" }),
        vpc("b", { cidrBlock: "10.0.0.0/16" }),
        vpc("c", { cidrBlock: "10.0.0.0/16" }),
      ],
      at: ["b cidrBlock", "c cidrBlock"],
    },
    {
      because: "a large network lies around two that keep apart",
      given: [
        vpc("a", { cidrBlock: "10.0.0.0/8" }),
        vpc("b", { cidrBlock: "10.1.0.0/16" }),
        vpc("c", { cidrBlock: "10.2.0.0/16" }),
      ],
      at: ["b cidrBlock", "c cidrBlock"],
    },
    {
      because: "IPv6 networks overlap, in another spelling",
      given: [
        vpc("a", { ipv6CidrBlock: "2001:DB8::/32" }),
        more6("m", { vpcId: "vpc-1", ipv6CidrBlock: "2001:0db8:0000:0100::/56" }),
      ],
      at: ["m ipv6CidrBlock"],
    },
    {
      because: "further ranges of two VPCs of other stacks overlap",
      given: [
        more4("m", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/16" }),
        more4("n", { vpcId: "vpc-2", cidrBlock: "10.0.0.0/24" }),
      ],
      at: ["n cidrBlock"],
    },
    {
      because: "a range is no network",
      given: [
        vpc("a", { cidrBlock: "10.0.0.0/33" }),
        vpc("b", { cidrBlock: "10.0.0.0" }),
        vpc("c", { cidrBlock: "ten" }),
      ],
      at: ["a cidrBlock", "b cidrBlock", "c cidrBlock"],
    },
    { because: "a range is a number", given: [vpc("a", { cidrBlock: 10 })], at: ["a cidrBlock"] },
    {
      because: "a range is written in a way that AWS refuses",
      given: [vpc("a", { cidrBlock: "10/8" })],
      at: ["a cidrBlock"],
    },
  ],
  undetermined: [
    {
      because: "it is unknown whose a further range is",
      given: [vpc("a", { cidrBlock: "10.0.0.0/16" }), more4("m", { vpcId: unknown.string, cidrBlock: "10.0.0.0/20" })],
      at: ["m vpcId"],
    },
    {
      because: "an IPv6 range is unknown",
      given: [
        { type: "pulumi:pulumi:StackReference", name: "plan", props: {}, context: {} },
        {
          ...vpc("a", { cidrBlock: "10.0.0.0/16", ipv6CidrBlock: unknown.string }),
          context: { sources: { ipv6CidrBlock: ["plan"] } },
        },
      ],
      at: ["a ipv6CidrBlock"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    { because: "ranges are empty or null", given: [vpc("a", { cidrBlock: "" }), vpc("b", { cidrBlock: null })] },
    {
      because: "two regions have the network that AWS made in each",
      given: [{ type: "aws:ec2/defaultVpc:DefaultVpc", name: "d", props: {}, context: {} }],
    },
  ],
};
