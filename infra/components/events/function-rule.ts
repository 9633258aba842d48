import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import { Permission } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";
import type { RegionalFunction } from "../lambda/regional-function";
import type { Queue } from "../sqs/queue";
import { delivery } from "./delivery";
import type { EventBus } from "./event-bus";
import { type EventPattern, eventPattern } from "./pattern.plan";

export interface FunctionRuleArgs {
  readonly region: Region;
  readonly ruleName: string;
  readonly description: string;
  /**
   * What calls the function: events of a bus, or the clock, as EventBridge writes it (`rate(5 minutes)`). AWS's own
   * services speak on the account's default bus.
   */
  readonly trigger:
    | { readonly bus: EventBus | "default"; readonly pattern: EventPattern }
    | { readonly schedule: string };
  readonly function: RegionalFunction;
  /** Takes what could not be delivered. */
  readonly deadLetters: Queue;
}

/** Calls a function for each event of a kind, or at fixed times. */
export class FunctionRule extends pulumi.ComponentResource {
  readonly ruleArn: Arn;

  constructor(name: string, args: FunctionRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:events:FunctionRule", name, {}, within(args.region, opts));
    const { region, ruleName, description, trigger, function: target, deadLetters } = args;
    const bus = "bus" in trigger && trigger.bus !== "default" ? trigger.bus : undefined;
    this.ruleArn = bus === undefined ? region.arns.defaultRule(ruleName) : region.arns.eventRule(bus.busName, ruleName);

    const rule = new EventRule(
      `${name}-rule`,
      {
        name: ruleName,
        description,
        ...("bus" in trigger
          ? { ...(bus && { eventBusName: bus.bus.name }), eventPattern: eventPattern(trigger.pattern) }
          : { scheduleExpression: trigger.schedule }),
        state: "ENABLED",
        tags: region.tags,
      },
      { parent: this },
    );
    const permission = new Permission(
      `${name}-permission`,
      {
        function: target.function.name,
        qualifier: target.qualifier,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: this.ruleArn,
      },
      { parent: this, dependsOn: [target.called] },
    );
    new EventTarget(
      `${name}-target`,
      {
        rule: rule.name,
        ...(bus === undefined ? {} : { eventBusName: bus.bus.name }),
        targetId: "function",
        arn: target.calledArn,
        deadLetterConfig: { arn: deadLetters.arn },
        retryPolicy: delivery,
      },
      { parent: this, dependsOn: [permission, target.called, deadLetters.queue] },
    );

    this.registerOutputs({ ruleArn: this.ruleArn });
  }
}
