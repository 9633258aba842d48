import type { GroupArgs } from "@pulumi/aws/autoscaling";
import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { isGiven, known, stated } from "../../../model/graph/reading";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type Group = Member<Plain<GroupArgs>>;

const at = "healthCheckType";

/** True when the group itself names what sends it requests; a list that is unknown still is one. */
function namesSource(group: Group): boolean {
  return (["targetGroupArns", "loadBalancers", "trafficSources"] as const).some((property) =>
    isGiven(() => {
      const list = stated(group, property);
      return list?.length === 0 ? undefined : list;
    }),
  );
}

const isLattice = (source: Block) => known(() => source.read("type")) === "vpc-lattice";

/** What the group may ask for the health of an instance; AWS takes several, with commas between them. */
function asksWhoSends(type: unknown, hasLattice: boolean): boolean {
  const asked = typeof type === "string" ? type.split(",").map((word) => word.trim()) : [];
  return asked.includes("ELB") || (hasLattice && asked.includes("VPC_LATTICE"));
}

const sizes = { minSize: 2, maxSize: 6 };
const behind = { ...sizes, targetGroupArns: [unknown.string] };
const byTargets = { sources: { targetGroupArns: ["targets"] } };
const targets = resource(tokens.targetGroup, "targets", { port: 80, protocol: "HTTP" });
const attachment = resource(
  tokens.scalingAttachment,
  "link",
  { autoscalingGroupName: unknown.string, lbTargetGroupArn: unknown.string },
  { sources: { autoscalingGroupName: ["web"], lbTargetGroupArn: ["targets"] } },
);

export default stackRule({
  meta: {
    name: "autoscaling-require-elb-health-check",
    severity: "high",
    law: "An Auto Scaling group behind a load balancer uses ELB health checks to replace unhealthy instances.",
    rationale:
      "By itself a group only sees whether a machine runs: one whose application hangs is kept for ever, and gets no request.",
    remediation: 'Set healthCheckType to "ELB", with a grace period in which an instance can start.',
    url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
    framework: { wellArchitected: "REL11-BP02", nist: ["CP-10", "SI-13"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const groups = stack.of(tokens.autoScalingGroup);
    const directory = new Directory(groups);
    const attachments = [
      new Referrers(stack.of(tokens.scalingAttachment), "autoscalingGroupName", directory),
      new Referrers(stack.of(tokens.trafficAttachment), "autoscalingGroupName", directory),
    ];
    let judged = 0;
    for (const group of groups) {
      yield* about(group, function* () {
        const links = attachments.flatMap((referrers): readonly Member<unknown>[] => referrers.of(group));
        const lost = attachments.flatMap((referrers) => referrers.unknown);
        const isBehind = links.length > 0 || namesSource(group);
        if (!isBehind && lost.length === 0) {
          return;
        }
        judged++;
        const own = new Block([], () => ({ trafficSources: known(() => stated(group, "trafficSources")) }));
        const further = links.flatMap(({ props }) => new Block([], () => props).children("trafficSource"));
        const hasLattice = [...own.children("trafficSource"), ...further].some(isLattice);
        const type = stated(group, at);
        if (asksWhoSends(type, hasLattice)) {
          return;
        }
        if (isBehind) {
          yield { at, got: type, want: '"ELB"' };
        } else {
          yield* lost;
        }
      });
    }
    if (judged === 0) {
      return skip("no Auto Scaling group is behind a load balancer");
    }
  },
  examples: {
    pass: [
      {
        because: "the group asks its load balancer",
        given: [targets, resource(tokens.autoScalingGroup, "web", { ...behind, healthCheckType: "ELB" }, byTargets)],
      },
      {
        because: "the group is attached by a resource of its own, and asks",
        given: [targets, resource(tokens.autoScalingGroup, "web", { ...sizes, healthCheckType: "ELB" }), attachment],
      },
    ],
    fail: [
      {
        because: "the group does not say whom it asks",
        given: [targets, resource(tokens.autoScalingGroup, "web", behind, byTargets)],
        at: ["web healthCheckType"],
      },
      {
        because: "the group asks the machine alone",
        given: [targets, resource(tokens.autoScalingGroup, "web", { ...sizes, healthCheckType: "EC2" }), attachment],
        at: ["web healthCheckType"],
      },
    ],
    undetermined: [
      {
        because: "whom it asks is unknown",
        given: [
          targets,
          resource(
            tokens.autoScalingGroup,
            "web",
            { ...behind, healthCheckType: unknown.string },
            { sources: { targetGroupArns: ["targets"], healthCheckType: ["targets"] } },
          ),
        ],
        at: ["web healthCheckType"],
      },
    ],
    skip: [{ because: "nothing sends the group requests", given: [resource(tokens.autoScalingGroup, "web", sizes)] }],
  },
});
