import type { VpcArgs, VpcPeeringConnectionArgs } from "@pulumi/aws/ec2";
import { findNetwork, type Network } from "../../model/aws/network";
import { Directory } from "../../model/aws/references";
import { tokens } from "../../model/aws/tokens";
import { Block } from "../../model/graph/block";
import { Gathering } from "../../model/graph/gathering";
import type { Interruption } from "../../model/graph/interruption";
import { isGiven, known, shaped, stated } from "../../model/graph/reading";
import type { Member, Plain, Stack } from "../../model/graph/stack";
import { union } from "../../model/graph/tokens";

export type Vpc = Member<Plain<VpcArgs>>;
export type Peering = Member<Plain<VpcPeeringConnectionArgs>>;
type Bag = Readonly<Record<string, unknown>>;

/** A route, and where it is written: a resource of its own, or a block of a route table. */
interface Route {
  readonly holder: Member<unknown>;
  readonly block: Block;
  readonly isInline: boolean;
}

const destinations = ["destinationCidrBlock", "cidrBlock", "destinationIpv6CidrBlock", "ipv6CidrBlock"] as const;

/** The routes of a stack that lead through its peering connections. */
export class PeeringRoutes {
  /** Routes of which it is unknown through what they lead: they may be any connection's. */
  private readonly lost: readonly Interruption[];
  private readonly byPeering = new Map<string, Route[]>();
  private readonly vpcs: Directory<Plain<VpcArgs>>;
  private readonly tables: Directory<unknown>;
  private readonly makers: ReadonlyMap<unknown, Vpc>;

  constructor(private readonly stack: Stack) {
    const vpcs = stack.of(tokens.vpc);
    this.vpcs = new Directory(vpcs);
    this.tables = new Directory(stack.of(union(tokens.routeTable, tokens.defaultRouteTable)) as readonly Member[]);
    this.makers = new Map(vpcs.flatMap((vpc) => [vpc.urn, ...tableIdsOf(vpc)].map((key) => [key, vpc] as const)));
    const routes = readRoutes(stack);
    this.lost = [...routes.unknown, ...this.sort(routes.values.flat())];
  }

  /** The VPC at one end of a connection, if it is of this stack. */
  endOf(peering: Peering, property: "vpcId" | "peerVpcId") {
    return this.vpcs.find(peering, property, () => peering.props[property]);
  }

  /** Networks that share addresses cannot be peered: that is another policy's finding. */
  areApart(one: Vpc, other: Vpc): boolean {
    const others = this.rangesOf(other).values;
    return !this.rangesOf(one).values.some((range) => others.some((known) => overlap(range, known)));
  }

  /** Whether one VPC has a route to another through a connection, and what may hide that. */
  lead(peering: Peering, from: Vpc, to: Vpc): Gathering<true> {
    const found = new Gathering<true>();
    const ranges = this.rangesOf(to);
    for (const route of this.byPeering.get(peering.urn) ?? []) {
      found.add(route.holder, () => {
        if (this.ownerOf(route) !== from) {
          return undefined;
        }
        const leads = leadsTo(route, to, ranges.values);
        found.unknown.push(...(leads ? [] : ranges.unknown));
        return leads || undefined;
      });
    }
    found.unknown.push(...this.lost);
    return found;
  }

  /** Routes by connection; a connection is also known by whoever has accepted it. */
  private sort(routes: readonly Route[]): readonly Interruption[] {
    const key = "vpcPeeringConnectionId";
    const peerings = new Directory<unknown>(this.stack.of(tokens.vpcPeering));
    const acceptances = this.stack.of(tokens.vpcPeeringAcceptance) as readonly Member[];
    const accepted = new Map(
      acceptances.map((one) => [one.urn, peerings.find(one, key, () => one.props[key]).members] as const),
    );
    const either = new Directory<unknown>([...this.stack.of(tokens.vpcPeering), ...acceptances]);
    return routes.flatMap((route) => {
      const found = either.find(route.holder, route.isInline ? "routes" : key, () => route.block.read(key));
      for (const { urn } of new Set(found.members.flatMap((one) => accepted.get(one.urn) ?? [one]))) {
        this.byPeering.set(urn, [...(this.byPeering.get(urn) ?? []), route]);
      }
      return found.unknown ?? [];
    });
  }

