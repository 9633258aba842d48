import { tags } from "./convert";
import { type Entry, entry } from "./entry";
import { block, each, type Fields, same } from "./field";

const metadata = block({
  httpEndpoint: same("httpEndpoint"),
  httpTokens: same("httpTokens"),
  httpPutResponseHopLimit: same("httpPutResponseHopLimit"),
});

const rule: Fields = {
  protocol: same("ipProtocol"),
  fromPort: same("fromPort"),
  toPort: same("toPort"),
  description: same("description"),
};

/** The provider keeps a rule's ranges as lists. */
const ranges = (group: string): Fields => ({
  ...rule,
  cidrBlocks: { ...same("cidrIp"), make: (range) => [range], below: () => [] },
  ipv6CidrBlocks: { ...same("cidrIpv6"), make: (range) => [range], below: () => [] },
  securityGroups: { ...same(group), make: (id) => [id], below: () => [] },
});

/** Networks and what runs in them. */
export const network: Readonly<Record<string, Entry>> = {
  "ec2:Vpc": entry("aws:ec2/vpc:Vpc", {
    cidrBlock: same("cidrBlock"),
    enableDnsHostnames: same("enableDnsHostnames"),
    enableDnsSupport: same("enableDnsSupport"),
    instanceTenancy: same("instanceTenancy"),
    tags,
  }),
  "ec2:Subnet": entry("aws:ec2/subnet:Subnet", {
    vpcId: same("vpcId"),
    cidrBlock: same("cidrBlock"),
    availabilityZone: same("availabilityZone"),
    availabilityZoneId: same("availabilityZoneId"),
    mapPublicIpOnLaunch: same("mapPublicIpOnLaunch"),
    tags,
  }),
  "ec2:SecurityGroup": entry("aws:ec2/securityGroup:SecurityGroup", {
    name: same("groupName"),
    description: same("groupDescription"),
    vpcId: same("vpcId"),
    ingress: each(ranges("sourceSecurityGroupId"), "securityGroupIngress"),
    egress: each(ranges("destinationSecurityGroupId"), "securityGroupEgress"),
    tags,
  }),
  "ec2:RouteTable": entry("aws:ec2/routeTable:RouteTable", { vpcId: same("vpcId"), tags }),
  "ec2:Route": entry("aws:ec2/route:Route", {
    routeTableId: same("routeTableId"),
    destinationCidrBlock: same("destinationCidrBlock"),
    destinationIpv6CidrBlock: same("destinationIpv6CidrBlock"),
    destinationPrefixListId: same("destinationPrefixListId"),
    vpcPeeringConnectionId: same("vpcPeeringConnectionId"),
    gatewayId: same("gatewayId"),
    natGatewayId: same("natGatewayId"),
    transitGatewayId: same("transitGatewayId"),
  }),
  "ec2:VpcPeeringConnection": entry("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", {
    vpcId: same("vpcId"),
    peerVpcId: same("peerVpcId"),
    peerRegion: same("peerRegion"),
    peerOwnerId: same("peerOwnerId"),
    tags,
  }),
  "ec2:VpcEndpoint": entry("aws:ec2/vpcEndpoint:VpcEndpoint", {
    vpcId: same("vpcId"),
    serviceName: same("serviceName"),
    vpcEndpointType: same("vpcEndpointType"),
    policy: same("policyDocument"),
    tags,
  }),
  "ec2:Instance": entry("aws:ec2/instance:Instance", {
    ami: same("imageId"),
    instanceType: same("instanceType"),
    subnetId: same("subnetId"),
    availabilityZone: same("availabilityZone"),
    launchTemplate: block(
      { id: same("launchTemplateId"), name: same("launchTemplateName"), version: same("version") },
      "launchTemplate",
    ),
    metadataOptions: { ...metadata, way: ["metadataOptions"] },
    tags,
  }),
  "ec2:LaunchTemplate": entry("aws:ec2/launchTemplate:LaunchTemplate", {
    name: same("launchTemplateName"),
    imageId: same("launchTemplateData", "imageId"),
    instanceType: same("launchTemplateData", "instanceType"),
    metadataOptions: { ...metadata, way: ["launchTemplateData", "metadataOptions"] },
  }),
};
