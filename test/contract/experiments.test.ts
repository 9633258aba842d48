import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { findArn } from "../../model/aws/arn";
import { expandAction } from "../../model/aws/iam-actions";
import { experimentsFor } from "../../preflight/drill/experiment/experiments";
import { findExperimentForm } from "../../preflight/drill/experiment/format";
import type { Experiment, ExperimentReport, Template } from "../../preflight/drill/experiment/report";
import type { GraphResource, JsonObject } from "../../preflight/graph";
import { recordProgram } from "../../preflight/monitor/record";
import { refusals } from "../engine/stand-ins/aws/checks";
import { findResourceType } from "../engine/stand-ins/aws/declarations";
import { recorded } from "../helpers/recorded";
import { compareRequests, compareWithAws } from "./ask";
import { fisActions } from "./fis-actions";

jest.setTimeout(300_000);

const repository = join(__dirname, "..", "..");
const systems = ["trading", "payments", "transactions", "healthcare", "fleet"] as const;
const runs = { runs: 20, seed: 1, writesPerSecond: 100 } as const;

let reports: readonly ExperimentReport[];

beforeAll(async () => {
  const recordings = await Promise.all(systems.map((system) => recorded(system)));
  reports = recordings.flatMap(({ stack, resources }) => [
    experimentsFor(stack, resources, runs),
    experimentsFor(`${stack}-deployed`, resources.map(deployed), runs),
  ]);
});

/** With what only a deployment tells, and with the extension that FIS needs in functions. */
function deployed(resource: GraphResource, index: number): GraphResource {
  const { type, inputs, outputs } = resource;
  const id = `subnet-0${String(index).padStart(16, "0")}`;
  if (type === "aws:ec2/subnet:Subnet") return { ...resource, outputs: { ...outputs, id } };
  if (type !== "aws:lambda/function:Function") return resource;
  const { variables } = (inputs.environment ?? {}) as { readonly variables?: JsonObject };
  const environment = {
    variables: {
      ...variables,
      AWS_LAMBDA_EXEC_WRAPPER: "/opt/aws-fis/bootstrap",
      AWS_FIS_CONFIGURATION_LOCATION: "arn:aws:s3:::fis-configuration-123456789012/FisConfigs/",
    },
  };
  const extended = { environment, layers: ["arn:aws:lambda:us-east-1:211125607513:layer:aws-fis-extension-x86_64:9"] };
  return { ...resource, inputs: { ...inputs, ...extended }, outputs: { ...outputs, ...extended } };
}

function all(): readonly Experiment[] {
  return reports.flatMap(({ experiments }) => experiments);
}

function request(template: unknown) {
  return { service: "fis", operation: "CreateExperimentTemplate", params: template };
}

