import { type DatabaseAccess, databaseAccess } from "../components/ec2/database-access";
import { GatewayEndpoint } from "../components/ec2/gateway-endpoint";
import { Network } from "../components/ec2/network";
import type { ServiceRole } from "../components/iam/service-role";
import { functionRole } from "../components/lambda/function-role";
import { AlertTopic } from "../components/sns/alert-topic";
import { Queue } from "../components/sqs/queue";
import type { HealthcareConfig } from "../config/types";
import { tableGrants } from "../iam/grants/dynamodb";
import { networkGrants } from "../iam/grants/ec2";
import { busGrants } from "../iam/grants/events";
import { secretGrants } from "../iam/grants/secretsmanager";
import { queueGrants } from "../iam/grants/sqs";
import { type HealthcareNames, nameHealthcare } from "../naming/systems/healthcare";
import type { Region } from "../regions/pair";
import { days, seconds } from "../units/time";

const availabilityZones = 3;
const deadLetterRetention = days(14);
/** What the functions in the network ask for: everything else there is in the database. */
const services = ["events", "secretsmanager", "sqs"];

/** Who asks the database. */
export const client = "function";

/** What a region has before anything runs in it. */
export interface Ground extends DatabaseAccess {
  readonly region: Region;
  readonly names: HealthcareNames;
  readonly topic: AlertTopic;
  readonly deadLetters: Queue;
  /** What the region takes on while it has no writer. */
  readonly intake: Queue;
  readonly network: Network;
  readonly apiRole: ServiceRole;
  readonly consumerRole: ServiceRole;
  readonly migrationRole: ServiceRole;
}

export function groundOf(region: Region, config: HealthcareConfig): Ground {
  const { role } = region;
  const names = nameHealthcare(region.names);
  const topic = new AlertTopic(`alerts-${role}`, {
    region,
    topicName: names.topic,
    emails: config.alertEmails,
    services: ["events.rds.amazonaws.com"],
  });
  const deadLetters = deadLettersOf(region, names);
  const intake = intakeOf(region, names, deadLetters);
  const network = new Network(`network-${role}`, {
    region,
    networkName: names.network,
    cidr: role === "primary" ? config.primaryCidr : config.secondaryCidr,
    zoneCount: availabilityZones,
  });
  const access = accessOf(region, names, network);
  // Who may write stands in a table of the region. Its tables have no way in but this one, which costs nothing.
  new GatewayEndpoint(`lease-endpoint-${role}`, {
    region,
    network,
    endpointName: names.leaseEndpoint,
    clients: access.clientGuard,
    service: "dynamodb",
  });
  return { region, names, topic, deadLetters, intake, network, ...access, ...rolesOf(region, names, deadLetters) };
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

/** A message comes back after 15 to 30 seconds: four hours without a writer make none of them a dead letter. */
function intakeOf(region: Region, names: HealthcareNames, deadLetters: Queue): Queue {
  return new Queue(`intake-${region.role}`, {
    region,
    queueName: names.intake,
    retention: deadLetterRetention,
    // Six times as long as the function may take, as AWS advises.
    visibilityTimeout: seconds(60),
    redrive: { deadLetters, receives: 1_000 },
  });
}

function accessOf(region: Region, names: HealthcareNames, network: Network): DatabaseAccess {
  return databaseAccess({
    region,
    network,
    client,
    guards: {
      client: { name: names.functionGuard, description: "Functions that serve records" },
      database: { name: names.databaseGuard, description: "The database of records" },
      endpoint: { name: names.endpointGuard, description: "Endpoints of AWS services" },
    },
    endpointName: names.endpoints,
    services,
  });
}

/** Made before the functions: the key's policy names them. */
function rolesOf(region: Region, names: HealthcareNames, deadLetters: Queue) {
  const { arns, role } = region;
  const secret = secretGrants.read(arns.secret(names.secret));
  const lease = tableGrants.readOf(arns.table(names.orchestration.stateTable), "ReadLease", [names.globalCluster]);
  const apiRole = functionRole(`api-${role}`, {
    region,
    roleName: names.apiRole,
    logGroupName: names.apiLogs,
    deadLetters,
    statements: [
      ...networkGrants.joinNetwork(arns.function(names.api)),
      secret,
      lease,
      busGrants.put(arns.eventBus(names.bus)),
      queueGrants.hand(arns.queue(names.intake)),
    ],
  });
  const consumerRole = functionRole(`consumer-${role}`, {
    region,
    roleName: names.consumerRole,
    logGroupName: names.consumerLogs,
    deadLetters,
    statements: [
      ...networkGrants.joinNetwork(arns.function(names.consumer)),
      secret,
      lease,
      busGrants.put(arns.eventBus(names.bus)),
      queueGrants.consume(arns.queue(names.intake)),
      queueGrants.send(arns.queue(names.intake), "AcceptMessages"),
    ],
  });
  const migrationRole = functionRole(`migration-${role}`, {
    region,
    roleName: names.migrationRole,
    logGroupName: names.migrationLogs,
    deadLetters,
    statements: [...networkGrants.joinNetwork(arns.function(names.migration)), secret],
  });
  return { apiRole, consumerRole, migrationRole };
}
