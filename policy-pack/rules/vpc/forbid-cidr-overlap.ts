import { findNetwork, findOverlaps, type Network } from "../../../model/aws/network";
import { Directory } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { stated } from "../../../model/graph/reading";
import type { Member, Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type BlockProperty = "cidrBlock" | "ipv6CidrBlock";

/** A range of addresses of one VPC, and where it is stated. */
interface Block {
  readonly network: Network;
  /** URN of the VPC, or its id when the VPC is not of this stack. */
  readonly owner: string;
  readonly urn: string;
  readonly name: string;
  readonly at: BlockProperty;
  readonly text: string;
}

/** The VPC that a further range is given to. */
function ownerOf(association: Member, vpcs: Directory<unknown>): string {
  const [vpc] = vpcs.find(association, "vpcId", () => association.props.vpcId).members;
  return vpc?.urn ?? String(association.props.vpcId);
}

function* blockIn(member: Member, owner: () => string, at: BlockProperty, blocks: Block[]): Check<StackFinding> {
  yield* part(function* () {
    // AWS may give an IPv6 network of its own; a VPC without cidrBlock takes one from a pool.
    const text = at === "ipv6CidrBlock" ? stated(member, at) : member.props[at];
    if (text === undefined || text === null || text === "") {
      return;
    }
    const network = typeof text === "string" ? findNetwork(text) : undefined;
    if (network === undefined) {
      yield { urn: member.urn, at, got: text, want: "a network such as 10.0.0.0/16" };
      return;
    }
    blocks.push({ network, owner: owner(), urn: member.urn, name: member.name, at, text: String(text) });
  });
}

function* blocksOf(stack: Stack, blocks: Block[]): Check<StackFinding> {
  const vpcs = new Directory<unknown>(stack.of(tokens.vpc));
  for (const vpc of stack.of(tokens.vpc) as readonly Member[]) {
    yield* blockIn(vpc, () => vpc.urn, "cidrBlock", blocks);
    yield* blockIn(vpc, () => vpc.urn, "ipv6CidrBlock", blocks);
  }
  for (const association of stack.of(tokens.vpcIpv4Block) as readonly Member[]) {
    yield* blockIn(association, () => ownerOf(association, vpcs), "cidrBlock", blocks);
  }
  for (const association of stack.of(tokens.vpcIpv6Block) as readonly Member[]) {
    yield* blockIn(association, () => ownerOf(association, vpcs), "ipv6CidrBlock", blocks);
  }
}

const vpc = (name: string, cidrBlock: string) => resource(tokens.vpc, name, { cidrBlock });

export default stackRule({
  meta: {
    name: "vpc-forbid-cidr-overlap",
    severity: "high",
    law: "The networks of the two regions do not overlap.",
    rationale: "Networks that overlap can never be peered, and a failover needs them to reach each other.",
    remediation: "Give each VPC a range of its own; the range of a VPC that exists cannot be changed.",
    url: "https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html",
    framework: { wellArchitected: "REL2-BP05", nist: ["CP-8", "SC-7"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const blocks: Block[] = [];
    yield* blocksOf(stack, blocks);
    for (const [other, { urn, at, text }] of findOverlaps(blocks)) {
      yield { urn, at, got: text, want: `a network apart from ${other.text} of ${other.name}` };
    }
    if (blocks.length === 0) {
      return skip("no VPC states its addresses");
    }
  },
  examples: {
    pass: [
      {
        because: "the networks stand side by side",
        given: [vpc("east", "10.0.0.0/16"), vpc("west", "10.1.0.0/16")],
      },
    ],
    fail: [
      {
        because: "both have the same range",
        given: [vpc("east", "10.0.0.0/16"), vpc("west", "10.0.0.0/16")],
        at: ["west cidrBlock"],
      },
      {
        because: "one lies inside the other",
        given: [vpc("east", "10.0.64.0/20"), vpc("west", "10.0.0.0/16")],
        at: ["east cidrBlock"],
      },
      {
        because: "a further range of one lies in the other",
        given: [
          vpc("east", "10.0.0.0/16"),
          vpc("west", "10.1.0.0/16"),
          resource(
            tokens.vpcIpv4Block,
            "more",
            { vpcId: unknown.string, cidrBlock: "10.0.128.0/20" },
            { sources: { vpcId: ["west"] } },
          ),
        ],
        at: ["more cidrBlock"],
      },
    ],
    undetermined: [
      {
        because: "one range is unknown, while the others are still judged",
        given: [vpc("a", unknown.string), vpc("b", "10.0.0.0/16"), vpc("c", "10.0.0.0/16")],
        at: ["a cidrBlock"],
        fail: ["c cidrBlock"],
      },
    ],
    skip: [{ because: "there is no VPC", given: [resource(tokens.queue, "orders", {})] }],
  },
});
