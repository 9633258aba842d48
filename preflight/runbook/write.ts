import { tokens } from "../../model/aws/tokens";
import { known } from "../../model/graph/reading";
import type { Stack } from "../../model/graph/stack";
import type { FailureRow } from "../../model/recovery/failures/row";
import type { GraphResource } from "../graph";
import { pictureOf } from "../picture/picture";
import { PreflightError } from "../problem";
import { graphOf } from "../recovery/graph-of";
import { matrixRow, matrixTitles } from "../report/matrix-row";
import { type Promoter, type Promotion, promotersOf, promotionsOf } from "./databases";
import { probesOf } from "./probes";
import { thingsOf } from "./things";
import { cell } from "./words";

export interface RunbookInput {
  readonly stack: string;
  readonly resources: readonly GraphResource[];
  readonly failures: readonly FailureRow[];
}

/** The runbook of one stack as markdown. Throws a PreflightError for a stack that is in fewer than two regions. */
export function runbookOf({ stack, resources, failures }: RunbookInput): string {
  const [primary, standby] = pictureOf(resources, new Map()).lanes.map(({ region }) => region);
  if (primary === undefined || standby === undefined) {
    throw new PreflightError(
      `stack ${stack} is in ${primary ?? "no region"}, expected two regions: there is nothing to fail over to`,
    );
  }
  const graph = graphOf(resources);
  const facts: Facts = { stack, primary, standby, graph, failures, promotions: promotionsOf(graph) };
  const sections = [first, decision, act, verify, stop, names, matrix];
  const text = sections.map((section) => section(facts)).filter((part) => part !== "");
  return `${text.join("\n\n")}\n`;
}

interface Facts {
  readonly stack: string;
  readonly primary: string;
  readonly standby: string;
  readonly graph: Stack;
  readonly failures: readonly FailureRow[];
  readonly promotions: readonly Promotion[];
}

function shell(lines: readonly string[]): string {
  return ["```sh", ...lines, "```"].join("\n");
}

function first({ stack, primary, standby, graph, promotions }: Facts): string {
  const lines = [
    `ACCOUNT=$(aws sts get-caller-identity --region ${standby} --query Account --output text)`,
    ...probesOf(graph, standby),
    alarmsIn(standby),
    ...promotions.map(writerOf),
  ];
  return `# Runbook: ${cell(stack)}

Written by \`dr-guardrails runbook\` from what the stack declares. Print it, and keep it where the loss of ${primary} does not reach. No command of the sections 1 to 5 needs Pulumi, the state of the stack or an API of ${primary}.

## 1. Is it a failover?

${shell(lines)}

It is one when the service does not answer in ${primary}, seen from two places that do not share a network, and alarms in ${standby} say so too. A lag alarm alone is none: the lag is what a failover would lose.`;
}

function alarmsIn(region: string): string {
  return `aws cloudwatch describe-alarms --region ${region} --state-value ALARM --query 'MetricAlarms[].AlarmName' --output text`;
}

function writerOf({ region, global }: Promotion): string {
  return `aws rds describe-global-clusters --region ${region} --global-cluster-identifier ${global} --query 'GlobalClusters[0].[Status,GlobalClusterMembers[].[DBClusterArn,IsWriter]]'`;
}

function decision({ graph, failures, promotions }: Facts): string {
  const lost = failures.find(({ failure }) => failure === "region");
  const people = graph.of(tokens.topicSubscription).flatMap(({ props }) => {
    const [protocol, endpoint] = known(() => [props.protocol, props.endpoint]) ?? [];
    return typeof endpoint === "string" && /^(email|sms|https?)/.test(String(protocol)) ? [cell(endpoint)] : [];
  });
  const who =
    lost === undefined
      ? "The model of recovery says nothing about this stack: a person decides."
      : `When the region is lost, the service is brought back by: ${lost.served.by === "itself" ? "the stack itself, automatically" : lost.served.by}. Notified first: ${cell(lost.told?.by ?? "nobody that is known")}.`;
  const data =
    promotions.length === 0
      ? ""
      : "\n\nA promotion loses what had not been copied. Two people decide it: one who answers for the service, one for the data. Write down who, when, and the last lag.";
  return `## 2. Who decides\n\n${who}${people.length === 0 ? "" : ` Alarms go to ${[...new Set(people)].join(", ")}.`}${data}`;
}