/** What is wrong with a template that no model states: FIS's own reference, and the region. */
function faultsOf({ template, region, role, minutes }: Experiment): readonly string[] {
  const { actions, targets, stopConditions } = template;
  const arns = [
    ...stopConditions.map(({ value }) => value),
    ...Object.values(targets).flatMap(({ resourceArns = [] }) => resourceArns),
  ];
  const allowed = new Set(role.policy.Statement.flatMap(({ Action }) => Action));
  const managed = role.managedPolicyArns.map((arn) => arn.split("/").at(-1));
  const used = Object.values(actions).flatMap((action) => Object.values(action.targets ?? {}));
  return [
    ...arns.filter((arn) => findArn(arn)?.region !== region).map((arn) => `${arn} is not in ${region}`),
    ...Object.keys(targets)
      .filter((name) => !used.includes(name))
      .map((name) => `no action hits ${name}`),
    ...stopConditions.filter(({ source }) => source !== "aws:cloudwatch:alarm").map(() => "no alarm stops it"),
    ...[...allowed]
      .filter((action) => !expandAction(action).includes(action))
      .map((action) => `${action} is no action`),
    ...Object.entries(actions).flatMap(([name, action]) => {
      const known = fisActions[action.actionId];
      if (known === undefined) return [`${name}: ${action.actionId} is no action of FIS`];
      const [key, type] = known.target ?? [];
      const given = Object.keys(action.parameters);
      const target = targets[action.targets?.[key ?? ""] ?? ""];
      const takes = [...known.required, ...(known.optional ?? [])];
      const { duration, region: cut } = action.parameters;
      return [
        ...known.required.filter((each) => !given.includes(each)).map((each) => `${name} lacks ${each}`),
        ...given.filter((each) => !takes.includes(each)).map((each) => `${name} takes no ${each}`),
        ...(key !== undefined && target?.resourceType !== type ? [`${name} has no target ${key} of ${type}`] : []),
        ...(known.tagsOnly && target?.resourceArns !== undefined ? [`${name} finds by tags alone`] : []),
        ...(target !== undefined && (target.resourceArns ?? Object.keys(target.resourceTags ?? {})).length === 0
          ? [`${name} hits nothing`]
          : []),
        ...(duration !== undefined && !["PT1M", `PT${minutes}M`].includes(duration)
          ? [`${name} lasts ${duration}`]
          : []),
        ...(cut === region ? [`${name} cuts a region off from itself`] : []),
        ...(action.startAfter ?? []).filter((other) => actions[other] === undefined).map((other) => `no ${other}`),
        ...known.permissions.filter((each) => !allowed.has(each)).map((each) => `${name} may not ${each}`),
        ...(known.managedPolicy !== undefined && !managed.includes(known.managedPolicy) ? [`${name} may nothing`] : []),
      ];
    }),
  ];
}

describe("templates of the five systems", () => {
  test("are refused by no model of AWS FIS", () => {
    expect(compareRequests(all().map(({ template }) => request(template)))).toEqual(all().map(() => []));
  });

  test("are what FIS's reference asks for, in one region, ended by an alarm there", () => {
    expect(all().flatMap(faultsOf)).toEqual([]);
  });

  test("make of each system real what FIS can", () => {
    const made = reports.map(({ stack, experiments }) => [stack, experiments.map(({ failure }) => failure).sort()]);
    expect(Object.fromEntries(made)).toEqual({
      trading: ["replication-stopped"],
      "trading-deployed": ["az", "endpoint", "isolated", "replication-stopped"],
      payments: ["replication-stopped"],
      "payments-deployed": ["endpoint", "replication-stopped"],
      transactions: ["replication-stopped", "writer-lost"],
      "transactions-deployed": ["az", "endpoint", "isolated", "replication-stopped", "writer-lost"],
      healthcare: ["replication-stopped", "writer-lost"],
      "healthcare-deployed": ["az", "endpoint", "isolated", "replication-stopped", "writer-lost"],
      fleet: ["endpoint", "replication-stopped", "writer-lost"],
      "fleet-deployed": ["az", "endpoint", "isolated", "replication-stopped", "writer-lost"],
    });
  });

  test("use every action of the reference's list but that of single databases", () => {
    const used = new Set(
      all().flatMap(({ template }) => Object.values(template.actions).map(({ actionId }) => actionId)),
    );
    expect(Object.keys(fisActions).filter((id) => !used.has(id))).toEqual(["aws:rds:reboot-db-instances"]);
  });
});

