import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as estimates from "../../model/recovery/estimates";
import limitRpo from "../../policy-pack/rules/recovery/limit-rpo";
import limitRto from "../../policy-pack/rules/recovery/limit-rto";
import { readProfile } from "../../preflight/analyzer/profile";
import type { GraphResource } from "../../preflight/graph";
import { budgetOf } from "../../preflight/recovery/budget";
import { recoverySettings } from "../../preflight/recovery/settings";
import { formatBudget } from "../../preflight/report/budget";
import { formatObjective, formatSeconds } from "../../preflight/report/duration";
import { recorded } from "../helpers/recorded";

const textOf = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const systems = textOf("docs/systems.md");
const budget = textOf("docs/recovery.md");

/** The cells of the one row of a document that begins so. */
function rowOf(text: string, beginning: string): readonly string[] {
  const rows = text.split("\n").filter((line) => line.startsWith(`| ${beginning}`));
  expect([beginning, rows.length]).toEqual([beginning, 1]);
  return (rows[0] ?? "").split("|").map((cell) => cell.trim());
}

type Count = (resources: readonly GraphResource[]) => number;

const ofType =
  (...types: readonly string[]): Count =>
  (resources) =>
    resources.filter(({ type }) => types.includes(type)).length;

/** One for each zone in which each of them is. */
const subnetsOf =
  (type: string, property: string): Count =>
  (resources) =>
    resources
      .filter((resource) => resource.type === type)
      .map(({ inputs }) => inputs[property])
      .reduce<number>((sum, subnets) => sum + (Array.isArray(subnets) ? subnets.length : 0), 0);

const stacks = ["trading", "payments", "transactions", "healthcare", "fleet"] as const;

describe("what docs/systems.md says that a stack has", () => {
  test.each<readonly [string, Count]>([
    ["[load balancer hours]", ofType("aws:lb/loadBalancer:LoadBalancer")],
    ["[public IPv4 addresses]", subnetsOf("aws:lb/loadBalancer:LoadBalancer", "subnets")],
    ["[NAT gateway hours", ofType("aws:ec2/natGateway:NatGateway")],
    ["[interface endpoint hours]", subnetsOf("aws:ec2/vpcEndpoint:VpcEndpoint", "subnetIds")],
    ["[instances of Aurora]", ofType("aws:rds/clusterInstance:ClusterInstance")],
    ["[health checks]", ofType("aws:route53/healthCheck:HealthCheck")],
    ["[hosted zones]", ofType("aws:route53/zone:Zone")],
    ["[alarm metrics]", ofType("aws:cloudwatch/metricAlarm:MetricAlarm")],
    ["[keys]", ofType("aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey")],
  ])(
    "%s",
    async (beginning, count) => {
      const cells = rowOf(systems, beginning).slice(2, 2 + stacks.length);
      const written = cells.map((cell) => (cell === "-" ? 0 : Number.parseInt(cell, 10)));
      const counted = await Promise.all(stacks.map(async (stack) => count((await recorded(stack)).resources)));
      expect(written).toEqual(counted);
    },
    240_000,
  );

  test("and how long it needs, and may lose", async () => {
    for (const stack of stacks) {
      const figures = budgetOf((await recorded(stack)).resources);
      const written = `${formatObjective(figures, "rto")}, ${formatObjective(figures, "rpo")}`;
      expect([stack, rowOf(systems, `[${stack}]`)[4]]).toEqual([stack, written]);
    }
  }, 240_000);

  test.each(["Trading", "Payments"])(
    "and what %s needs, and may lose, in a hundred losses",
    async (title) => {
      const settings = recoverySettings(readProfile(title.toLowerCase()));
      const { rto, rpo } = budgetOf((await recorded(title.toLowerCase())).resources, settings);
      const [, section = ""] = new RegExp(`\n## ${title}\n([\\s\\S]*?)\n## `).exec(systems) ?? [];
      for (const { simulated } of [rto, rpo]) {
        const [middle, late] = [simulated?.p50, simulated?.p99].map((seconds) => formatSeconds(seconds ?? Number.NaN));
        expect(section).toContain(`${middle} (p50), ${late} (p99)`);
      }
    },
    240_000,
  );
});

describe("docs/recovery.md", () => {
  test("shows what the command prints", async () => {
    const settings = recoverySettings(readProfile("fleet"));
    const text = formatBudget(budgetOf((await recorded("fleet")).resources, settings));
    expect(budget).toContain(["fleet", ...text.replace(/^(?=.)/gm, "  ").split("\n")].join("\n"));
  }, 240_000);

  test("states every estimate with its confidence, once, beside the term that it is for", () => {
    const [, terms = ""] = /## The terms of the recovery time\n([\s\S]*?)\n## The percentile\n/.exec(budget) ?? [];
    const rows = terms.split("\n").filter((line) => line.startsWith("| "));
    const written = rows.flatMap((row) => [...row.matchAll(/(\d+) s \((high|medium|low)\b/g)]);
    const used = Object.values(estimates).flatMap((estimate) =>
      typeof estimate === "object" && "seconds" in estimate ? [`${estimate.seconds} ${estimate.confidence}`] : [],
    );
    expect(written.map(([, time, how]) => `${time} ${how}`).sort()).toEqual(used.sort());
  });

  test.each(
    [
      ...Object.entries(limitRto.config),
      ...Object.entries(limitRpo.config).filter(([name]) => name.endsWith("Seconds") && name !== "maximumSeconds"),
    ].filter(([, { deprecated }]) => deprecated !== true),
  )("has the default of %s", (name, { default: value }) => {
    expect(rowOf(budget, `\`${name}\``)[2]).toBe(typeof value === "object" ? "none" : String(value));
  });
});
