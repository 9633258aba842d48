import { partsOf } from "../graph/tokens";

/** Modules of the provider that belong to the service of another one. */
const services: ReadonlyMap<string, string> = new Map([
  ["alb", "lb"],
  ["elb", "lb"],
  ["applicationloadbalancing", "lb"],
  ["elasticloadbalancing", "lb"],
  ["elasticloadbalancingv2", "lb"],
  ["apigatewayv2", "apigateway"],
  ["vpc", "network"],
  ["ec2transitgateway", "network"],
]);

/** What of the module `ec2` is a part of a network and no machine. */
const networkKind =
  /^(Vpc|DefaultVpc|Subnet|DefaultSubnet|Route|MainRoute|DefaultRoute|InternetGateway|NatGateway|EgressOnly|SecurityGroup|DefaultSecurity|NetworkAcl|DefaultNetwork|Eip|PeeringConnection|NetworkInterface|FlowLog|CustomerGateway|VpnGateway|VpnConnection)/;

/**
 * The service that a resource belongs to, by its type token: `dynamodb`, `lb` for every kind of load balancer, `network`,
 * `events` and `logs` for what the provider has under `cloudwatch`. The package for a resource of another provider.
 */
export function serviceOf(type: string): string {
  const { packageName, module, kind } = partsOf(type);
  if (packageName !== "aws") {
    return packageName;
  }
  if (module === "ec2") {
    return networkKind.test(kind) ? "network" : "ec2";
  }
  return module === "cloudwatch" ? watchingService(kind) : (services.get(module) ?? module);
}

function watchingService(kind: string): string {
  if (kind.startsWith("Event")) {
    return "events";
  }
  return /^(Log|Query)/.test(kind) ? "logs" : "cloudwatch";
}