describe("a fault in a template is told", () => {
  const spoil = (change: (experiment: Experiment) => Experiment): Experiment => {
    const found = reports
      .find(({ stack }) => stack === "fleet-deployed")
      ?.experiments.find(({ failure }) => failure === "isolated");
    if (found === undefined) throw new Error("the fleet has no experiment of an isolated region");
    return change(found);
  };
  const inTemplate = (change: (template: Template) => unknown) => () =>
    spoil((experiment) => ({ ...experiment, template: change(experiment.template) as Template }));

  test.each<[string, () => Experiment, string]>([
    ["no stop condition", inTemplate(({ stopConditions: _left, ...rest }) => rest), "stopConditions"],
    ["a role of nobody", inTemplate((template) => ({ ...template, roleArn: "" })), "roleArn"],
    [
      "a source that is none",
      inTemplate((template) => ({ ...template, description: "x".repeat(513) })),
      "expected at most 512",
    ],
    [
      "a member that FIS does not have",
      inTemplate((template) => ({ ...template, failure: "isolated" })),
      'Unknown parameter in input: "failure"',
    ],
    [
      "a mode that is none",
      inTemplate((template) => ({ ...template, experimentOptions: { emptyTargetResolutionMode: "hope" } })),
      'emptyTargetResolutionMode is "hope"',
    ],
  ])("by the model: %s", (_what, make, says) => {
    expect(
      compareRequests([request(make().template)])
        .flat()
        .join("\n"),
    ).toContain(says);
  });

  test.each<[string, () => Experiment, string]>([
    ["a region that is not its own", () => spoil((each) => ({ ...each, region: "us-east-2" })), "is not in us-east-2"],
    [
      "an action without its permission",
      () => spoil((each) => ({ ...each, role: { ...each.role, policy: { ...each.role.policy, Statement: [] } } })),
      "may not dynamodb:PutResourcePolicy",
    ],
    [
      "an action that nobody knows",
      inTemplate((template) => ({
        ...template,
        actions: { all: { actionId: "aws:fis:stop-region", description: "", parameters: {} } },
      })),
      "is no action of FIS",
    ],
    [
      "a target of another kind",
      inTemplate((template) => ({
        ...template,
        targets: { ...template.targets, subnets: template.targets.tables, tables: template.targets.subnets },
      })),
      "has no target Subnets of aws:ec2:subnet",
    ],
  ])("by the reference: %s", (_what, make, says) => {
    expect(faultsOf(make()).join("\n")).toContain(says);
  });
});

describe("the Pulumi program", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "dr-guardrails-experiments-"));
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: experiments\nruntime: nodejs\n");
    writeFileSync(join(folder, "Pulumi.dev.yaml"), "config: { aws:region: eu-north-1 }\n");
    writeFileSync(join(folder, "package.json"), '{ "main": "index.js" }');
    const code = findExperimentForm("pulumi")(reports, false);
    writeFileSync(join(folder, "index.ts"), code);
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    writeFileSync(join(folder, "index.js"), ts.transpileModule(code, { compilerOptions }).outputText);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test("is TypeScript that the provider's own types accept", () => {
    const program = ts.createProgram([join(folder, "index.ts")], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    const source = program.getSourceFile(join(folder, "index.ts"));
    const said = ts.getPreEmitDiagnostics(program, source);
    expect(said.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
    expect(source?.statements.length).toBeGreaterThan(3 * all().length);
  });

  test("makes the same requests as the templates in JSON, each in its region, and nothing that the provider refuses", async () => {
    const { resources } = await recordProgram({ programDirectory: folder, stack: "dev" });
    const made = resources.filter(({ custom, type }) => custom && type.startsWith("aws:"));
    const refused = made.flatMap(({ type, inputs }): readonly unknown[] => {
      const declared = findResourceType(type);
      return declared === undefined ? [`${type} is not declared`] : refusals(type, declared, inputs as never);
    });
    expect(refused).toEqual([]);
    const templates = made.filter(({ type }) => type === "aws:fis/experimentTemplate:ExperimentTemplate");
    const ends = ({ stopConditions }: JsonObject) => JSON.stringify(stopConditions);
    expect(templates.map(({ inputs }) => [inputs.region, ends(inputs)]).sort()).toEqual(
      all()
        .map(({ region, template }) => [region, JSON.stringify(template.stopConditions)])
        .sort(),
    );
    const answer = compareWithAws([
      {
        name: "experiments",
        resources: made.map(({ urn, type, inputs }) => ({ urn, type, inputs, region: "us-east-1" })),
      },
    ]);
    expect([answer.problems, answer.unmapped]).toEqual([[], {}]);
    expect(answer.tally.resources).toBe(made.length);
  });
});