  /** The VPC whose route table holds a route; undefined when that is of another stack. */
  private ownerOf({ holder, isInline }: Route): Vpc | undefined {
    if (isInline) {
      return this.ownerOfTable(holder);
    }
    const own = this.makerOf(holder, "routeTableId");
    if (own !== undefined) {
      return own;
    }
    const { members, unknown } = this.tables.find(holder, "routeTableId", () => (holder.props as Bag).routeTableId);
    if (unknown) {
      throw unknown.cause;
    }
    return members.map((table) => this.ownerOfTable(table))[0];
  }

  private ownerOfTable(table: Member<unknown>): Vpc | undefined {
    if (tokens.defaultRouteTable.has(table.type)) {
      return this.makerOf(table, "defaultRouteTableId");
    }
    const { members, unknown } = this.vpcs.find(table, "vpcId", () => (table.props as Bag).vpcId);
    if (unknown) {
      throw unknown.cause;
    }
    return members[0];
  }

  /** The VPC that was made together with the table of this id. */
  private makerOf(member: Member<unknown>, key: string): Vpc | undefined {
    const keys = [...member.sourcesOf(key).map(({ urn }) => urn), known(() => (member.props as Bag)[key])];
    return keys.flatMap((one) => this.makers.get(one) ?? [])[0];
  }

  /** The addresses of a VPC, as far as they are known. */
  private rangesOf(vpc: Vpc): Gathering<Network> {
    const further = this.stack
      .of(union(tokens.vpcIpv4Block, tokens.vpcIpv6Block))
      .filter((block) => this.vpcs.find(block, "vpcId", () => block.props.vpcId).members.includes(vpc));
    const ranges = new Gathering<Network>();
    for (const member of [vpc as Member<unknown>, ...further]) {
      ranges.add(member, () => networkIn((member.props as Bag).cidrBlock));
      ranges.add(member, () => networkIn(stated(member as Member, "ipv6CidrBlock")));
    }
    return ranges;
  }
}

function networkIn(text: unknown): Network | undefined {
  return typeof text === "string" ? findNetwork(text) : undefined;
}

/** Whether a route leads to a VPC, which has these addresses. A prefix list is taken to hold them. */
function leadsTo({ holder, block, isInline }: Route, vpc: Vpc, ranges: readonly Network[]): boolean {
  const key = destinations.find((name) => isGiven(() => block.read(name)));
  if (key === undefined) {
    return isGiven(() => block.read("destinationPrefixListId"));
  }
  if (holder.sourcesOf(isInline ? "routes" : key).some(({ urn }) => urn === vpc.urn)) {
    return true;
  }
  const network = networkIn(block.read(key));
  return network !== undefined && ranges.some((range) => overlap(range, network));
}

/** The ids that a VPC tells of the tables it is made with. */
function tableIdsOf({ props }: Vpc): readonly string[] {
  const ids = ["mainRouteTableId", "defaultRouteTableId"].map((key) => known(() => (props as Bag)[key]));
  return ids.filter((id) => typeof id === "string" && id !== "") as readonly string[];
}

/** Every route, in either form. */
function readRoutes(stack: Stack): Gathering<readonly Route[]> {
  const found = new Gathering<readonly Route[]>();
  for (const holder of stack.of(tokens.route)) {
    found.values.push([{ holder, block: new Block([], () => holder.props), isInline: false }]);
  }
  for (const holder of stack.of(union(tokens.routeTable, tokens.defaultRouteTable)) as readonly Member[]) {
    const written = new Block([], () => ({ routes: stated(holder, "routes") }));
    found.add(holder, () =>
      shaped(() => written.children("route").map((block) => ({ holder, block, isInline: true }))),
    );
  }
  return found;
}

function overlap(a: Network, b: Network): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}
