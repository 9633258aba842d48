import { is, number, tags } from "./convert";
import { type Entry, entry } from "./entry";
import { as, block, each, type Fields, same } from "./field";

const check: Fields = {
  enabled: same("healthCheckEnabled"),
  path: same("healthCheckPath"),
  port: same("healthCheckPort"),
  protocol: same("healthCheckProtocol"),
  interval: same("healthCheckIntervalSeconds"),
  timeout: same("healthCheckTimeoutSeconds"),
  healthyThreshold: same("healthyThresholdCount"),
  unhealthyThreshold: same("unhealthyThresholdCount"),
};

const template: Fields = {
  id: same("launchTemplateId"),
  name: same("launchTemplateName"),
  version: same("version"),
};

/** Load balancers and the groups behind them. */
export const balancing: Readonly<Record<string, Entry>> = {
  "elasticloadbalancingv2:LoadBalancer": entry("aws:lb/loadBalancer:LoadBalancer", {
    name: same("name"),
    loadBalancerType: same("type"),
    internal: is("internal", "scheme"),
    subnets: same("subnets"),
    subnetMappings: each({ subnetId: same("subnetId"), allocationId: same("allocationId") }, "subnetMappings"),
    securityGroups: same("securityGroups"),
    ipAddressType: same("ipAddressType"),
    tags,
  }),
  "elasticloadbalancingv2:Listener": entry("aws:lb/listener:Listener", {
    loadBalancerArn: same("loadBalancerArn"),
    port: same("port"),
    protocol: same("protocol"),
    sslPolicy: same("sslPolicy"),
    tags,
    certificateArn: same("certificates", "0", "certificateArn"),
    defaultActions: each(
      {
        type: same("type"),
        order: same("order"),
        targetGroupArn: same("targetGroupArn"),
        redirect: same("redirectConfig"),
        fixedResponse: same("fixedResponseConfig"),
        forward: same("forwardConfig"),
      },
      "defaultActions",
    ),
  }),
  "elasticloadbalancingv2:TargetGroup": entry("aws:lb/targetGroup:TargetGroup", {
    name: same("name"),
    port: same("port"),
    protocol: same("protocol"),
    targetType: same("targetType"),
    vpcId: same("vpcId"),
    healthCheck: block(check),
    tags,
  }),
  "autoscaling:AutoScalingGroup": entry("aws:autoscaling/group:Group", {
    name: same("autoScalingGroupName"),
    minSize: number("minSize"),
    maxSize: number("maxSize"),
    desiredCapacity: number("desiredCapacity"),
    vpcZoneIdentifiers: same("vpcZoneIdentifier"),
    availabilityZones: same("availabilityZones"),
    healthCheckType: same("healthCheckType"),
    healthCheckGracePeriod: same("healthCheckGracePeriod"),
    targetGroupArns: same("targetGroupArns"),
    loadBalancers: same("loadBalancerNames"),
    trafficSources: same("trafficSources"),
    launchConfiguration: same("launchConfigurationName"),
    launchTemplate: block(template, "launchTemplate"),
    mixedInstancesPolicy: as((policy) => policy, "mixedInstancesPolicy"),
    tags: same("tags"),
  }),
};
