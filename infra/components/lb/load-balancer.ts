import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import type * as types from "@pulumi/aws/types";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import type { Network } from "../ec2/network";
import type { Bucket } from "../s3/bucket";
import { type FrontDoor, planFrontDoor } from "./load-balancer.plan";

export interface Forwarding {
  /** `/orders/*` */
  readonly paths: readonly string[];
  readonly targetGroupArn: pulumi.Input<string>;
}

export interface LoadBalancerArgs {
  readonly region: Region;
  readonly balancerName: string;
  readonly securityGroupName: string;
  readonly network: Network;
  /** Of the same region. With one, requests come over HTTPS and plain ones are sent there. */
  readonly certificateArn?: pulumi.Input<string>;
  /** Everything else is answered 404. */
  readonly forwarding: Forwarding;
  /** Paths for health checks that something else answers than the service. */
  readonly health?: Forwarding;
  /** Whose tokens callers bring; absent: anyone may call. Health checks bring none. Needs a certificate. */
  readonly tokens?: { readonly issuer: string; readonly keys: string };
  /** Where it is written down who asked for what; the bucket's policy lets load balancers write there. */
  readonly accessLogs?: { readonly bucket: Bucket; readonly folder: string };
  /** How long an open connection may stay on this region after DNS has left it. AWS: at least 60 seconds. */
  readonly connectionLifetime: Seconds;
}

/** A public load balancer that knows a few paths. */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly region: Region;
  /** The security group that requests come through; what lies behind it lets this group in. */
  readonly groupId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly frontDoor: FrontDoor;
  /** The rule behind which the forwarded paths are served. */
  readonly forwarding: lb.ListenerRule;
  /** Where health checks are forwarded: the rule of their own, if there is one. */
  readonly healthForwarding: lb.ListenerRule;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lb:LoadBalancer", name, {}, within(args.region, opts));
    const { region, balancerName, network, certificateArn, connectionLifetime, accessLogs } = args;
    this.region = region;
    this.frontDoor = planFrontDoor(certificateArn !== undefined);
    this.groupId = this.#securityGroup(name, args);

    const balancer = new lb.LoadBalancer(
      `${name}-balancer`,
      {
        name: balancerName,
        loadBalancerType: "application",
        internal: false,
        ipAddressType: "ipv4",
        subnets: [...network.publicSubnetIds],
        securityGroups: [this.groupId],
        idleTimeout: 60,
        clientKeepAlive: connectionLifetime,
        dropInvalidHeaderFields: true,
        enableDeletionProtection: false,
        ...(accessLogs === undefined ? {} : { accessLogs: written(accessLogs) }),
        tags: region.tags,
      },
      { parent: this, dependsOn: [network.wayOut, ...(accessLogs === undefined ? [] : [accessLogs.bucket.ready])] },
    );
    const { forwarding, healthForwarding } = this.#listeners(name, args, balancer.arn);
    this.forwarding = forwarding;
    this.healthForwarding = healthForwarding;

    this.arn = balancer.arn;
    this.dnsName = balancer.dnsName;
    this.arnSuffix = balancer.arnSuffix;
    this.url = pulumi.interpolate`${this.frontDoor.protocol.toLowerCase()}://${balancer.dnsName}`;
    this.registerOutputs({ dnsName: this.dnsName });
  }

  /** Rules of their own resources: rules inside the group would fight with any that are added beside it. */
  #securityGroup(name: string, { region, securityGroupName, network }: LoadBalancerArgs): pulumi.Output<string> {
    const group = new ec2.SecurityGroup(
      `${name}-guard`,
      {
        name: securityGroupName,
        description: "Requests from the internet to the load balancer",
        vpcId: network.vpcId,
        tags: region.tags,
      },
      { parent: this },
    );
    for (const port of this.frontDoor.openPorts) {
      new SecurityGroupIngressRule(
        `${name}-from-internet-${port}`,
        {
          securityGroupId: group.id,
          description: `Anyone, port ${port}`,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrIpv4: "0.0.0.0/0",
          tags: region.tags,
        },
        { parent: this },
      );
    }
    return group.id;
  }

  #listeners(name: string, args: LoadBalancerArgs, loadBalancerArn: pulumi.Output<string>) {
    const { region, certificateArn, forwarding, health, tokens } = args;
    const notFound = {
      type: "fixed-response",
      fixedResponse: { statusCode: "404", contentType: "application/json", messageBody: '{"error":"not found"}' },
    };
    const secure = certificateArn !== undefined;
    const serving = new lb.Listener(
      `${name}-${secure ? "https" : "http"}`,
      {
        loadBalancerArn,
        port: this.frontDoor.port,
        protocol: this.frontDoor.protocol,
        ...(secure ? { certificateArn, sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } : {}),
        defaultActions: [notFound],
        tags: region.tags,
      },
      { parent: this },
    );
    const proof: ListenerRuleAction | undefined = tokens && {
      type: "jwt-validation",
      jwtValidation: { issuer: tokens.issuer, jwksEndpoint: tokens.keys },
    };
    const forward = (label: string, priority: number, { paths, targetGroupArn }: Forwarding, isOpen: boolean) =>
      new lb.ListenerRule(
        `${name}-${label}`,
        {
          listenerArn: serving.arn,
          priority,
          conditions: [{ pathPattern: { values: [...paths] } }],
          actions:
            isOpen || proof === undefined ? [forwardTo(targetGroupArn)] : inTurn(proof, forwardTo(targetGroupArn)),
          tags: region.tags,
        },
        { parent: this },
      );
    const forwards = forward("forward", 10, forwarding, false);
    const healthForwards = health === undefined ? forwards : forward("forward-health", 20, health, true);
    if (secure) {
      const redirect = { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" };
      new lb.Listener(
        `${name}-http`,
        {
          loadBalancerArn,
          port: 80,
          protocol: "HTTP",
          defaultActions: [{ type: "redirect", redirect }],
          tags: region.tags,
        },
        { parent: this },
      );
    }
    return { forwarding: forwards, healthForwarding: healthForwards };
  }
}

function written({ bucket, folder }: Required<LoadBalancerArgs>["accessLogs"]) {
  return { enabled: true, bucket: bucket.bucketName, prefix: folder };
}

type ListenerRuleAction = types.input.lb.ListenerRuleAction;

function forwardTo(targetGroupArn: pulumi.Input<string>): ListenerRuleAction {
  return { type: "forward", targetGroupArn };
}

/** A load balancer wants the order said where there is more than one action. */
function inTurn(...actions: readonly ListenerRuleAction[]): ListenerRuleAction[] {
  return actions.map((action, index) => ({ ...action, order: index + 1 }));
}
