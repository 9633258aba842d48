import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import type { ServiceRole } from "../iam/service-role";
import type { Queue } from "../sqs/queue";
import { delivery } from "./delivery";
import type { EventBus } from "./event-bus";
import { bornIn, eventPattern } from "./pattern.plan";

export interface BusForwardingArgs {
  readonly from: EventBus;
  /** In another region. */
  readonly to: EventBus;
  readonly ruleName: string;
  /** Which application's events. */
  readonly source: string;
  /** Puts the events over there. */
  readonly role: ServiceRole;
  /** In the rule's own region: takes what could not be delivered. */
  readonly deadLetters: Queue;
}

/** Copies an application's events from the region where they began to another, once. */
export class BusForwarding extends pulumi.ComponentResource {
  constructor(name: string, args: BusForwardingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:events:BusForwarding", name, {}, within(args.from.region, opts));
    const { from, to, ruleName, source, role, deadLetters } = args;
    const { region } = from;

    const rule = new EventRule(
      `${name}-rule`,
      {
        name: ruleName,
        description: "Copies events that began in this region to the other region",
        eventBusName: from.bus.name,
        eventPattern: eventPattern(bornIn(region.name, source)),
        state: "ENABLED",
        tags: region.tags,
      },
      { parent: this },
    );
    new EventTarget(
      `${name}-target`,
      {
        rule: rule.name,
        // Without it the target would be looked for on the account's default bus.
        eventBusName: from.bus.name,
        targetId: "other-region",
        arn: to.arn,
        roleArn: role.arn,
        deadLetterConfig: { arn: deadLetters.arn },
        retryPolicy: delivery,
      },
      { parent: this, dependsOn: [to.bus, role.policy, deadLetters.queue] },
    );

    this.registerOutputs({});
  }
}
