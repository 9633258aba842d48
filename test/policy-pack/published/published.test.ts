import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../../policy-pack/rules";
import { judgementOn } from "../show";
import { controllers } from "./controllers";
import { guides } from "./guides";
import type { Published } from "./published";

/* Policies that AWS and the projects of controllers publish: refused is what is truly wide in them, and nothing else. */

type Profile = Readonly<Record<string, unknown>>;
const baseline = JSON.parse(
  readFileSync(join(__dirname, "../../../policy-pack/profiles/org-baseline.json"), "utf8"),
) as Profile;

function settingsOf(law: string): object {
  const setting = baseline[law];
  const { enforcementLevel, ...config } = (typeof setting === "object" && setting !== null ? setting : {}) as Profile;
  return enforcementLevel === undefined ? {} : config;
}

const laws = rules.filter(({ meta }) => meta.name.startsWith("iam-"));

/** The places of the statements that the policies on IAM refuse under the baseline; each statement once for each policy. */
function refused({ type, statements }: Published): readonly number[] {
  const given = {
    policy: { Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) },
  };
  return laws
    .filter((rule) => rule.kind === "resource" && rule.on.has(type))
    .flatMap((rule) => judgementOn(rule, { type, given, config: settingsOf(rule.meta.name) }).findings)
    .map(({ at }) => Number(/Statement\[(\d+)]/.exec(at)?.[1]))
    .sort((one, other) => one - other);
}

const published = [...controllers, ...guides];

test.each(published.map((one) => [one.of, one] as const))("%s", (_, one) => {
  expect(refused(one)).toEqual(Object.keys(one.wide).map(Number));
});

test("most statements of controllers are right, and each that is wide says why", () => {
  const statements = published.flatMap((one) => one.statements);
  const reasons = published.flatMap(({ wide }) => Object.values(wide));
  expect(statements.length).toBeGreaterThan(60);
  expect(reasons.length).toBeLessThan(statements.length / 2);
  expect(reasons.every((reason) => reason.length > 10)).toBe(true);
});
