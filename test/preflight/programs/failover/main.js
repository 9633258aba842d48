const { Provider } = require("@pulumi/aws/provider");
const { HealthCheck, Record } = require("@pulumi/aws/route53");
const { Table } = require("@pulumi/aws/dynamodb");

const provider = new Provider("east", { region: "us-east-1" });

new Table(
  "orders",
  {
    name: "orders",
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    streamEnabled: true,
    replicas: [{ regionName: "us-west-2" }],
  },
  { provider },
);

for (const [role, region] of [
  ["PRIMARY", "us-east-1"],
  ["SECONDARY", "us-west-2"],
]) {
  const fqdn = `${region}.example.com`;
  const check = new HealthCheck(region, { type: "HTTP", fqdn, requestInterval: 30, failureThreshold: 1 }, { provider });
  new Record(
    region,
    {
      name: "api.example.com",
      zoneId: "Z1",
      type: "CNAME",
      ttl: 60,
      records: [fqdn],
      setIdentifier: region,
      healthCheckId: check.id,
      failoverRoutingPolicies: [{ type: role }],
    },
    { provider },
  );
}