function act({ standby, graph, promotions }: Facts): string {
  if (promotions.length === 0) {
    return `## 3. What to do\n\nNo database waits for a promotion. Names move by their health checks; wait for one TTL, then verify. Change nothing in ${standby} meanwhile.`;
  }
  const lines = promotions.flatMap(({ region, global, cluster }) => [
    `TARGET=$(aws rds describe-db-clusters --region ${region} --db-cluster-identifier ${cluster} --query 'DBClusters[0].DBClusterArn' --output text)`,
    `aws rds failover-global-cluster --region ${region} --global-cluster-identifier ${global} --target-db-cluster-identifier "$TARGET" --allow-data-loss`,
  ]);
  const who =
    promotersOf(graph).length === 0
      ? "The database is promoted by a person, with:"
      : "The stack promotes the database automatically. Where it does not, stop it first (5), so that one of you acts; then:";
  return `## 3. What to do\n\nNames move by their health checks. ${who}\n\n${shell(lines)}`;
}

function verify({ standby, graph, promotions }: Facts): string {
  return `## 4. Verify\n\n${shell([...probesOf(graph, standby), ...promotions.map(writerOf), alarmsIn(standby)])}\n\nThe names lead to ${standby}, its endpoints answer 200 (a name that is asked for \`/\` may answer anything)${promotions.length === 0 ? "" : ", and the writer is there"}.`;
}

function stop({ graph, promotions }: Facts): string {
  const promoters = promotersOf(graph);
  const words =
    promoters.length > 0
      ? `${promoters.every(({ offSwitch }) => offSwitch !== undefined) ? SWITCHED : STOPPED}\n\n${shell(promoters.map(stopOf))}`
      : promotions.length > 0
        ? "Nothing promotes a database automatically: to stop is not to run the command of 3."
        : "There is nothing to stop: names alone move, and go back when the health check passes.";
  const ending =
    promotions.length === 0
      ? ""
      : "\n\nRDS takes no promotion back once it has begun. The way back is a planned switchover.";
  return `## 5. How to stop\n\n${words}${ending}`;
}

const SWITCHED = "Nothing promotes the database after this; the same command with `on` undoes it.";
const STOPPED =
  "Nothing promotes the database after this; `delete-function-concurrency` undoes it. It stops all that the function does: does it keep something alive, such as a lease of the writer, that ends too.";

function stopOf({ name, region, offSwitch }: Promoter): string {
  return offSwitch === undefined
    ? `aws lambda put-function-concurrency --region ${region} --function-name ${name} --reserved-concurrent-executions 0`
    : `aws ssm put-parameter --region ${region} --name ${offSwitch} --overwrite --value off`;
}

function names({ graph, primary, standby }: Facts): string {
  const things = thingsOf(graph);
  const rows = things.map(({ what, region, name }) => [
    what,
    name === undefined ? "given by the deployment" : `\`${cell(name)}\``,
    region,
  ]);
  const regions = [...new Set([standby, primary, ...things.map(({ region }) => region)])];
  const blocks = regions.flatMap((where) => {
    const commands = [...new Set(things.filter(({ region }) => region === where).map(({ find }) => find))];
    return commands.length === 0
      ? []
      : [`In ${where}${where === primary ? ", while it answers" : ""}:`, shell(commands)];
  });
  return [
    "## Names",
    table(["What", "Name", "Region"], rows),
    "ARNs and addresses are known after the deployment. These commands find them; run them now, and keep the answers with this page.",
    ...blocks,
  ].join("\n\n");
}

function matrix({ failures }: Facts): string {
  return failures.length === 0
    ? ""
    : `## What becomes of each failure\n\n${table(
        [...matrixTitles, "when it is back"],
        failures.map((row) => [...matrixRow(row), row.onReturn].map(cell)),
      )}`;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
