import { formatSeconds } from "../../report/duration";
import { cellsOf } from "../../report/matrix-row";
import { printable } from "../../report/printable";
import type { Experiment, ExperimentReport, Template, TemplateAction, TemplateTarget } from "./report";

/** The experiments as a Pulumi program in TypeScript: the role of each, and its template in its region. */
export function pulumiProgram(reports: readonly ExperimentReport[]): string {
  const variables = new Map<string, number>();
  const parts = reports.flatMap(({ stack, experiments }) =>
    experiments.map((each) => experimentCode(stack, each, unused(`${stack}-${each.failure}`, variables))),
  );
  return [`import * as aws from "@pulumi/aws"; // 7 or later: a resource says its own region`, ...parts]
    .join("\n\n")
    .concat("\n");
}

function experimentCode(stack: string, experiment: Experiment, variable: string): string {
  const { failure, role, region, template } = experiment;
  const name = `${stack}-${failure}`;
  const policies = role.managedPolicyArns.map(
    (arn, index) =>
      `new aws.iam.RolePolicyAttachment(${text(`${name}-managed-${index + 1}`)}, { role: ${variable}Role.name, policyArn: ${text(arn)} });`,
  );
  const own =
    role.policy.Statement.length === 0
      ? []
      : [
          `new aws.iam.RolePolicy(${text(`${name}-actions`)}, {\n  name: "fis-actions",\n  role: ${variable}Role.id,\n  policy: JSON.stringify(${indented(json(role.policy))}),\n});`,
        ];
  return [
    ...aboutLines(stack, experiment).map((line) => `// ${line}`),
    `const ${variable}Role = new aws.iam.Role(${text(`${name}-role`)}, {\n  name: ${text(role.name)},\n  assumeRolePolicy: JSON.stringify(${indented(json(role.trust))}),\n});`,
    ...own,
    ...policies,
    `export const ${variable} = new aws.fis.ExperimentTemplate(${text(name)}, {\n  roleArn: ${variable}Role.arn,${json({ region, ...argumentsOf(template) }).slice(1)}).id;`,
  ].join("\n");
}

function aboutLines(
  stack: string,
  { title, region, stopAlarm, expected, differs, minutes }: Experiment,
): readonly string[] {
  const cells = cellsOf(expected);
  return [
    `${stack}: ${title}`,
    `In ${region}, for ${formatSeconds(minutes * 60)}, or until alarm ${stopAlarm.name} fires.`,
    `Expected: noticed by ${cells.noticedBy} (${cells.noticedAfter}); notified first: ${cells.toldBy} (${cells.toldAfter});`,
    `served by ${cells.servedBy} (p50 ${cells.p50}, p99 ${cells.p99}); missing: ${cells.missing}; on return: ${expected.onReturn}`,
    ...differs.map((each) => `Differs: ${each}`),
  ].map(printable);
}

/** The provider writes lists of named blocks where AWS has maps. */
function argumentsOf({ description, targets, actions, stopConditions, experimentOptions, tags }: Template): object {
  return {
    description,
    targets: Object.entries(targets).map(([name, target]) => targetArguments(name, target)),
    actions: Object.entries(actions).map(([name, action]) => actionArguments(name, action)),
    stopConditions,
    experimentOptions,
    tags,
  };
}

function targetArguments(name: string, { resourceTags, ...rest }: TemplateTarget): object {
  return { name, ...rest, ...(resourceTags === undefined ? {} : { resourceTags: pairs(resourceTags) }) };
}

function actionArguments(
  name: string,
  { actionId, description, parameters, targets, startAfter }: TemplateAction,
): object {
  const [target] = targets === undefined ? [] : pairs(targets);
  return {
    name,
    actionId,
    description,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters: pairs(parameters) }),
    ...(target === undefined ? {} : { target }),
    ...(startAfter === undefined ? {} : { startAfters: startAfter }),
  };
}

function pairs(map: Readonly<Record<string, string>>): readonly { readonly key: string; readonly value: string }[] {
  return Object.entries(map).map(([key, value]) => ({ key, value }));
}

/** Several stacks may have names that differ only in what no variable can have. */
function unused(name: string, taken: Map<string, number>): string {
  const variable = identifier(name);
  const count = (taken.get(variable) ?? 0) + 1;
  taken.set(variable, count);
  return count === 1 ? variable : `${variable}${count}`;
}

/** A name that TypeScript takes for a variable. */
function identifier(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join("");
  return /^[A-Za-z]/.test(joined) ? joined : `stack${joined}`;
}

/** Line separators that JSON lets stand would end a line for some readers. */
const SEPARATOR = /[\u2028\u2029]/g;

function text(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(SEPARATOR, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
}

/** JSON, without quotes around the keys that need none: a line of it that begins with a text and a colon is a key. */
function json(value: unknown): string {
  return text(value, 2).replace(/^( *)"([A-Za-z_]\w*)":/gm, "$1$2:");
}

function indented(code: string): string {
  return code.replaceAll("\n", "\n  ");
}
