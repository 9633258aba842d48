import type { MetricLine, MetricPanel, PanelRow } from "../components/cloudwatch/dashboard.plan";
import { inMilliseconds, minutes, type Seconds } from "../units/time";

/** What one region shows. */
export interface DashboardSide {
  readonly region: string;
  /** `app/<name>/<id>` */
  readonly balancer: string;
  readonly healthCheckId: string;
  readonly functionName: string;
  readonly clusterName: string;
  readonly busRule: { readonly busName: string; readonly ruleName: string };
}

export interface DashboardSubjects {
  readonly sides: readonly DashboardSide[];
  /** Where Route 53's metrics are. */
  readonly healthRegion: string;
  readonly readiness: { readonly namespace: string; readonly system: string; readonly period: Seconds };
  readonly lagLimit: Seconds;
}

type LineOf = (side: DashboardSide) => Pick<MetricLine, "namespace" | "metric" | "dimensions">;

const minute = minutes(1);

/** What an operator looks at in this order: is it up, could it move, is it used, do the copies keep up. */
export function healthcareRows({ sides, healthRegion, readiness, lagLimit }: DashboardSubjects): readonly PanelRow[] {
  const panel = (title: string, statistic: MetricPanel["statistic"], lineOf: LineOf): MetricPanel => ({
    title,
    statistic,
    period: minute,
    lines: sides.map((side) => ({ ...lineOf(side), label: side.region, region: side.region })),
  });
  const ready = (metric: string): MetricPanel => ({
    ...panel(metric, "Minimum", () => ({
      namespace: readiness.namespace,
      metric,
      dimensions: { System: readiness.system },
    })),
    period: readiness.period,
    mark: { label: "ready", value: 1 },
  });
  return [
    {
      title: "Health",
      panels: [
        {
          title: "Health checks of Route 53",
          statistic: "Minimum",
          period: minute,
          lines: sides.map(({ region, healthCheckId }) => ({
            namespace: "AWS/Route53",
            metric: "HealthCheckStatus",
            dimensions: { HealthCheckId: healthCheckId },
            label: region,
            region: healthRegion,
          })),
          mark: { label: "healthy", value: 1 },
        },
        panel("Answers of 5xx by the service", "Sum", ({ balancer }) => ({
          namespace: "AWS/ApplicationELB",
          metric: "HTTPCode_Target_5XX_Count",
          dimensions: { LoadBalancer: balancer },
        })),
      ],
    },
    {
      title: "Failover readiness, as each region sees the other",
      panels: ["Ready", "ReplicationCurrent", "StandbyHealthy", "CapacityEqual", "BackupsFresh", "RehearsalPassed"].map(
        ready,
      ),
    },
    {
      title: "Traffic",
      panels: [
        panel("Requests to the load balancers", "Sum", ({ balancer }) => ({
          namespace: "AWS/ApplicationELB",
          metric: "RequestCount",
          dimensions: { LoadBalancer: balancer },
        })),
        panel("Invocations of the functions", "Sum", ({ functionName }) => ({
          namespace: "AWS/Lambda",
          metric: "Invocations",
          dimensions: { FunctionName: functionName },
        })),
        panel("Errors of the functions", "Sum", ({ functionName }) => ({
          namespace: "AWS/Lambda",
          metric: "Errors",
          dimensions: { FunctionName: functionName },
        })),
      ],
    },
    {
      title: "Data",
      panels: [
        panel("Connections to Aurora", "Sum", ({ clusterName }) => ({
          namespace: "AWS/RDS",
          metric: "DatabaseConnections",
          dimensions: { DBClusterIdentifier: clusterName },
        })),
        {
          ...panel("Lag of Aurora's copy (ms)", "Maximum", ({ clusterName }) => ({
            namespace: "AWS/RDS",
            metric: "AuroraGlobalDBReplicationLag",
            dimensions: { DBClusterIdentifier: clusterName },
          })),
          mark: { label: "alarm", value: inMilliseconds(lagLimit) },
        },
        panel("Events that could not be forwarded", "Sum", ({ busRule }) => ({
          namespace: "AWS/Events",
          metric: "FailedInvocations",
          dimensions: { EventBusName: busRule.busName, RuleName: busRule.ruleName },
        })),
      ],
    },
  ];
}
