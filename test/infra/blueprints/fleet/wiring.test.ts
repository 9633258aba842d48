import * as pulumi from "@pulumi/pulumi";
import { fleet } from "../../../../infra/blueprints/fleet";
import { parseCidr } from "../../../../infra/units/cidr";
import { days, seconds } from "../../../../infra/units/time";
import "../../../helpers/no-promise-stacks";

/** What a preview cannot know, as if AWS had said it: every address tells what it is of. */
const madeByAws = (name: string) => ({
  dnsName: `${name}.elb.example`,
  endpoint: `writer.${name}.rds.example`,
  readerEndpoint: `${name}.cluster-ro-c1abc.rds.example`,
  arn: `arn:aws:made:::${name}`,
  latestVersion: 1,
  nameServers: ["ns-1.example", "ns-2.example"],
});

const answers: Readonly<Record<string, object>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "123456789012" },
  "aws:index/getPartition:getPartition": { partition: "aws" },
};

interface Made {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const made: Made[] = [];
let outputs: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        made.push({ type, name, inputs });
        return { id: `id-of-${name}`, state: { ...madeByAws(name), ...inputs } };
      },
      call: ({ token, inputs }) => ({ ...inputs, names: ["a", "b", "c"], ...answers[token] }),
    },
    "dr-guardrails",
    "fleet",
  );
  const built = await fleet({
    blueprint: "fleet",
    environmentSuffix: "dev",
    primaryRegion: "us-east-1",
    secondaryRegion: "us-east-2",
    domainName: "example.com",
    alertEmails: ["ops@example.com"],
    primaryCidr: parseCidr("10.0.0.0/16"),
    secondaryCidr: parseCidr("10.1.0.0/16"),
    runtime: "nodejs22.x",
    logRetention: days(30),
    environmentTag: "production",
    accessLogs: "on",
    flowLogs: "on",
    databaseLogs: "on",
    firewall: "on",
    engineVersion: "14.22",
    databaseClass: "db.r6g.large",
    databaseMigration: "none",
    failoverMode: "automatic",
    mostLossSeconds: 60,
    retention: "drill",
    commitHold: seconds(45),
  });
  outputs = (await new Promise((done) => pulumi.output(built).apply(done))) as Readonly<Record<string, unknown>>;
  await pulumi.runtime.disconnect();
}, 300_000);

const one = (type: string, name: string) => {
  const [found, ...others] = made.filter((resource) => resource.type === type && resource.name === name);
  if (found === undefined || others.length > 0) throw new Error(`Not one ${type} is called ${name}.`);
  return found;
};

interface Variables {
  readonly environment: { readonly variables: Readonly<Record<string, string>> };
}

/** Both sides look alike to a preview: whether they are exchanged, only addresses tell. */
describe("with addresses as AWS would make them", () => {
  test('fleet: "Output the primary and DR endpoint URLs, health check status, and replication lag metrics": each of its side', () => {
    expect(outputs).toMatchObject({
      primaryEndpointUrl: "http://balancer-primary-balancer.elb.example",
      drEndpointUrl: "http://balancer-secondary-balancer.elb.example",
      primaryHealthCheckId: "id-of-endpoint-primary-check",
      drHealthCheckId: "id-of-endpoint-secondary-check",
      healthCheckStatus: {
        primary: { healthCheckId: "id-of-endpoint-primary-check" },
        dr: { healthCheckId: "id-of-endpoint-secondary-check" },
      },
      replicationLagMetrics: {
        database: { region: "us-east-2", dimensions: { DBClusterIdentifier: "dr-db-cluster-v2-dev" } },
        sessions: { region: "us-east-1", dimensions: { ReceivingRegion: "us-east-2" } },
      },
      databaseEndpoint: "writer.database-global.rds.example",
      primaryBackupVaultArn: "arn:aws:backup:us-east-1:123456789012:backup-vault:fleet-backup-vault-dev",
      drBackupVaultArn: "arn:aws:backup:us-east-2:123456789012:backup-vault:fleet-backup-vault-dev",
      primaryTopicArn: "arn:aws:sns:us-east-1:123456789012:failover-alerts-dev",
      drTopicArn: "arn:aws:sns:us-east-2:123456789012:failover-alerts-dev",
      vpcPeeringConnectionId: "id-of-peering-connection",
    });
  });

  test("every alarm of the stack is in its output, and no other", () => {
    const alarms = made.filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect([...(outputs.alarmNames as string[])].sort()).toEqual(
      alarms.map(({ inputs }) => String(inputs.name)).sort(),
    );
  });

  test("the orchestrator asks the primary's balancer for the primary, the standby's for the standby", () => {
    const { environment } = one("aws:lambda/function:Function", "failover-orchestrator-function")
      .inputs as unknown as Variables;
    expect(environment.variables).toMatchObject({
      PRIMARY_ENDPOINT: "http://balancer-primary-balancer.elb.example/ready",
      STANDBY_ENDPOINT: "http://balancer-secondary-balancer.elb.example/ready",
      NAME_SERVERS: "ns-1.example ns-2.example",
    });
  });

  test.each([
    ["endpoint-primary-check", "balancer-primary-balancer"],
    ["endpoint-secondary-check", "balancer-secondary-balancer"],
    ["failover-witness-check", "balancer-primary-balancer"],
  ])("%s asks %s", (check, balancer) => {
    const { inputs } = one("aws:route53/healthCheck:HealthCheck", check);
    expect(inputs).toMatchObject({ fqdn: `${balancer}.elb.example`, resourcePath: "/ready", type: "HTTP", port: 80 });
  });

  test.each([
    ["app-primary", "PRIMARY", "balancer-primary-balancer", "failover-traffic-both"],
    ["app-secondary", "SECONDARY", "balancer-secondary-balancer", "endpoint-secondary-check"],
  ])("%s is the %s answer", (record, type, balancer, check) => {
    expect(one("aws:route53/record:Record", record).inputs).toMatchObject({
      failoverRoutingPolicies: [{ type }],
      records: [`${balancer}.elb.example`],
      healthCheckId: `id-of-${check}`,
    });
  });

  test.each([
    ["primary-endpoint-health-alarm-dev", "endpoint-primary-check"],
    ["dr-endpoint-health-alarm-dev", "endpoint-secondary-check"],
    ["failover-witness-health-alarm-dev", "failover-witness-check"],
  ])("%s follows %s", (alarmName, check) => {
    const [alarm] = made.filter(({ inputs }) => inputs.name === alarmName);
    expect(alarm?.inputs.dimensions).toEqual({ HealthCheckId: `id-of-${check}` });
  });

  test.each(["primary", "secondary"])("instances of the %s are told the copy beside them, and the writer", (role) => {
    const { value } = one("aws:ssm/parameter:Parameter", `settings-${role}-settings`).inputs;
    const text = typeof value === "object" && value !== null ? String(Reflect.get(value, "value")) : String(value);
    expect(JSON.parse(text)).toEqual({
      databaseHost: `database-${role}.cluster-ro-c1abc.rds.example`,
      writerHost: "writer.database-global.rds.example",
      databasePort: 5432,
      networks: { primary: "10.0.0.0/16", standby: "10.1.0.0/16" },
      databaseName: "payments",
      readyThrough: role === "primary" ? "writer" : "reader",
    });
  });

  test.each(["primary", "secondary"])("the group of the %s launches its template by its number", (role) => {
    expect(one("aws:autoscaling/group:Group", `fleet-${role}-group`).inputs).toMatchObject({
      launchTemplate: { id: `id-of-fleet-${role}-template`, version: "1" },
    });
  });
});
