import { z } from "zod";
import { healthcareRows } from "../../../../infra/blueprints/healthcare-dashboard.plan";
import { planWidgets } from "../../../../infra/components/cloudwatch/dashboard.plan";
import { seconds } from "../../../../infra/units/time";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

const side = (region: string, id: string) => ({
  region,
  balancer: `app/alb-dev-records/${id}`,
  healthCheckId: `check-${id}`,
  functionName: "lambda-dev-records-api",
  clusterName: `rds-dev-records-${region}`,
  busRule: { busName: "events-dev-records", ruleName: "events-dev-records-forward" },
});

const widgets = planWidgets(
  healthcareRows({
    sides: [side("us-east-1", "1"), side("us-west-2", "2")],
    healthRegion: "us-east-1",
    readiness: { namespace: "Healthcare/Failover", system: "records-dev", period: seconds(60) },
    lagLimit: seconds(30),
  }),
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const place = {
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  width: z.int().min(1).max(24),
  height: z.int().min(1).max(1000),
};
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/);
const metric = z
  .array(z.union([z.string().min(1).max(255), z.strictObject({ label: z.string(), region })]))
  .refine((line) => typeof line.at(-1) === "object" && line.length % 2 === 1, "namespace, metric, pairs, options");
const widget = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), ...place, properties: z.strictObject({ markdown: z.string().min(1) }) }),
  z.strictObject({
    type: z.literal("metric"),
    ...place,
    properties: z.strictObject({
      title: z.string().min(1),
      view: z.literal("timeSeries"),
      stacked: z.boolean(),
      region,
      stat: z.enum(["Average", "Maximum", "Minimum", "Sum"]),
      period: z.int().multipleOf(60).min(60),
      metrics: z.array(metric).min(1).max(500),
      annotations: z
        .strictObject({ horizontal: z.array(z.strictObject({ label: z.string(), value: z.number() })) })
        .optional(),
    }),
  }),
]);
const body = z.array(widget).min(1).max(500);

function linesOf(metricName: string): readonly unknown[] {
  return body
    .parse(widgets)
    .flatMap((one) => (one.type === "metric" ? one.properties.metrics : []))
    .filter(([, name]) => name === metricName);
}

test("the dashboard has the documented structure", () => {
  expect(body.safeParse(widgets).error?.issues).toBeUndefined();
});

test("no widget leaves the grid or lies on another", () => {
  const taken = new Set<string>();
  for (const { x, y, width, height } of body.parse(widgets)) {
    expect(x + width).toBeLessThanOrEqual(24);
    for (let column = x; column < x + width; column++) {
      for (let row = y; row < y + height; row++) {
        const cell = `${column} ${row}`;
        expect(taken.has(cell)).toBe(false);
        taken.add(cell);
      }
    }
  }
});

test.each([
  ["RequestCount", "AWS/ApplicationELB"],
  ["Invocations", "AWS/Lambda"],
  ["DatabaseConnections", "AWS/RDS"],
  ["Ready", "Healthcare/Failover"],
  ["RehearsalPassed", "Healthcare/Failover"],
])('healthcare: "CloudWatch dashboard showing metrics from both regions": %s', (metricName, namespace) => {
  expect(linesOf(metricName)).toEqual([
    expect.arrayContaining([namespace, { label: "us-east-1", region: "us-east-1" }]),
    expect.arrayContaining([namespace, { label: "us-west-2", region: "us-west-2" }]),
  ]);
});

test('healthcare: "Display health check status": of both endpoints, from the region of Route 53\'s metrics', () => {
  expect(linesOf("HealthCheckStatus")).toEqual([
    ["AWS/Route53", "HealthCheckStatus", "HealthCheckId", "check-1", { label: "us-east-1", region: "us-east-1" }],
    ["AWS/Route53", "HealthCheckStatus", "HealthCheckId", "check-2", { label: "us-west-2", region: "us-east-1" }],
  ]);
});

test("the stack has the one dashboard", async () => {
  const graph = new Graph(await recorded("healthcare"));
  expect(graph.inputs("aws:cloudwatch/dashboard:Dashboard")).toEqual([
    expect.objectContaining({ dashboardName: "cloudwatch-dev-records" }),
  ]);
});
