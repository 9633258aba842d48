import { WebAcl, WebAclAssociation } from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import type { LoadBalancer } from "../lb/load-balancer";

export interface FirewallArgs {
  readonly region: Region;
  /** Letters, digits, hyphens and underscores. */
  readonly firewallName: string;
  readonly balancer: LoadBalancer;
  /** Requests of one address in five minutes; more are refused. Checkers of Route 53 have addresses of their own. */
  readonly mostRequests: number;
}

/** Rules that AWS keeps, in the order in which they are asked. */
const managed = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet"];

function watched(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}

/** Refuses what comes too often, from known bad addresses, or looks like an attack, before it reaches a load balancer. */
export class Firewall extends pulumi.ComponentResource {
  constructor(name: string, args: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:wafv2:Firewall", name, {}, within(args.region, opts));
    const { region, firewallName, balancer, mostRequests } = args;

    const acl = new WebAcl(
      `${name}-acl`,
      {
        name: firewallName,
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: [
          {
            name: "rate",
            priority: 1,
            action: { block: {} },
            statement: { rateBasedStatement: { limit: mostRequests, aggregateKeyType: "IP" } },
            visibilityConfig: watched("rate"),
          },
          ...managed.map((rule, index) => ({
            name: rule,
            priority: index + 2,
            overrideAction: { none: {} },
            statement: { managedRuleGroupStatement: { name: rule, vendorName: "AWS" } },
            visibilityConfig: watched(rule),
          })),
        ],
        visibilityConfig: watched(firewallName),
        tags: region.tags,
      },
      { parent: this },
    );
    new WebAclAssociation(`${name}-association`, { resourceArn: balancer.arn, webAclArn: acl.arn }, { parent: this });

    this.registerOutputs({});
  }
}
