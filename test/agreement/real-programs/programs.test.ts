import { clusters } from "./clusters";
import { identities } from "./identities";
import { judged, told } from "./judged";
import { organizations } from "./organizations";
import type { Reviewed } from "./parts";
import { services } from "./services";
import { stores } from "./stores";

/* Programs in the style of real ones, each with the verdict that a reviewer gave before the policies did. */

const programs: readonly Reviewed[] = [...clusters, ...services, ...organizations, ...identities, ...stores];

describe.each(programs.map((one) => [one.program, one] as const))("%s", (_, { resources, baseline, production }) => {
  test("is judged by org-baseline as a reviewer does", () => {
    expect(judged("org-baseline", resources)).toEqual([...baseline].sort());
  });

  test("is judged by production for the same reasons, and for what that profile asks besides", () => {
    const policies = new Set(judged("production", resources).map((found) => found.replace(/:.*/s, "")));
    expect([...policies].filter((policy) => policy.startsWith("iam-")).sort()).toEqual(
      production.filter((policy) => policy.startsWith("iam-")).sort(),
    );
    expect(production.filter((policy) => !policies.has(policy))).toEqual([]);
  });
});

test("there are programs enough, some of them right and some wrong", () => {
  expect(programs.length).toBeGreaterThan(30);
  expect(programs.filter(({ baseline }) => baseline.length === 0).length).toBeGreaterThan(15);
  expect(programs.filter(({ baseline }) => baseline.length > 0).length).toBeGreaterThan(10);
});

const elsewhere = programs.filter(({ program }) => program.includes("another pair"));

test.each(elsewhere.map((one) => [one.program, one] as const))("%s is told of no other region", (_, { resources }) => {
  expect(told("org-baseline", resources).filter((message) => message.includes("us-west-2"))).toEqual([]);
});
