import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { topicGrants } from "../../iam/grants/sns";
import { policyDocument } from "../../iam/statement";
import { denyPlainTransport } from "../../iam/transport";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";

export interface AlertTopicArgs {
  readonly region: Region;
  readonly topicName: string;
  /** Each is asked once to confirm. */
  readonly emails: readonly string[];
  /** Services besides the alarms that speak to the topic: `events.rds.amazonaws.com`. */
  readonly services?: readonly string[];
}

/** Where the alarms of one region speak to people. */
export class AlertTopic extends pulumi.ComponentResource {
  readonly region: Region;
  readonly arn: Arn;
  readonly topic: sns.Topic;

  constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:sns:AlertTopic", name, {}, within(args.region, opts));
    const { region, topicName, emails, services = [] } = args;
    this.region = region;
    this.arn = region.arns.topic(topicName);

    this.topic = new sns.Topic(
      `${name}-topic`,
      {
        name: topicName,
        // Without a key: under the account's own (alias/aws/sns) CloudWatch's messages vanish without an error, and what
        // an alarm says is no business record.
        policy: policyDocument([
          topicGrants.publishAlarms(this.arn, region.account),
          ...services.map((service) => topicGrants.publishEvents(this.arn, service, region.account)),
          denyPlainTransport("sns:Publish", [this.arn]),
        ]),
        tags: region.tags,
      },
      { parent: this },
    );
    for (const email of emails) {
      new sns.TopicSubscription(
        `${name}-${email}`,
        { topic: this.topic.arn, protocol: "email", endpoint: email },
        { parent: this },
      );
    }

    this.registerOutputs({ arn: this.arn });
  }
}
