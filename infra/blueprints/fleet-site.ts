import { type DatabaseAccess, databaseAccess } from "../components/ec2/database-access";
import { GatewayEndpoint } from "../components/ec2/gateway-endpoint";
import { Network } from "../components/ec2/network";
import { ServiceRole } from "../components/iam/service-role";
import { AlertTopic } from "../components/sns/alert-topic";
import type { FleetConfig } from "../config/types";
import { tableGrants } from "../iam/grants/dynamodb";
import { secretGrants } from "../iam/grants/secretsmanager";
import { parameterGrants, sessionGrants } from "../iam/grants/ssm";
import { type FleetNames, nameFleet } from "../naming/systems/fleet";
import type { Region } from "../regions/pair";

const availabilityZones = 3;
/** What instances ask for that have no way out of their network: their settings, a person's session, the credentials. */
const services = ["secretsmanager", "ssm", "ssmmessages"];

/** Who asks the database. */
export const client = "instance";

/** What a region has before anything runs in it. */
export interface Ground extends DatabaseAccess {
  readonly region: Region;
  readonly names: FleetNames;
  readonly topic: AlertTopic;
  readonly network: Network;
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
  const access = accessOf(region, names, network);
  return { region, names, topic, network, ...access, instanceRole: instanceRole(region, names) };
}

function accessOf(region: Region, names: FleetNames, network: Network): DatabaseAccess {
  const access = databaseAccess({
    region,
    network,
    client,
    guards: {
      client: { name: names.instanceGuard, description: "Instances of the fleet" },
      database: { name: names.databaseGuard, description: "The database of the fleet" },
      endpoint: { name: names.endpointGuard, description: "Endpoints of AWS services" },
    },
    endpointName: names.endpoints,
    services,
  });
  new GatewayEndpoint(`sessions-endpoint-${region.role}`, {
    region,
    network,
    endpointName: names.endpoints,
    clients: access.clientGuard,
    service: "dynamodb",
  });
  return access;
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
      tableGrants.readOf(arns.table(names.orchestration.stateTable), "ReadLease", [names.globalDatabase]),
    ],
  });
}
