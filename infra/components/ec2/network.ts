import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { Cidr } from "../../units/cidr";
import { planSubnets, type Tier, tierBlock } from "./network.plan";

export interface NetworkArgs {
  readonly region: Region;
  /** The `Name` tag of the network. */
  readonly networkName: string;
  /** The `Name` tag of a part of it: `public-1`; absent: the network's, followed by the part. */
  readonly partName?: (part: string) => string;
  readonly cidr: Cidr;
  readonly zoneCount: number;
}

/** A network over several availability zones: public subnets with a way out, private ones without. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: readonly pulumi.Output<string>[];
  readonly privateSubnetIds: readonly pulumi.Output<string>[];
  readonly cidr: Cidr;
  /** Where databases, functions and instances are: nothing else of the network has an address in it. */
  readonly privateCidr: Cidr;
  readonly routeTableIds: Readonly<Record<Tier, pulumi.Output<string>>>;
  /** Lets nothing in from elsewhere, and is there as long as the network. */
  readonly defaultGroupId: pulumi.Output<string>;
  /** A load balancer with public addresses can be made once this route exists. */
  readonly wayOut: pulumi.Resource;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ec2:Network", name, {}, within(args.region, opts));
    const { region, networkName, cidr, zoneCount, partName = (part) => `${networkName}-${part}` } = args;
    const labelled = (part: string) => withName(region.tags, partName(part));
    const inside = { parent: this };

    const vpc = new ec2.Vpc(
      `${name}-vpc`,
      {
        cidrBlock: cidr.text,
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: withName(region.tags, networkName),
      },
      inside,
    );
    const gateway = new ec2.InternetGateway(`${name}-gateway`, { vpcId: vpc.id, tags: labelled("gateway") }, inside);
    const tables: Readonly<Record<Tier, ec2.RouteTable>> = {
      public: new ec2.RouteTable(`${name}-public`, { vpcId: vpc.id, tags: labelled("public") }, inside),
      private: new ec2.RouteTable(`${name}-private`, { vpcId: vpc.id, tags: labelled("private") }, inside),
    };
    this.wayOut = new ec2.Route(
      `${name}-way-out`,
      { routeTableId: tables.public.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      inside,
    );
    const subnets = planSubnets(cidr, region.zones, zoneCount).map(({ tier, number, zone, cidr: block }) => {
      const part = `${tier}-${number}`;
      const subnet = new ec2.Subnet(
        `${name}-${part}`,
        {
          vpcId: vpc.id,
          cidrBlock: block.text,
          availabilityZone: zone,
          mapPublicIpOnLaunch: false,
          tags: labelled(part),
        },
        inside,
      );
      new ec2.RouteTableAssociation(`${name}-${part}`, { subnetId: subnet.id, routeTableId: tables[tier].id }, inside);
      return { tier, id: subnet.id };
    });

    this.vpcId = vpc.id;
    this.defaultGroupId = vpc.defaultSecurityGroupId;
    this.cidr = cidr;
    this.privateCidr = tierBlock(cidr, "private");
    this.routeTableIds = { public: tables.public.id, private: tables.private.id };
    this.publicSubnetIds = subnets.filter(({ tier }) => tier === "public").map(({ id }) => id);
    this.privateSubnetIds = subnets.filter(({ tier }) => tier === "private").map(({ id }) => id);
    this.registerOutputs({ vpcId: this.vpcId });
  }
}
