import { Dashboard as CloudWatchDashboard } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import { type PanelRow, planWidgets } from "./dashboard.plan";

export interface DashboardArgs {
  /** Dashboards belong to the account; one region's provider makes it, and any console shows it. */
  readonly region: Region;
  readonly dashboardName: string;
  readonly rows: pulumi.Input<readonly PanelRow[]>;
}

/** One page with the metrics of both regions. */
export class Dashboard extends pulumi.ComponentResource {
  readonly url: string;

  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:cloudwatch:Dashboard", name, {}, within(args.region, opts));
    const { region, dashboardName, rows } = args;

    new CloudWatchDashboard(
      `${name}-dashboard`,
      {
        dashboardName,
        dashboardBody: pulumi
          .output(rows)
          .apply((known) => JSON.stringify({ widgets: planWidgets(known as readonly PanelRow[]) })),
      },
      { parent: this },
    );

    this.url = `https://${region.name}.console.aws.amazon.com/cloudwatch/home?region=${region.name}#dashboards/dashboard/${dashboardName}`;
    this.registerOutputs({ url: this.url });
  }
}
