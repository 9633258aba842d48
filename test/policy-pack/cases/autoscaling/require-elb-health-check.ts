import { given, unknownList, unknownText } from "../../given";

const group = (props: object, context: object = {}) => given("aws:autoscaling/group:Group", "web", props, context);
const attachment = (props: object, context: object = {}) =>
  given("aws:autoscaling/attachment:Attachment", "link", props, context);
const traffic = (props: object) =>
  given("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "link", props);
const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef";
const lattice = "arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-0123456789abcdef0";

export default {
  pass: [
    {
      because: "it asks for several things at once",
      given: [group({ targetGroupArns: [arn], healthCheckType: "EBS, ELB" })],
    },
    {
      because: "it is behind a classic load balancer and asks it",
      given: [group({ loadBalancers: ["classic"], healthCheckType: "ELB" })],
    },
    {
      because: "it is behind VPC Lattice and asks that",
      given: [
        group({ trafficSources: [{ identifier: lattice, type: "vpc-lattice" }], healthCheckType: "VPC_LATTICE" }),
      ],
    },
    {
      because: "it is attached to VPC Lattice by a resource, and asks that",
      given: [
        group({ name: "web", healthCheckType: "VPC_LATTICE" }),
        traffic({ autoscalingGroupName: "web", trafficSource: { identifier: lattice, type: "vpc-lattice" } }),
      ],
    },
    {
      because: "an attachment may be anybody's and the group asks in any case",
      given: [group({ healthCheckType: "ELB" }), attachment({ autoscalingGroupName: unknownText })],
    },
  ],
  fail: [
    {
      because: "it says null",
      given: [group({ targetGroupArns: [arn], healthCheckType: null })],
      at: ["web healthCheckType"],
    },
    {
      because: "it says nothing in a text",
      given: [group({ targetGroupArns: [arn], healthCheckType: "" })],
      at: ["web healthCheckType"],
    },
    {
      because: "the word is in small letters",
      given: [group({ targetGroupArns: [arn], healthCheckType: "elb" })],
      at: ["web healthCheckType"],
    },
    {
      because: "a truth stands in place of the word",
      given: [group({ targetGroupArns: [arn], healthCheckType: true })],
      at: ["web healthCheckType"],
    },
    {
      because: "the word is part of another",
      given: [group({ targetGroupArns: [arn], healthCheckType: "ELBX" })],
      at: ["web healthCheckType"],
    },
    {
      because: "a classic load balancer is named",
      given: [group({ loadBalancers: ["classic"] })],
      at: ["web healthCheckType"],
    },
    {
      because: "a traffic source is named",
      given: [group({ trafficSources: [{ identifier: arn, type: "elbv2" }], healthCheckType: "EC2" })],
      at: ["web healthCheckType"],
    },
    {
      because: "it asks VPC Lattice and is behind a load balancer",
      given: [group({ targetGroupArns: [arn], healthCheckType: "VPC_LATTICE" })],
      at: ["web healthCheckType"],
    },
    {
      because: "a traffic source is attached by name",
      given: [
        group({ name: "web-v1", healthCheckType: "EC2" }),
        traffic({ autoscalingGroupName: "web-v1", trafficSource: { identifier: arn, type: "elbv2" } }),
      ],
      at: ["web healthCheckType"],
    },
    {
      because: "an old attachment names an application load balancer",
      given: [group({ name: "web-v1" }), attachment({ autoscalingGroupName: "web-v1", albTargetGroupArn: arn })],
      at: ["web healthCheckType"],
    },
    {
      because: "its target groups are unknown and come from some",
      given: [
        given("aws:lb/targetGroup:TargetGroup", "targets", {}),
        group({ targetGroupArns: unknownList }, { sources: { targetGroupArns: ["targets"] } }),
      ],
      at: ["web healthCheckType"],
    },
    {
      because: "it asks VPC Lattice and is behind something else",
      given: [group({ trafficSources: [{ identifier: arn, type: "elbv2" }], healthCheckType: "VPC_LATTICE" })],
      at: ["web healthCheckType"],
    },
  ],
  undetermined: [
    {
      because: "an attachment may be anybody's",
      given: [group({ healthCheckType: "EC2" }), attachment({ autoscalingGroupName: unknownText })],
      at: ["link autoscalingGroupName"],
    },
  ],
  skip: [
    { because: "its lists are empty", given: [group({ targetGroupArns: [], loadBalancers: [], trafficSources: [] })] },
    {
      because: "an attachment is another group's",
      given: [group({ name: "web" }), attachment({ autoscalingGroupName: "batch" })],
    },
    {
      because: "AWS fills in what is behind it, and nothing is stated",
      given: [group({ targetGroupArns: unknownList })],
    },
  ],
};
