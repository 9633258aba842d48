import { Guard } from "../components/ec2/guard";
import { Network } from "../components/ec2/network";
import { NetworkPassage } from "../components/ec2/network-passage";
import { Passage } from "../components/ec2/passage";
import { ServiceEndpoints } from "../components/ec2/service-endpoints";
import type { ServiceRole } from "../components/iam/service-role";
import { functionRole } from "../components/lambda/function-role";
import { AlertTopic } from "../components/sns/alert-topic";
import { Queue } from "../components/sqs/queue";
import type { HealthcareConfig } from "../config/types";
import { networkGrants } from "../iam/grants/ec2";
import { busGrants } from "../iam/grants/events";
import { secretGrants } from "../iam/grants/secretsmanager";
import { queueGrants } from "../iam/grants/sqs";
import { type HealthcareNames, nameHealthcare } from "../naming/systems/healthcare";
import type { Region } from "../regions/pair";
import { days } from "../units/time";

const availabilityZones = 3;
const deadLetterRetention = days(14);
/** What the functions in the network ask for: everything else there is in the database. */
const services = ["events", "secretsmanager"];
export const databasePort = 5432;

/** What a region has before anything runs in it. */
export interface Ground {
  readonly region: Region;
  readonly names: HealthcareNames;
  readonly topic: AlertTopic;
  readonly deadLetters: Queue;
  readonly network: Network;
  readonly functionGuard: Guard;
  readonly databaseGuard: Guard;
  readonly apiRole: ServiceRole;
  readonly consumerRole: ServiceRole;
}

export function groundOf(region: Region, config: HealthcareConfig): Ground {
  const { role } = region;
  const names = nameHealthcare(region.names);
  const topic = new AlertTopic(`alerts-${role}`, { region, topicName: names.topic, emails: config.alertEmails });
  const deadLetters = deadLettersOf(region, names);
  const network = new Network(`network-${role}`, {
    region,
    networkName: names.network,
    cidr: role === "primary" ? config.primaryCidr : config.secondaryCidr,
    zoneCount: availabilityZones,
  });
  const guards = guardsOf(region, names, network);
  return { region, names, topic, deadLetters, network, ...guards, ...rolesOf(region, names, deadLetters) };
}

/** Takes what its region's rules and functions could not deliver, and nothing from anybody else. */
function deadLettersOf(region: Region, names: HealthcareNames): Queue {
  const { arns } = region;
  const arn = arns.queue(names.deadLetters);
  return new Queue(`dead-letters-${region.role}`, {
    region,
    queueName: names.deadLetters,
    retention: deadLetterRetention,
    statements: [
      queueGrants.receiveUndelivered(arn, "FromForwarding", arns.eventRule(names.bus, names.forwardRule)),
      queueGrants.receiveUndelivered(arn, "FromConsuming", arns.eventRule(names.bus, names.consumeRule)),
      queueGrants.receiveUndelivered(arn, "FromReadiness", arns.defaultRule(names.readinessRule)),
      queueGrants.receiveUndelivered(arn, "FromRehearsal", arns.defaultRule(names.rehearsalRule)),
    ],
  });
}

function guardsOf(region: Region, names: HealthcareNames, network: Network) {
  const { role } = region;
  const guard = (what: string, guardName: string, description: string) =>
    new Guard(`${what}-guard-${role}`, { region, network, guardName, description });
  const functionGuard = guard("function", names.functionGuard, "Functions that serve records");
  const databaseGuard = guard("database", names.databaseGuard, "The database of records");
  const endpointGuard = guard("endpoint", names.endpointGuard, "Endpoints of AWS services");

  new Passage(`functions-to-database-${role}`, {
    from: functionGuard,
    to: databaseGuard,
    port: databasePort,
    description: "Functions to the database of their region",
  });
  new Passage(`functions-to-endpoints-${role}`, {
    from: functionGuard,
    to: endpointGuard,
    port: 443,
    description: "Functions to AWS services",
  });
  new ServiceEndpoints(`endpoints-${role}`, {
    region,
    network,
    endpointName: names.endpoints,
    guard: endpointGuard,
    services,
  });
  return { functionGuard, databaseGuard };
}

/** The writer is in one region: the functions of the other one reach it through the peering. */
export function passagesBetween({ region: { role }, functionGuard, databaseGuard }: Ground, peer: Ground): void {
  new NetworkPassage(`functions-to-peer-database-${role}`, {
    guard: functionGuard,
    direction: "out",
    network: peer.network,
    port: databasePort,
    description: "Functions to the database of the other region",
  });
  new NetworkPassage(`database-from-peer-functions-${role}`, {
    guard: databaseGuard,
    direction: "in",
    network: peer.network,
    port: databasePort,
    description: "Functions of the other region to the database",
  });
}

/** Made before the functions: the key's policy names them. */
function rolesOf(region: Region, names: HealthcareNames, deadLetters: Queue) {
  const { arns, role } = region;
  const secret = secretGrants.read(arns.secret(names.secret));
  const apiRole = functionRole(`api-${role}`, {
    region,
    roleName: names.apiRole,
    logGroupName: names.apiLogs,
    deadLetters,
    statements: [
      ...networkGrants.joinNetwork(arns.function(names.api)),
      secret,
      busGrants.put(arns.eventBus(names.bus)),
    ],
  });
  const consumerRole = functionRole(`consumer-${role}`, {
    region,
    roleName: names.consumerRole,
    logGroupName: names.consumerLogs,
    deadLetters,
    statements: [...networkGrants.joinNetwork(arns.function(names.consumer)), secret],
  });
  return { apiRole, consumerRole };
}
