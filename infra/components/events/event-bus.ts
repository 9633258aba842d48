import * as events from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../../iam/statement";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";
import { type EventPattern, eventPattern } from "./pattern.plan";

export interface EventBusArgs {
  readonly region: Region;
  readonly busName: string;
  readonly archiveName: string;
  /** What the archive keeps, so that it can be replayed. */
  readonly archived: EventPattern;
  readonly archiveRetention: Seconds;
  /** Who may put events here from outside the account's own grants. */
  readonly statements: readonly Statement[];
  /** The principals of those statements: AWS refuses a policy that names a role which does not exist yet. */
  readonly principals: readonly pulumi.Resource[];
}

/** A bus of one application, with an archive from which its events can be replayed. */
export class EventBus extends pulumi.ComponentResource {
  readonly region: Region;
  readonly busName: string;
  readonly arn: Arn;
  readonly bus: events.EventBus;

  constructor(name: string, args: EventBusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:events:EventBus", name, {}, within(args.region, opts));
    const { region, busName, archiveName, archived, archiveRetention, statements, principals } = args;
    this.region = region;
    this.busName = busName;
    this.arn = region.arns.eventBus(busName);

    this.bus = new events.EventBus(`${name}-bus`, { name: busName, tags: region.tags }, { parent: this });
    new events.EventBusPolicy(
      `${name}-policy`,
      { eventBusName: this.bus.name, policy: policyDocument(statements) },
      { parent: this, dependsOn: [...principals] },
    );
    new events.EventArchive(
      `${name}-archive`,
      {
        name: archiveName,
        eventSourceArn: this.bus.arn,
        eventPattern: eventPattern(archived),
        retentionDays: inDays(archiveRetention),
      },
      { parent: this },
    );

    this.registerOutputs({ arn: this.arn });
  }
}
