import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "../..");

/** The one module that may say a number of AWS. */
const home = "model/recovery/estimates.ts";

/** Names that hold a time, or how often something is tried. */
const timed = /(seconds|minutes|hours|days|interval|timeout|window|ttl|threshold|retention)$/i;

/** Where AWS is spoken of, and so every constant counts; elsewhere those whose name is that of a time. */
const speaksOfAws = /^(model|policy-pack|preflight\/(drill|recovery))\//;

/** Numbers that are ours: what a policy asks for by default, units and limits of this program. */
const ours: readonly string[] = [
  "model/aws/arn.ts lengths.find(([form]) => form.test(resource))?.[1]",
  "model/aws/iam-condition.ts /\\/(\\d+)$/.exec(value)?.[1]",
  "model/aws/schedule.ts daySeconds",
  "model/aws/twins.ts mostCompared",
  "model/recovery/delays.ts recoveredShare",
  "model/recovery/distribution.ts NORMAL_P99",
  "model/recovery/random.ts WARM_UP",
  "model/recovery/simulation.ts simulatedRuns",
  "policy-pack/engine/clock.ts dayMilliseconds",
  "policy-pack/engine/finding.ts longestText",
  "policy-pack/rules/backup/limit-frequency.ts maximumSeconds",
  "policy-pack/rules/cloudwatch/require-lag-alarm.ts maximumSeconds",
  "policy-pack/rules/events/forbid-forwarding-loop.ts mostSteps",
  "policy-pack/rules/iam/forbid-wildcard-action.ts shown",
  "policy-pack/rules/iam/forbid-wildcard-resource.ts shown",
  "policy-pack/rules/lambda/exact-memory.ts smallest",
  "policy-pack/rules/logs/require-retention.ts minimumDays",
  "policy-pack/rules/logs/require-retention.ts maximumDays",
  "policy-pack/rules/recovery/limit-rpo.ts maximumSeconds",
  "policy-pack/rules/recovery/limit-rpo.ts lawfulLagSeconds",
  "policy-pack/rules/recovery/limit-rto.ts maximumSeconds",
  "policy-pack/rules/recovery/limit-rto.ts lawfulDetectionSeconds",
  "policy-pack/rules/recovery/limit-rto.ts lawfulTtlSeconds",
  "policy-pack/rules/resource/forbid-retention.ts keyDeletionDays",
  "policy-pack/rules/resource/require-retention.ts keyDeletionDays",
  "policy-pack/rules/resource/require-retention.ts secretRecoveryDays",
  "policy-pack/rules/route53/exact-record-ttl.ts ttlSeconds",
  "model/recovery/failures/loss.ts OBJECT_SAMPLES",
  "model/recovery/failures/run.ts HORIZON_SECONDS",
  "model/recovery/failures/run.ts ISOLATION_SECONDS",
  "model/recovery/failures/watchman.ts PATIENCE",
  "preflight/monitor/record.ts DEFAULT_TIME_LIMIT_SECONDS",
  "preflight/recovery/settings.ts rtoSeconds",
  "preflight/recovery/settings.ts rpoSeconds",
  "preflight/testing/pack-under-test.ts defaultTimeLimitSeconds",
  "preflight/commands/explain.ts EXEMPTION_DAYS",
  "preflight/drill/experiment/experiments.ts LEAST_MINUTES",
  "preflight/commands/provenance.ts timeout",
];

interface Found {
  readonly file: string;
  readonly name: string;
  readonly value: string;
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourceFiles(path);
    return /(?<!\.d)\.ts$/.test(entry.name) ? [path] : [];
  });
}

/** `90`, `-1`, `24 * 3600`: a number that is written down where it stands. */
function isNumber(node: ts.Expression): boolean {
  if (ts.isBinaryExpression(node)) return isNumber(node.left) && isNumber(node.right);
  return ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && isNumber(node.operand));
}

/** Constants of a module, timed properties and fallbacks that are written as numbers; examples of a policy are inputs. */
function numbersIn(path: string, code: string): readonly Found[] {
  const file = relative(root, path).split(sep).join("/");
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const isRule = file.startsWith("policy-pack/rules/");
  const add = (name: string, value: ts.Expression) => {
    if (isNumber(value) && Number(value.getText()) !== 0) found.push({ file, name, value: value.getText() });
  };
  const visit = (node: ts.Node, setting: string | undefined, isModule: boolean): void => {
    if (ts.isPropertyAssignment(node)) {
      const name = node.name.getText();
      if (isRule && name === "examples") return;
      if (name === "default" && setting !== undefined && timed.test(setting)) add(setting, node.initializer);
      if (!isRule && timed.test(name)) add(name, node.initializer);
      visit(node.initializer, name, false);
      return;
    }
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined && isModule) {
      const name = node.name.getText();
      if (speaksOfAws.test(file) || timed.test(name)) add(name, node.initializer);
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
      if (Number(node.right.getText()) > 1) add(node.left.getText(), node.right);
    }
    const isInside = isModule && !ts.isFunctionLike(node) && !ts.isClassLike(node);
    ts.forEachChild(node, (child) => visit(child, setting, isInside));
  };
  visit(source, undefined, true);
  return found;
}

describe("every number of AWS stands in one module", () => {
  const found = ["model", "policy-pack", "preflight"]
    .flatMap((room) => sourceFiles(join(root, room)))
    .flatMap((path) => numbersIn(path, readFileSync(path, "utf8")));
  const elsewhere = found.filter(({ file }) => file !== home).map(({ file, name }) => `${file} ${name}`);

  test("which has them", () => {
    expect(found.filter(({ file }) => file === home).length).toBeGreaterThan(20);
  });

  test("and no other module has one that is not ours", () => {
    expect(elsewhere.filter((number) => !ours.includes(number))).toEqual([]);
  });

  test("and the list of ours names nothing that is gone", () => {
    expect(ours.filter((number) => !elsewhere.includes(number))).toEqual([]);
  });

  test.each([
    ["a constant", "const patience = 90;", ["patience"]],
    ["a property", "export const check = { intervalSeconds: 30, width: 3 };", ["intervalSeconds"]],
    ["a fallback", "export const read = (given?: number) => given ?? 30;", ["given"]],
    ["arithmetic", "const day = 24 * 3600;", ["day"]],
    ["nothing in what is counted inside a function", "function all() { const first = 7; return first; }", []],
  ])("sees %s", (_what, code, names) => {
    const path = join(root, "preflight/drill/example.ts");
    expect(numbersIn(path, code).map(({ name }) => name)).toEqual(names);
  });
});
