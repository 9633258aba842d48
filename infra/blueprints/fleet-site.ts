import { GatewayEndpoint } from "../components/ec2/gateway-endpoint";
import { Guard } from "../components/ec2/guard";
import { Network } from "../components/ec2/network";
import { NetworkPassage } from "../components/ec2/network-passage";
import { Passage } from "../components/ec2/passage";
import { ServiceEndpoints } from "../components/ec2/service-endpoints";
import { ServiceRole } from "../components/iam/service-role";
import { AlertTopic } from "../components/sns/alert-topic";
import type { FleetConfig } from "../config/types";
import { tableGrants } from "../iam/grants/dynamodb";
import { secretGrants } from "../iam/grants/secretsmanager";
import { parameterGrants, sessionGrants } from "../iam/grants/ssm";
import { type FleetNames, nameFleet } from "../naming/systems/fleet";
import type { Region } from "../regions/pair";

export const databasePort = 5432;
const availabilityZones = 3;
/** What instances ask for that have no way out of their network: their settings, a person's session, the credentials. */
const services = ["secretsmanager", "ssm", "ssmmessages"];

/** What a region has before anything runs in it. */
export interface Ground {
  readonly region: Region;
  readonly names: FleetNames;
  readonly topic: AlertTopic;
  readonly network: Network;
  readonly instanceGuard: Guard;
  readonly databaseGuard: Guard;
  readonly instanceRole: ServiceRole;
}

/** As the document calls the two regions. */
export function namesOf({ role, names }: Region): FleetNames {
  return nameFleet(names, role === "primary" ? "primary" : "dr");
}

export function groundOf(region: Region, config: FleetConfig): Ground {
  const { role } = region;
  const names = namesOf(region);
  const topic = new AlertTopic(`alerts-${role}`, {
    region,
    topicName: names.topic,
    emails: config.alertEmails,
    services: ["events.rds.amazonaws.com"],
  });
  const network = new Network(`network-${role}`, {
    region,
    networkName: names.network,
    partName: names.networkPart,
    cidr: role === "primary" ? config.primaryCidr : config.secondaryCidr,
    zoneCount: availabilityZones,
  });
  const guards = guardsOf(region, names, network);
  return { region, names, topic, network, ...guards, instanceRole: instanceRole(region, names) };
}

function guardsOf(region: Region, names: FleetNames, network: Network) {
  const { role } = region;
  const guard = (what: string, guardName: string, description: string) =>
    new Guard(`${what}-guard-${role}`, { region, network, guardName, description });
  const instanceGuard = guard("instance", names.instanceGuard, "Instances of the fleet");
  const databaseGuard = guard("database", names.databaseGuard, "The database of the fleet");
  const endpointGuard = guard("endpoint", names.endpointGuard, "Endpoints of AWS services");

  new Passage(`instances-to-database-${role}`, {
    from: instanceGuard,
    to: databaseGuard,
    port: databasePort,
    description: "Instances to the database of their region",
  });
  new Passage(`instances-to-endpoints-${role}`, {
    from: instanceGuard,
    to: endpointGuard,
    port: 443,
    description: "Instances to AWS services",
  });
  new ServiceEndpoints(`endpoints-${role}`, {
    region,
    network,
    endpointName: names.endpoints,
    guard: endpointGuard,
    services,
  });
  new GatewayEndpoint(`sessions-endpoint-${role}`, {
    region,
    network,
    endpointName: names.endpoints,
    clients: instanceGuard,
    service: "dynamodb",
  });
  return { instanceGuard, databaseGuard };
}

/** The writer is in one region: the instances of the other one reach it through the peering. */
export function passagesBetween({ region: { role }, instanceGuard, databaseGuard }: Ground, peer: Ground): void {
  new NetworkPassage(`instances-to-peer-database-${role}`, {
    guard: instanceGuard,
    direction: "out",
    network: peer.network,
    port: databasePort,
    description: "Instances to the database of the other region",
  });
  new NetworkPassage(`database-from-peer-instances-${role}`, {
    guard: databaseGuard,
    direction: "in",
    network: peer.network,
    port: databasePort,
    description: "Instances of the other region to the database",
  });
}

/** Made before the instances: the key's policy names it. */
function instanceRole(region: Region, names: FleetNames): ServiceRole {
  const { arns } = region;
  return new ServiceRole(`instance-${region.role}`, {
    region,
    roleName: names.instanceRole,
    service: "ec2.amazonaws.com",
    statements: [
      sessionGrants.receive(),
      parameterGrants.read([arns.parameter(names.settings)]),
      secretGrants.read(arns.secret(names.secret)),
      tableGrants.read(arns.table(names.sessions)),
    ],
  });
}
